"""An answer as it is kept: a value of its kind to JSON text and back. No Django here."""

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from common.files import Sent

Value = str | bool | Decimal | date | tuple[int, ...] | Sent


def to_text(value: Value) -> str:
    """The JSON text of an answer."""
    match value:
        case Sent():
            plain: object = asdict(value)
        case bool() | str():
            plain = value
        case Decimal() | date():
            plain = str(value)
        case _:
            plain = list(value)
    return json.dumps(plain, ensure_ascii=False)


def from_text(kind: str, text: str) -> Value:
    """The answer that ``to_text`` has written, as a value of ``kind``."""
    plain = json.loads(text)
    match kind:
        case "choice" | "choices":
            return tuple(int(each) for each in plain)
        case "yes_no" | "consent":
            return bool(plain)
        case "number":
            return Decimal(plain)
        case "date":
            return date.fromisoformat(plain)
        case "file":
            return Sent(**plain)
    return str(plain)


@dataclass(frozen=True, kw_only=True)
class Spread:
    """The numbers that people gave, in three."""

    low: Decimal
    middle: Decimal
    high: Decimal


def spread(numbers: Sequence[Decimal]) -> Spread | None:
    """The least, the median and the greatest of ``numbers``; None for none."""
    if not numbers:
        return None
    return Spread(low=min(numbers), middle=Decimal(median(numbers)), high=max(numbers))
