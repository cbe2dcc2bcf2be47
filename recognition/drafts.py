"""What somebody wants to be, as values; an action makes it so."""

from dataclasses import dataclass
from decimal import Decimal

from recognition.enums import Condition


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """Who is to get a certificate, and what it is to say."""

    condition: Condition
    percent: int | None = None
    heading: str = ""
    hours: Decimal | None = None
    taught: str = ""
    is_mailed: bool = True
