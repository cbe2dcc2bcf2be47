"""Setting text in the letters of a proof, as close to each other as they stand there."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from common import tags
from common.longtables.marks import Mark

_PIECES = re.compile(rb"<([0-9a-f]*)>|([^<>\[\]]+)")
_FONT = re.compile(rb"/(\S+) (\S+) Tf")

Widths = Mapping[bytes, Mapping[int, float]]


class Unreadable(ValueError):
    """The proof is not set letter by letter."""


@dataclass(frozen=True, slots=True)
class Glyph:
    """One letter of a font."""

    font: bytes
    size: float
    number: bytes
    width: float


@dataclass(frozen=True, kw_only=True)
class Line:
    """Where the texts of a column stand: how far below the top of their row, and between which edges."""

    before: bytes
    start: float
    end: float
    drop: float
    is_at_end: bool


class Letters:
    """The letters of one column."""

    def __init__(self, text: str, proof: Mark, line: Line, widths: Widths) -> None:
        """Read from ``proof`` how ``text`` is set there; raises Unreadable."""
        self.line = line
        self._glyphs: dict[str, Glyph] = {}
        self._closer: dict[tuple[str, str], float] = {}
        read = list(_glyphs(proof, widths))
        if len(read) != len(text):
            raise Unreadable("letters are joined")
        for letter, (glyph, _closer) in zip(text, read, strict=True):
            self._glyphs.setdefault(letter, glyph)
        for (here, there), (_glyph, closer) in zip(pairwise(text), read, strict=False):
            self._closer.setdefault((here, there), closer)

    def set(self, text: str) -> bytes | None:
        """The operators that write ``text``, or nothing where it is too long for one line."""
        if not text:
            return b""
        written: list[bytes] = []
        width, font = 0.0, b""
        size = 0.0
        for here, there in pairwise(f"{text}\n"):
            glyph, closer = self._glyphs[here], self._closer.get((here, there), 0)
            if (glyph.font, glyph.size) != (font, size):
                written.append((b">] TJ\n" if font else b"") + b"/%b %g Tf\n[<" % (glyph.font, glyph.size))
                font, size = glyph.font, glyph.size
            written.append(b"%b>%g<" % (glyph.number, closer) if closer else glyph.number)
            width += (glyph.width - closer) * glyph.size / 1000
        start, end = self.line.start, self.line.end
        if width > end - start:
            return None
        x = end - width if self.line.is_at_end else start
        place = b"\nBT\n1 0 0 -1 %.4f %.4f Tm\n" % (x, self.line.drop)
        return self.line.before + place + b"".join(written) + b">] TJ\nET"


def _glyphs(proof: Mark, widths: Widths) -> Iterator[tuple[Glyph, float]]:
    """Each letter as it is set, and how much closer than its width the next one stands."""
    font, size = b"", 0.0
    for operator in proof.operators:
        if matched := _FONT.fullmatch(operator):
            font, size = matched[1], float(matched[2])
        elif operator.endswith(b" TJ"):
            last: Glyph | None = None
            closer = 0.0
            for numbers, distance in _PIECES.findall(operator[:-3]):
                if distance:
                    closer += float(distance)
                for number in re.findall(rb"....", numbers):
                    if last:
                        yield last, closer
                    elif closer:
                        raise Unreadable("the first letter is moved")
                    last, closer = Glyph(font, size, number, widths[font][int(number, 16)]), 0.0
            if last:
                yield last, closer


def widths(pdf: Any) -> Widths:
    """How wide the letters of each font are, in thousandths of its size."""
    resources = pdf.objects[tags.number(pdf.objects[tags.number(pdf.page_references[0])]["Resources"])]
    fonts = pdf.objects[tags.number(resources["Font"])]
    return {
        name.encode(): _widths(pdf.objects[tags.number(pdf.objects[tags.number(font)]["DescendantFonts"][0])]["W"])
        for name, font in fonts.items()
        if "DescendantFonts" in pdf.objects[tags.number(font)]
    }


def _widths(listed: list[Any]) -> dict[int, float]:
    """From ``[3 [318] 17 [318 337]]``: the first number of a row, then the row."""
    return {
        first + after: width
        for first, row in zip(listed[::2], listed[1::2], strict=True)
        for after, width in enumerate(row)
    }
