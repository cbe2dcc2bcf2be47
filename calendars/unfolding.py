"""The lines of an iCalendar file that somebody else has written, unfolded and taken apart. Knows no Django."""

import re
from collections.abc import Iterator

LONGEST = 101_000
LINE = re.compile(r'([A-Za-z0-9-]+)((?:;[^:"]*(?:"[^"]*"[^:"]*)*)?):(.*)', re.DOTALL)
PARAMETER = re.compile(r';([A-Za-z0-9-]+)=("[^"]*"|[^;:"]*)')
UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)


def lines(text: str) -> Iterator[tuple[str, str, str]]:
    """Name in capitals, parameters and value of each line; what is no line is passed over."""
    for line in re.sub(r"\r?\n[ \t]", "", text).split("\n"):
        found = LINE.fullmatch(line.rstrip("\r")[:LONGEST])
        if found:
            yield found[1].upper(), found[2], found[3]


def parameters(said: str) -> dict[str, str]:
    """Parameters by their names in capitals, without their quotes."""
    return {name.upper(): value.strip('"') for name, value in PARAMETER.findall(said)}


def unescaped(text: str) -> str:
    """RFC 5545, section 3.3.11; what else stands behind a backslash stays."""
    return re.sub(r"\\([\\;,nN])", lambda found: "\n" if found[1] in "nN" else found[1], text)


def seen(text: str) -> str:
    """``text`` as somebody reads it: unescaped, without what nobody can see."""
    return UNSEEN.sub("", unescaped(text)).strip()
