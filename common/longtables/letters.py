"""Setting text in the letters of a proof, as close to each other as they stand there."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from common import tags
from common.longtables import marks
from common.longtables.cells import Height
from common.longtables.marks import Mark

_PIECES = re.compile(rb"<([0-9a-f]*)>|([^<>\[\]]+)")
_FONT = re.compile(rb"/(\S+) (\S+) Tf")

_LETTER = "A-Za-z\u00c0-\u024f\u0386-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1fff"
# Of these a line ends at a space, or at a hyphen between two letters, and nowhere else (Unicode, annex 14).
_BREAKABLE = re.compile(f"(?:[0-9{_LETTER}.,&'\u2019 ]|(?<=[{_LETTER}])-(?=[{_LETTER}]))+")
_PIECES_OF_LINES = re.compile("(?<=[ -])")

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


@dataclass(frozen=True)
class Sign:
    """What stands before a text in a row of the proof whose top is at ``top``; the text begins at ``end``, ``drop`` below it.

    ``height``: of the row, if that is not as usual.
    """

    marks: Sequence[Mark]
    top: float
    end: float
    drop: float
    height: Height | None = None

    @property
    def line(self) -> tuple[float, Height | None]:
        """What its line is like: signs that are alike in it are so in a text of several lines."""
        return round(self.drop, 1), self.height


@dataclass(frozen=True)
class Folded:
    """A text of so many lines: how far below the top of its row each of them stands, and how high that is if not as usual."""

    drops: Sequence[float]
    height: Height | None = None


@dataclass(frozen=True)
class Written:
    """The operators that write a text, and how high its row is, where that is not as usual."""

    operators: bytes
    height: Height | None = None


class Letters:
    """The letters of one column, what may stand before them, and what comes of a text of several lines."""

    def __init__(self, text: str, proof: Mark, line: Line, widths: Widths) -> None:
        """Read from ``proof`` how ``text`` is set there; raises Unreadable."""
        self.line = line
        self.signs = {"": Sign((), 0, line.start, line.drop)}
        self._folded: dict[tuple[float, Height | None, int], Folded] = {}
        self._glyphs: dict[str, Glyph] = {}
        self._closer: dict[tuple[str, str], float] = {}
        self._written: dict[tuple[str, str], Written | None] = {}  # departments and hours stand in many rows
        read = list(_glyphs(proof, widths))
        if len(read) != len(text):
            raise Unreadable("letters are joined")
        for letter, (glyph, _closer) in zip(text, read, strict=True):
            self._glyphs.setdefault(letter, glyph)
        for (here, there), (_glyph, closer) in zip(pairwise(text), read, strict=False):
            self._closer.setdefault((here, there), closer)

    def learn_folded(self, sign: str, folded: Folded) -> None:
        """How texts of so many lines stand behind ``sign``, and behind all whose line is alike."""
        if stands := self.signs.get(sign):
            self._folded[*stands.line, len(folded.drops)] = folded

    def set(self, text: str, sign: str = "") -> Written | None:
        """``text`` behind ``sign`` as it is written, or nothing where that is not known."""
        if (text, sign) not in self._written:
            self._written[text, sign] = self._set(text, sign)
        return self._written[text, sign]

    def _set(self, text: str, sign: str) -> Written | None:
        stands = self.signs.get(sign)
        if stands is None:
            return None
        lines = self._lines(text, self.line.end - stands.end)
        is_one = len(lines) == 1
        folded = Folded((stands.drop,), stands.height) if is_one else self._folded.get((*stands.line, len(lines)))
        if folded is None:
            return None
        before = [marks.moved(mark, stands.top + stands.drop - folded.drops[0]) for mark in stands.marks]
        if None in before:
            return None
        starts = [stands.end, *[self.line.start] * (len(lines) - 1)]
        written = map(self._write, lines, starts, folded.drops)
        return Written(b"\n".join(filter(None, [*before, self.line.before, *written])), folded.height)

    def _write(self, text: str, start: float, drop: float) -> bytes:
        written: list[bytes] = []
        font, size = b"", 0.0
        for here, there in pairwise(f"{text}\n"):
            glyph, closer = self._glyphs[here], self._closer.get((here, there), 0)
            if (glyph.font, glyph.size) != (font, size):
                written.append((b">] TJ\n" if font else b"") + b"/%b %g Tf\n[<" % (glyph.font, glyph.size))
                font, size = glyph.font, glyph.size
            written.append(b"%b>%g<" % (glyph.number, closer) if closer else glyph.number)
        x = self.line.end - self._width(text) if self.line.is_at_end else start
        return b"BT\n1 0 0 -1 %.4f %.4f Tm\n" % (x, drop) + b"".join(written) + b">] TJ\nET"

    def _width(self, text: str) -> float:
        found = 0.0
        for pair in pairwise(f"{text}\n"):
            glyph = self._glyphs[pair[0]]
            found += (glyph.width - self._closer.get(pair, 0)) * glyph.size / 1000
        return found

    def _lines(self, text: str, first: float) -> list[str]:
        """``text`` as it is broken where its first line has room for ``first``; nothing where that is not known."""
        if self._width(text) <= first:
            return [text]
        if not _BREAKABLE.fullmatch(text):
            return []
        rest = self.line.end - self.line.start
        lines = [""]
        for piece in _PIECES_OF_LINES.split(text):
            longer = lines[-1] + piece
            if self._width(longer.rstrip()) <= (first if len(lines) == 1 else rest):
                lines[-1] = longer
            elif self._width(piece.rstrip()) <= min(first, rest):
                lines.append(piece)
            else:
                return []
        return [line.rstrip() for line in lines]


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
