"""An answer as it is kept: a value of its kind to JSON text and back. No Django here."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date
from decimal import Decimal
from statistics import median


@dataclass(frozen=True, kw_only=True)
class Sent:
    """A file that was sent, without its bytes: what the sender calls it, how large it is, and its digest."""

    name: str
    content_type: str
    size: int
    sha256: str


Value = str | bool | Decimal | date | tuple[int, ...] | Sent

# What a file may be, by how it begins; the name and the browser's word for it count for nothing.
SIGNATURES = {
    "application/pdf": (b"%PDF-",),
    "image/jpeg": (b"\xff\xd8\xff",),
    "image/png": (b"\x89PNG\r\n\x1a\n",),
}


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


def content_type_of(data: bytes) -> str:
    """What a file is by its first bytes; empty for what we do not take."""
    for content_type, starts in SIGNATURES.items():
        if data.startswith(starts):
            return content_type
    return ""


def sent(name: str, data: bytes) -> Sent:
    """A file, described; its name is cut to what fits and freed of what nobody can see."""
    shown = "".join(filter(str.isprintable, name)).strip()[-150:] or "file"
    return Sent(name=shown, content_type=content_type_of(data), size=len(data), sha256=hashlib.sha256(data).hexdigest())


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
