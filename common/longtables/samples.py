"""What a proof must hold, so that every row can be put together from it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import pairwise, zip_longest

from django.utils.html import conditional_escape, escape
from django.utils.safestring import SafeString

from common.longtables.cells import Cell, LongTable, Row

# Scripts that are set letter by letter, in one direction: what joins, turns or stands above is left to WeasyPrint.
# No soft hyphen, no combining marks, no space that could be taken for another.
_LETTERS = "!-~\u00a1-\u00ac\u00ae-\u024f\u0386-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u20ac"
_CHINESE = "\u3001-\u301f\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
_SIMPLE = re.compile(f"[{_LETTERS}{_CHINESE}]+(?: [{_LETTERS}{_CHINESE}]+)*")

MOST_KINDS = 100  # in a column
MOST_SIGNS = 300  # of which one takes a fifth of the time
SIGNS_BELOW_EACH_OTHER = 25  # no more than fit on any page
MOST_LINES = 3  # of a text that is too long for one
BREAK = "<br>"


@dataclass(frozen=True)
class Stack:
    """A row whose last cell has signs below each other, each before the same letter; that stands alone above them, twice, and below."""

    signs: tuple[SafeString | str, ...]
    row: Row


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Rows in which every kind of cell stands, and for each column a text with all its letters beside each other.

    In the first row are the shortest cells. In each other, those stand that are new there, and no others but texts of
    one letter, so that it is known what a higher row is due to. Such a row may end early.
    """

    rows: tuple[Row, ...]
    stacks: tuple[Stack, ...]
    letters: tuple[str, ...]


def is_simple(text: str) -> bool:
    """Whether ``text`` is set letter by letter."""
    return _SIMPLE.fullmatch(text) is not None


def written(cell: str | Cell) -> str:
    """What of a cell of a written column is put together from letters; a look of its own has letters of its own."""
    text = cell if isinstance(cell, str) else cell.text if not cell.look else ""
    return text if is_simple(text) else ""


def _is_signed(cell: str | Cell) -> bool:
    return isinstance(cell, Cell) and bool(cell.content and written(cell))


def samples(table: LongTable, *, are_signs_stacked: bool = True) -> Samples:
    """What the proof of ``table`` holds; signs of which one makes its line higher need rows of their own."""
    by_column = [Counter(cells) for cells in zip(*table.rows, strict=True)]
    letters = tuple(
        covering(map(written, cells)) if column.is_written else ""
        for column, cells in zip(table.columns, by_column, strict=True)
    )
    shown = [_kinds(cells, text) for cells, text in zip(by_column, letters, strict=True)]
    signed = [[cell for cell in cells if are_signs_stacked and _is_signed(cell)][:MOST_SIGNS] for cells in shown]
    kinds = [[cell for cell in cells if not (are_signs_stacked and _is_signed(cell))][:MOST_KINDS] for cells in shown]
    shortest = tuple(
        text[:1] or min(cells, key=lambda cell: len(cell.content) + len(cell.text), default="")
        for cells, text in zip(kinds, letters, strict=True)
    )
    folded = [
        (column, Cell(content=sign, text=SafeString(BREAK.join([escape(text[0])] * lines))))
        for column, (cells, text) in enumerate(zip(by_column, letters, strict=True))
        for sign in _before(cells)
        for lines in range(2, MOST_LINES + 1)
        if text
    ]
    beside = tuple(usual if isinstance(usual, str) else Cell() for usual in shortest)
    stacks = [
        Stack(signs, (*beside[:column], _stacked(signs, text[:1])))
        for column, (cells, text) in enumerate(zip(signed, letters, strict=True))
        for signs in _parted([cell.content for cell in cells])
    ]
    return Samples(rows=(shortest, *_each(kinds, shortest, beside, folded)), stacks=tuple(stacks), letters=letters)


def _parted(signs: list[SafeString | str]) -> Iterable[tuple[SafeString | str, ...]]:
    for start in range(0, len(signs), SIGNS_BELOW_EACH_OTHER):
        yield tuple(signs[start : start + SIGNS_BELOW_EACH_OTHER])


def _stacked(signs: Iterable[SafeString | str], letter: str) -> Cell:
    before = ["", "", *map(conditional_escape, signs), ""]
    return Cell(content=SafeString(BREAK.join(f"{sign}{escape(letter)}" for sign in before)))


def _before(cells: Counter[str | Cell]) -> list[SafeString | str]:
    """What stands before texts that may need several lines: nothing, or the sign that is most frequent."""
    several: Counter[SafeString | str] = Counter()
    for cell, number in cells.items():
        if not {" ", "-"}.isdisjoint(written(cell)):
            several[cell.content if isinstance(cell, Cell) else ""] += number
    signs = [sign for sign, _number in several.most_common() if sign]
    return ([""] if "" in several else []) + signs[:1]


def _kinds(cells: Counter[str | Cell], letters: str) -> list[Cell]:
    """Those that are not written, and of the others one with a single of the ``letters``; the most frequent first."""
    found: Counter[Cell] = Counter()
    for cell, number in cells.items():
        if isinstance(cell, Cell):
            found[replace(cell, text=letters[:1]) if letters and written(cell) else cell] += number
    return [cell for cell, _number in found.most_common()]


def _each(kinds: list[list[Cell]], shortest: Row, beside: Row, folded: list[tuple[int, Cell]]) -> Iterable[Row]:
    """Rows with all ``kinds``, those of the column that has most of them apart from those of the others, and what is ``folded``."""
    new = [[cell for cell in cells if cell != usual] for cells, usual in zip(kinds, shortest, strict=True)]
    most = max(range(len(new)), key=lambda column: len(new[column]))
    for row in zip_longest(*(cells if column != most else [] for column, cells in enumerate(new))):
        yield tuple(cell or usual for cell, usual in zip(row, beside, strict=True))
    for column, cell in folded:
        yield (*beside[:column], cell, *beside[column + 1 :])
    for cell in new[most]:
        yield (*beside[:most], cell)


def covering(texts: Iterable[str]) -> str:
    """The shortest pieces of ``texts`` that hold every letter and every pair of neighbours in them, with spaces between.

    How close two letters stand depends on both.
    """
    seen: set[str | tuple[str, str]] = set()
    pieces: list[str] = []
    for text in dict.fromkeys(texts):
        piece = ""
        for pair in pairwise(text):
            if pair in seen:
                pieces.append(piece)
                piece = ""
            else:
                seen.add(pair)
                seen.update(pair)
                piece = piece or pair[0]
                piece += pair[1]
        if not seen.issuperset(text):  # one letter alone
            seen.update(text)
            piece = text
        pieces.append(piece)
    whole = [piece.strip() for piece in pieces if piece.strip()]
    return " ".join([*whole, *whole[:1]])  # so that a space stands before and behind each
