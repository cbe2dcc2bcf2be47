"""Rows as cells, and cells as HTML."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.utils.html import conditional_escape
from django.utils.safestring import SafeString

SLOT = SafeString("<!--rows-->")  # what stands in a document in place of the rows


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a kind that stands in many rows: a sign with its word, or nothing; it looks as its column unless it says how.

    ``text``, which stands behind the content, is put together from letters where the column is written.
    """

    look: str = ""
    content: SafeString | str = ""
    text: str = ""


@dataclass(frozen=True, kw_only=True)
class Column:
    """How the cells below one head look.

    Those of a written column are plain text, which may be another in each row, or Cells. Those of the others are Cells.
    """

    look: str = ""
    is_written: bool = False
    is_header: bool = False


Row = tuple[str | Cell, ...]


@dataclass(frozen=True)
class Height:
    """How high a row is, and how much lower than usually its cells stand, if they stand in the middle of it."""

    pixels: float
    drop: float = 0


@dataclass(frozen=True, kw_only=True)
class LongTable:
    """A list of any length."""

    columns: tuple[Column, ...]
    rows: Sequence[Row]


def body(table: LongTable) -> SafeString:
    """All rows as HTML."""
    return SafeString("\n".join(row(table.columns, cells) for cells in table.rows))


def row(columns: Iterable[Column], cells: Row, *, name: str = "", look: str = "") -> str:
    """One row as HTML; ``name`` is the id of its first cell, by which it is found again."""
    opening = f'<tr class="{look}">' if look else "<tr>"
    first, *others = [_cell(column, cell) for column, cell in zip(columns, cells, strict=True)]
    if name:
        first = f'{first[:3]} id="{name}"{first[3:]}'
    return opening + first + "".join(others) + "</tr>"


def filled(column: Column, content: str) -> str:
    """A cell of a column with this content, which is HTML."""
    look = f' class="{column.look}"' if column.look else ""
    if column.is_header:
        return f'<th scope="row"{look}>{content}</th>'
    return f"<td{look}>{content}</td>"


def _cell(column: Column, cell: str | Cell) -> str:
    if isinstance(cell, str):
        return filled(column, conditional_escape(cell))
    content = conditional_escape(cell.content) + conditional_escape(cell.text)
    return f'<td class="{cell.look}">{content}</td>' if cell.look else filled(column, content)
