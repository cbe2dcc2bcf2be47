"""Content lines of iCalendar (RFC 5545, 3.1): values escaped, lines folded. No Django here.

A feed has thousands of lines, and icalendar takes ten times as long to write them.
"""

from collections.abc import Iterable, Iterator

OCTETS = 75
ESCAPES = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
CONTINUES = 0b10  # the two highest bits of a byte that is not the first of its character


def text(value: str) -> str:
    """A value of the kind TEXT."""
    return value.translate(ESCAPES)


def folded(lines: Iterable[str]) -> bytes:
    """The lines as they stand in a file, none longer than it may be."""
    return b"".join(part for line in lines for part in _folded(line.encode()))


def _folded(line: bytes) -> Iterator[bytes]:
    start, room = 0, OCTETS
    while len(line) - start > room:
        end = start + room
        while line[end] >> 6 == CONTINUES:  # never within a character
            end -= 1
        yield line[start:end] + b"\r\n "
        start, room = end, OCTETS - 1
    yield line[start:] + b"\r\n"
