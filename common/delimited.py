"""A CSV file as people save it from a spreadsheet: decoded, split, each cell tidied. Knows no Django.

Nothing is guessed: a wrong guess about an encoding makes wrong names. What can't be read says where.
"""

import csv
import io
import unicodedata
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Generic, TypeVar

# Marks that turn the direction of what follows, or that nobody can see.
BIDI = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\ufeff\u200b\u2060")
BREAKS = frozenset("\t\n\r")

Column = TypeVar("Column", bound=Hashable)
Row = tuple[int, list[str]]  # its number as a spreadsheet counts, and its cells


class Flaw(StrEnum):
    """Why a file can't be read at all."""

    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NOT_UTF8 = "not-utf8"
    NO_ROWS = "no-rows"
    NOT_CSV = "not-csv"


class UnreadableError(ValueError):
    """A file can't be read. ``row``: from where on; ``limit``: the one that it is beyond."""

    def __init__(self, flaw: Flaw, *, row: int = 0, limit: int = 0) -> None:
        self.flaw, self.row, self.limit = flaw, row, limit
        super().__init__(flaw.value)


def decoded(data: bytes) -> str:
    """UTF-8, or UTF-16 that says so by its mark."""
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        raise UnreadableError(Flaw.NOT_UTF8) from None


@dataclass(frozen=True, kw_only=True)
class Columns(Generic[Column]):
    """Where each column stands that we know; ``twice`` with its heading, and the headings that nobody knows."""

    places: dict[Column, int] = field(default_factory=dict)
    twice: list[tuple[Column, str]] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


def columns_of(headings: Sequence[str], *, known: Mapping[str, Column]) -> Columns[Column]:
    """Which of the columns ``known`` by their plain names each heading means."""
    found: Columns[Column] = Columns()
    for number, name in enumerate(headings):
        column = known.get(plain(name))
        if column is None:
            found.unknown.extend([shown(name)] if name.strip() else [])
        elif column in found.places:
            found.twice.append((column, shown(name)))
        else:
            found.places[column] = number
    return found


def split(text: str, *, known: Collection[str], most_rows: int, most_columns: int) -> tuple[list[str], list[Row]]:
    """The headings, and the rows that are not empty; ``known``: plain names of columns, by which the commas are told."""
    delimiter = _delimiter(text, known, most_columns)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    lines: list[Row] = []
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if any(cell.strip() for cell in cells):
                lines.append((number, cells))
            if len(lines) > most_rows + 1:
                raise UnreadableError(Flaw.TOO_MANY_ROWS, limit=most_rows)
    except csv.Error:
        raise UnreadableError(Flaw.NOT_CSV, row=number + 1) from None
    if not lines:
        raise UnreadableError(Flaw.NO_ROWS)
    if len(lines[0][1]) > most_columns:
        raise UnreadableError(Flaw.TOO_MANY_COLUMNS, row=lines[0][0], limit=most_columns)
    return lines[0][1], lines[1:]


def _delimiter(text: str, known: Collection[str], most_columns: int) -> str:
    """Comma, semicolon or tab: whichever finds most of the columns we know in the first line."""
    first = text.lstrip("\r\n").partition("\n")[0]

    def found(delimiter: str) -> int:
        cells = first.split(delimiter, most_columns)[:most_columns]
        return sum(plain(cell) in known for cell in cells)

    return max(",;\t", key=found)


def plain(name: str) -> str:
    """A heading without what people write differently: capitals, spaces, hyphens."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", name).casefold()))


def tidy(text: str) -> str:
    """``text`` in one spelling: composed letters, single spaces, none around it."""
    return " ".join(unicodedata.normalize("NFC", text).split())


def shown(text: str) -> str:
    """What can be shown of a cell, however it is broken."""
    return "".join(char if char.isprintable() else "\ufffd" for char in text)[:80]


def is_unseen(char: str) -> bool:
    """Whether nobody can see it, line breaks aside."""
    return char in BIDI or (unicodedata.category(char) == "Cc" and char not in BREAKS)
