"""An answer as it is kept: a value of its kind to JSON text and back. No Django here."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from common import crowds
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


@dataclass(frozen=True, kw_only=True)
class Sum:
    """What answers come to without their people: how often each was chosen, and texts in the order of the alphabet.

    Counted are ids of choices, or True and False. Too few answers say nothing, so that nobody can be guessed.
    """

    answered: int
    is_enough: bool
    counts: Mapping[int, int]
    texts: tuple[str, ...] = ()


def in_sum(answers: Sequence[Value]) -> Sum:
    """``answers`` to one question, added up; nothing but their number where they are too few."""
    if not crowds.is_enough(len(answers)):
        return Sum(answered=len(answers), is_enough=False, counts={})
    counts: Counter[int] = Counter()
    for answer in answers:
        if isinstance(answer, tuple):
            counts.update(set(answer))
        elif isinstance(answer, bool):
            counts[answer] += 1
    texts = sorted((answer for answer in answers if isinstance(answer, str)), key=lambda text: (text.casefold(), text))
    return Sum(answered=len(answers), is_enough=True, counts=dict(counts), texts=tuple(texts))
