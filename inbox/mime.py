"""A mail that anybody may have sent, taken apart within bounds. Knows no Django.

Nothing is decoded before it is asked for, and nothing inside a forwarded mail is taken for the mail's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from email import message_from_bytes
from email.message import Message
from email.parser import BytesHeaderParser
from enum import StrEnum

MOST_BYTES = 1_000_000  # of a mail that is read; an answer has a few thousand
MOST_HEAD = 128_000
MOST_NESTED = 30
LONGEST_HEADER = 2_000
MOST_HEADERS = 400
MOST_BOUNDARIES = 1_000
MOST_BLOCKS = 1_000
# Python's own reader of addresses calls itself for each bracket, and ends where there are many.
ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@]+@[^\s<>()\[\]\",;:@]+")
BRACKETED = re.compile(r"<([^\s<>@]+@[^\s<>@]+)>")
CONTENT_TYPE = re.compile(rb"(?<![^\r\n])content-type:[^\r\n]*(?:(?:\r\n|\r|\n)[ \t][^\r\n]*)*")
OTHER_CHARSETS = {"punycode", "idna"}  # for names of hosts; of a text they take hours
END_OF_HEAD = re.compile(rb"\r?\n\r?\n")


class Fault(StrEnum):
    """Why a mail is not taken apart."""

    TOO_LARGE = "too_large"
    TANGLED = "tangled"


@dataclass(frozen=True)
class Mail:
    """Its headers by their names in small letters, each as often as it stands there, and its parts."""

    headers: dict[str, list[str]]
    fault: Fault | None = None
    _top: Message = field(default_factory=Message, repr=False)

    def first(self, name: str) -> str:
        """The first header of that name: what the last server on the way has written stands on top."""
        return next(iter(self.headers.get(name, ())), "")

    def addresses(self, *names: str) -> list[str]:
        """Whatever looks like an address in these headers, in small letters."""
        lines = [said for name in names for said in self.headers.get(name, ())]
        return [address.lower() for said in lines for address in ADDRESS.findall(said)]

    @property
    def author(self) -> str:
        """The one address that it says it is from, in small letters; empty where that could be one or another."""
        said = self.headers.get("from", [])
        found = BRACKETED.findall(said[0]) or ADDRESS.findall(said[0]) if len(said) == 1 else []
        return found[0].lower() if len(found) == 1 else ""

    @property
    def content_type(self) -> str:
        """What the mail as a whole is."""
        return self._top.get_content_type()

    def parts(self) -> Iterator[Message]:
        """Its parts that hold something, in order; a mail in the mail is one of them and stays closed."""
        return _leaves(self._top)


def split(raw: bytes) -> tuple[bytes, bytes]:
    """The head of a mail and what stands below it; a head without an end ends where no honest one is longer."""
    end = END_OF_HEAD.search(raw, 0, MOST_HEAD)
    at = end.end() if end else MOST_HEAD
    return raw[:at], raw[at:]


def headers_of(head: bytes | Message) -> dict[str, list[str]]:
    """The headers by their names in small letters, each as often as it stands there."""
    found: dict[str, list[str]] = {}
    parsed = BytesHeaderParser().parsebytes(head) if isinstance(head, bytes) else head
    for name, said in parsed.items()[:MOST_HEADERS]:
        found.setdefault(name.lower(), []).append(one_line(str(said)))
    return found


def read(raw: bytes, *, size: int) -> Mail:
    """Take a mail apart; of one that was cut off (``size`` says how long it was) only the headers are there."""
    head, _body = split(raw)
    headers = headers_of(head)
    if size > len(raw) or len(raw) > MOST_BYTES:
        return Mail(headers, Fault.TOO_LARGE)
    lowered = raw.lower()
    # Python's parser asks of each line whether it ends one of the parts around it, and grows slow where they are many.
    depth = lowered.count(b"multipart/") + lowered.count(b"message/")
    is_tangled = depth > MOST_NESTED or raw.count(b"\n--") > MOST_BOUNDARIES or _is_endless(lowered)
    if len(head) == MOST_HEAD or is_tangled:
        return Mail(headers, Fault.TANGLED)
    try:
        return Mail(headers, None, message_from_bytes(raw))
    except ValueError:  # Python gives up where a boundary is in letters that nothing is written in
        return Mail(headers, Fault.TANGLED)


def content(part: Message, *, most: int) -> bytes:
    """What a part holds, decoded; nothing where it is longer than ``most``."""
    found = part.get_payload(decode=True)
    return found if isinstance(found, bytes) and len(found) <= most else b""


def text(part: Message, *, most: int) -> str:
    """What a part says. Raises ValueError where it is not written in the letters that it names."""
    charset = str(part.get_content_charset() or "utf-8")
    if charset in OTHER_CHARSETS:
        raise ValueError(charset)
    try:
        return content(part, most=most).decode(charset)
    except LookupError:
        raise ValueError(charset) from None


def one_line(said: str) -> str:
    """``said`` without breaks and control characters, cut where it is too long for anything that we ask for.

    It is cut before a word: "example.org.example.net" never becomes the name of another host.
    """
    cut = said if len(said) <= LONGEST_HEADER else said[:LONGEST_HEADER].rpartition(" ")[0]
    return " ".join("".join(sign if sign.isprintable() else " " for sign in cut).split())


def _is_endless(lowered: bytes) -> bool:
    """Whether Python would read it for minutes: it asks of each semicolon in such a header whether it stands in quotes,
    and makes a message of each paragraph in the report of a server.
    """
    if any(len(found[0]) > LONGEST_HEADER for found in CONTENT_TYPE.finditer(lowered)):
        return True
    breaks = lowered.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return b"message/delivery-status" in lowered and breaks.count(b"\n\n") > MOST_BLOCKS


def _leaves(part: Message) -> Iterator[Message]:
    if part.get_content_maintype() == "multipart" and part.is_multipart():
        for inner in part.get_payload():
            if isinstance(inner, Message):
                yield from _leaves(inner)
    else:
        yield part
