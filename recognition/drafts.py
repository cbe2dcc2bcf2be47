"""What somebody wants to be, as values; an action makes it so."""

from dataclasses import dataclass, fields, replace
from decimal import Decimal

from recognition.enums import Condition

SHARE = {"condition", "percent"}


@dataclass(frozen=True, kw_only=True)
class RuleDraft:
    """Who is to get a certificate, and what it is to say."""

    condition: Condition
    percent: int | None = None
    heading: str = ""
    hours: Decimal | None = None
    taught: str = ""
    is_mailed: bool = True


def merged(before: RuleDraft | None, after: RuleDraft | None, other: RuleDraft | None) -> RuleDraft | None:
    """``other`` with all that differs between ``before`` and ``after``; a share goes with its condition."""
    if before == after:
        return other
    if before is None or after is None or other is None:
        return after
    changed = {one.name for one in fields(after) if getattr(before, one.name) != getattr(after, one.name)}
    if changed & SHARE:
        changed |= SHARE
    return replace(other, **{name: getattr(after, name) for name in changed})
