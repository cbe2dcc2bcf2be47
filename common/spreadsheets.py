"""Tables as files for spreadsheets, CSV and XLSX, in which no text ever becomes a formula.

What comes in is untrusted: names, titles, answers. What goes out is text, numbers and dates as they are.
"""

import csv
import io
import math
import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime, tzinfo
from decimal import Decimal
from itertools import islice
from tempfile import TemporaryFile
from typing import IO

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

Value = str | int | float | Decimal | bool | date | datetime | None
Row = Sequence[Value]

LONGEST_TEXT = 32_767  # of a cell, in the UTF-16 units in which Excel counts
LONGEST_NAME = 255  # of a column
LONGEST_SHEET = 31
ROWS_PER_SHEET = 1_048_576  # the one with the names included
LARGEST_EXPONENT = 300
EXACT_DIGITS = 15  # spreadsheets count in binary; longer numbers, such as ids, would be rounded
WIDEST, NARROWEST = 60, 8
CHUNK = 256  # rows that leave together
FIRST_DAY = date(1900, 3, 1)  # before it the calendar of spreadsheets is wrong
NO_MOMENT = datetime(1980, 1, 1)  # noqa: DTZ001  # when a file was made is not said in it: the same table, the same bytes

BREAKS = re.compile("[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
# Control characters, marks that turn the direction of what follows, and what XML can't say at all.
UNSEEN = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
UNSAYABLE = re.compile("[\ud800-\udfff\ufffe\uffff]")
# What begins a formula, in every width; a space or a quote before it is no hindrance to some programs.
STARTS = "=+\\-@\uff1d\uff0b\uff0d\uff20\ufe66\ufe62\ufe63\ufe6b\u207c\u207a\u207b\u208c\u208a\u208b"
BEFORE = "[\\s\"'\u2018\u2019\u201c\u201d\u00ad\u180e\u200b-\u200d\u2060-\u2064]*"
FORMULA = re.compile(f"^(?={BEFORE}[{STARTS}])")
# The same behind what some program takes for the end of a cell, whatever the quotes say.
FORMULA_IN_CSV = re.compile(f"(?:^|(?<=[,;|]))(?={BEFORE}[{STARTS}])")
GUARD = "'"
FORBIDDEN_IN_SHEETS = re.compile(r"[\[\]:*?/\\]")


def clean(text: str, *, longest: int = LONGEST_TEXT) -> str:
    """``text`` on one line, without what nobody can see, and no longer than a cell can be.

    A line break would let a text begin a line of its own wherever a program reads a file line by line.
    """
    shown = UNSAYABLE.sub("\ufffd", UNSEEN.sub("", BREAKS.sub(" ", text)))
    return _cut(shown, longest)


def guarded(text: str, *, in_csv: bool = False) -> str:
    """``text`` cleaned; what would begin a formula stands behind an apostrophe."""
    shown = clean(text)
    kept = (FORMULA_IN_CSV if in_csv else FORMULA).sub(GUARD, shown)
    return kept if kept == shown else _cut(kept, LONGEST_TEXT)


def column_names(names: Iterable[str]) -> list[str]:
    """``names`` cleaned, none empty and none twice, so that every program tells the columns apart."""
    found: list[str] = []
    taken: set[str] = set()
    for number, name in enumerate(names):
        wanted = clean(name, longest=LONGEST_NAME - 10).strip() or letters(number)
        unique, turn = wanted, 1
        while unique.casefold() in taken:
            turn += 1
            unique = f"{wanted} {turn}"
        taken.add(unique.casefold())
        found.append(unique)
    return found


def letters(number: int) -> str:
    """What spreadsheets call a column, counted from 0: A, B, …, Z, AA."""
    before, last = divmod(number, 26)
    return (letters(before - 1) if before else "") + chr(ord("A") + last)


def sheet_name(wanted: str, *, number: int = 1) -> str:
    """``wanted`` as the name of a sheet; ``number``: which one of several it is."""
    behind = "" if number == 1 else f" {number}"
    name = FORBIDDEN_IN_SHEETS.sub(" ", clean(wanted)).strip(" '")
    name = _cut(name, LONGEST_SHEET - len(behind) - 1).rstrip(" '")
    # Excel keeps the one name for itself.
    return (f"{name}_" if name.casefold() == "history" else name or "1") + behind


def csv_chunks(header: Iterable[str], rows: Iterable[Row], *, zone: tzinfo) -> Iterator[bytes]:
    """The table as CSV (RFC 4180) with the mark by which Excel knows UTF-8; moments as clocks show them in ``zone``."""
    yield "\ufeff".encode()
    yield _csv_lines([column_names(header)], zone)
    remaining = iter(rows)
    while chunk := list(islice(remaining, CHUNK)):
        yield _csv_lines(chunk, zone)


def xlsx_file(
    header: Iterable[str],
    rows: Iterable[Row],
    *,
    sheet: str,
    zone: tzinfo,
    rows_per_sheet: int = ROWS_PER_SHEET,
) -> IO[bytes]:
    """The table as a workbook, in a temporary file at its beginning; whoever reads it closes it.

    Rows go to the disk as they come. What does not fit on one sheet goes on on the next.
    """
    names = column_names(header)
    target = TemporaryFile()  # noqa: SIM115  # the caller reads and closes it
    book = Workbook(
        target,
        {
            "constant_memory": True,
            "strings_to_formulas": False,
            "strings_to_urls": False,
            "strings_to_numbers": False,
        },
    )
    book.set_properties({"created": NO_MOMENT})
    remaining, number = iter(rows), 0
    while True:
        number += 1
        part = _Sheet(book, sheet_name(sheet, number=number), names, zone)
        for row in islice(remaining, rows_per_sheet - 1):
            part.write(row)
        part.finish()
        ahead = next(remaining, None)
        if ahead is None:
            break
        remaining = _with_first(ahead, remaining)
    book.close()
    target.seek(0)
    return target


class _Sheet:
    """One sheet while it is written, row after row."""

    def __init__(self, book: Workbook, name: str, names: list[str], zone: tzinfo) -> None:
        self._sheet: Worksheet = book.add_worksheet(name)
        self._zone = zone
        self._day: Format = book.add_format({"num_format": "yyyy-mm-dd"})
        self._moment: Format = book.add_format({"num_format": "yyyy-mm-dd hh:mm"})
        strong = book.add_format({"bold": True})
        for column, each in enumerate(names):
            self._sheet.write_string(0, column, guarded(each), strong)
        self._widths = [len(each) + 3 for each in names]  # the arrow of the filter stands beside it
        self._last = 0
        self._sheet.freeze_panes(1, 0)

    def write(self, row: Row) -> None:
        """Put one row below the others."""
        self._last += 1
        for column, value in enumerate(row):
            length = self._put(column, value)
            self._widths[column] = max(self._widths[column], length + 1)

    def finish(self) -> None:
        """What is known only when all rows are there."""
        self._sheet.autofilter(0, 0, self._last, len(self._widths) - 1)
        for column, width in enumerate(self._widths):
            self._sheet.set_column(column, column, min(max(width, NARROWEST), WIDEST))

    def _put(self, column: int, value: Value) -> int:
        """Write one cell as what it is; answers how wide it looks."""
        if value is None or (isinstance(value, float | Decimal) and not math.isfinite(value)):
            return 0
        if isinstance(value, bool):
            self._sheet.write_boolean(self._last, column, value)
            return NARROWEST
        if isinstance(value, int | float | Decimal) and _is_exact(value):
            self._sheet.write_number(self._last, column, value)
            return len(str(value))
        if isinstance(value, date) and _day_of(value, self._zone) >= FIRST_DAY:
            return self._put_date(column, value)
        text = guarded(_as_text(value, self._zone)) if isinstance(value, str) else _as_text(value, self._zone)
        self._sheet.write_string(self._last, column, text)
        return len(text)

    def _put_date(self, column: int, value: date) -> int:
        if isinstance(value, datetime):
            local = _local(value, self._zone)
            self._sheet.write_datetime(self._last, column, local, self._moment)
            return 16
        self._sheet.write_datetime(self._last, column, value, self._day)
        return 10


def _with_first(first: Row, rest: Iterator[Row]) -> Iterator[Row]:
    yield first
    yield from rest


def _csv_lines(rows: Iterable[Row], zone: tzinfo) -> bytes:
    lines = io.StringIO(newline="")
    csv.writer(lines, lineterminator="\r\n").writerows(
        [guarded(value, in_csv=True) if isinstance(value, str) else _as_text(value, zone) for value in row]
        for row in rows
    )
    return lines.getvalue().encode()


def _as_text(value: object, zone: tzinfo) -> str:
    """A value in the one way in which every language reads it."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case datetime():
            return f"{_local(value, zone):%Y-%m-%d %H:%M}"
        case date():
            return value.isoformat()
        case float() | Decimal():
            return f"{value:f}" if isinstance(value, Decimal) and value.is_finite() else _plain(float(value))
        case int() | str():
            return str(value)
    raise TypeError(f"a cell can't hold {type(value).__name__}")


def _plain(value: float) -> str:
    return repr(value) if math.isfinite(value) else ""


def _is_exact(value: float | Decimal) -> bool:
    """Whether a spreadsheet can count with it and lose nothing."""
    if isinstance(value, Decimal):
        return len(value.as_tuple().digits) <= EXACT_DIGITS and abs(value.adjusted()) < LARGEST_EXPONENT
    return not isinstance(value, int) or abs(value) < 10**EXACT_DIGITS


def _local(at: datetime, zone: tzinfo) -> datetime:
    """What the clocks of ``zone`` show; a moment without a zone stays as it is."""
    return at.astimezone(zone).replace(tzinfo=None) if at.tzinfo else at


def _day_of(value: date, zone: tzinfo) -> date:
    return _local(value, zone).date() if isinstance(value, datetime) else value


def _cut(text: str, longest: int) -> str:
    """``text`` with no more than ``longest`` UTF-16 units; an ellipsis stands for the rest."""
    units = text.encode("utf-16-le", "surrogatepass")
    if len(units) <= 2 * longest:
        return text
    return units[: 2 * (longest - 1)].decode("utf-16-le", "ignore") + "…"
