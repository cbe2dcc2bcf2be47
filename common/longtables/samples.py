"""What a proof must hold, so that every row can be put together from it."""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise, zip_longest

from common.longtables.cells import Cell, Column, LongTable, Row

# Scripts that are set letter by letter, in one direction: what joins, turns or stands above is left to WeasyPrint.
# No soft hyphen, no combining marks, no space that could be taken for another.
_LETTERS = "!-~\u00a1-\u00ac\u00ae-\u024f\u0386-\u03ff\u0400-\u0482\u048a-\u052f\u1e00-\u1fff\u2010-\u2027\u20ac"
_CHINESE = "\u3001-\u301f\u3041-\u3096\u30a1-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uff01-\uff5e"
_SIMPLE = re.compile(f"[{_LETTERS}{_CHINESE}]+(?: [{_LETTERS}{_CHINESE}]+)*")

MOST_KINDS = 400  # departments: a company of 10,000 people has 170


@dataclass(frozen=True, kw_only=True)
class Samples:
    """Rows in which every kind of cell stands, and for each column a text with all its letters beside each other.

    In the first row are the shortest cells. In each other, those stand that are new there, and no others but texts of
    one letter, so that it is known what a higher row is due to. Such a row may end early.
    """

    rows: tuple[Row, ...]
    letters: tuple[str, ...]


def is_simple(text: str) -> bool:
    """Whether ``text`` is set letter by letter."""
    return _SIMPLE.fullmatch(text) is not None


def samples(table: LongTable) -> Samples:
    """What the proof of ``table`` holds."""
    by_column = list(zip(*table.rows, strict=True))
    letters = tuple(
        covering(text for text in cells if isinstance(text, str) and is_simple(text)) if column.is_written else ""
        for column, cells in _with(table, by_column)
    )
    kinds = [() if column.is_written else _frequent(cells) for column, cells in _with(table, by_column)]
    shortest = tuple(
        min(cells, key=lambda cell: len(cell.content)) if cells else text[:1]
        for cells, text in zip(kinds, letters, strict=True)
    )
    return Samples(rows=(shortest, *_each(kinds, shortest)), letters=letters)


def _each(kinds: list[tuple[Cell, ...]], shortest: Row) -> Iterable[Row]:
    """Rows with all ``kinds``: those of the column that has most of them apart from those of the others."""
    new = [[cell for cell in cells if cell != usual] for cells, usual in zip(kinds, shortest, strict=True)]
    beside = tuple(usual if isinstance(usual, str) else Cell() for usual in shortest)
    most = max(range(len(new)), key=lambda column: len(new[column]))
    for row in zip_longest(*(cells if column != most else [] for column, cells in enumerate(new))):
        yield tuple(cell or usual for cell, usual in zip(row, beside, strict=True))
    for cell in new[most]:
        yield (*beside[:most], cell)
    yield shortest  # what stands below a row that ends early has no line above


def _with(table: LongTable, by_column: list[tuple[str | Cell, ...]]) -> Iterable[tuple[Column, tuple[str | Cell, ...]]]:
    return zip(table.columns, by_column, strict=True)


def _frequent(cells: Iterable[str | Cell]) -> tuple[Cell, ...]:
    counted = Counter(cell for cell in cells if isinstance(cell, Cell))
    return tuple(cell for cell, _number in counted.most_common(MOST_KINDS))


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
