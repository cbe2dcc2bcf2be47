"""A directory file as rows: decoded, its columns found, each cell checked. Knows no Django and no database."""

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from zoneinfo import available_timezones

from common.delimited import Columns, UnreadableError, columns_of, decoded, is_unseen, shown, split, tidy

MOST_BYTES = 10 * 1024 * 1024
MOST_ROWS = 30_000  # what one transaction does in a minute, and fewer than a statement of SQLite takes values
MOST_COLUMNS = 500  # a whole directory has fewer; more is some other file
LONGEST = {"key": 64, "email": 254, "name": 150, "location": 120, "department_key": 60}
LONGEST_DEPARTMENT = 120
DEEPEST = 12


class Column(StrEnum):
    """What a column says."""

    KEY = "key"
    EMAIL = "email"
    NAME = "name"
    DEPARTMENT = "department"
    DEPARTMENT_KEY = "department_key"
    MANAGER = "manager"
    DEPUTY = "deputy"
    LOCATION = "location"
    ZONE = "zone"
    LANGUAGE = "language"
    LEAVES = "leaves"
    ACTIVE = "active"


class Fault(StrEnum):
    """What can be wrong with a file or a row of it."""

    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    NOT_UTF8 = "not-utf8"
    NO_ROWS = "no-rows"
    NOT_CSV = "not-csv"
    COLUMN_MISSING = "column-missing"
    COLUMN_TWICE = "column-twice"
    TOO_MANY_CELLS = "too-many-cells"
    MISSING = "missing"
    UNSEEN = "unseen"
    TOO_LONG = "too-long"
    NO_ADDRESS = "no-address"
    NO_SLUG = "no-slug"
    NO_LANGUAGE = "no-language"
    NO_ZONE = "no-zone"
    NO_YES_OR_NO = "no-yes-or-no"
    EMPTY_STEP = "empty-step"
    TOO_DEEP = "too-deep"
    KEY_TWICE = "key-twice"
    ADDRESS_TWICE = "address-twice"
    ADDRESS_TAKEN = "address-taken"
    UNKNOWN_PERSON = "unknown-person"
    SELF = "self"
    CIRCLE = "circle"
    UNKNOWN_DEPARTMENT = "unknown-department"
    DEPARTMENT_CONTRADICTED = "department-contradicted"
    DEPARTMENT_MOVED = "department-moved"
    DEPARTMENT_TAKEN = "department-taken"
    DEPARTMENT_CIRCLE = "department-circle"
    IMPORTER_LEAVES = "importer-leaves"
    LAST_ADMINISTRATOR = "last-administrator"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong at a place: without a row it is about the whole file."""

    fault: Fault
    row: int = 0
    column: Column | None = None
    value: str = ""
    other: str = ""  # another row, a name, a limit: what the fault speaks of


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One row. None says that the file has no such column: then nothing about it changes."""

    row: int
    key: str
    email: str
    name: str
    department: tuple[str, ...] | None = None
    department_key: str = ""
    manager: str | None = None
    deputy: str | None = None
    location: str | None = None
    zone: str = ""
    language: str = ""
    leaves: bool = False


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """What a file says, what is wrong with it, and the columns nobody knows."""

    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)


NAMES = {
    Column.KEY: "key id personid personkey personnelnumber employeenumber employeeid schlüssel kennung personalnummer",
    Column.EMAIL: "email emailaddress mail mailaddress emailadresse mailadresse",
    Column.NAME: "name fullname displayname vollständigername anzeigename",
    Column.DEPARTMENT: "department departmentpath abteilung abteilungspfad bereich",
    Column.DEPARTMENT_KEY: "departmentkey departmentid abteilungsschlüssel abteilungskürzel",
    Column.MANAGER: "manager managerkey manageremail supervisor führungskraft vorgesetzte vorgesetzter vorgesetzteperson",
    Column.DEPUTY: "deputy deputykey deputyemail vertretung stellvertretung",
    Column.LOCATION: "location site office standort ort",
    Column.ZONE: "zone timezone zeitzone",
    Column.LANGUAGE: "language sprache",
    Column.LEAVES: "leaves leaver left verlässt austritt ausgeschieden",
    Column.ACTIVE: "active aktiv",
}
KNOWN = {name: column for column, names in NAMES.items() for name in names.split()}
REQUIRED = (Column.KEY, Column.EMAIL, Column.NAME)
YES = frozenset({"yes", "y", "true", "1", "x", "ja", "j", "wahr"})
NO = frozenset({"no", "n", "false", "0", "nein", "falsch"})
ADDRESS = re.compile(
    r"[a-z0-9.!#$%&'*+/=?^_`{|}~-]+@(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{0,57}[a-z0-9])"
)
SLUG = re.compile(r"[A-Za-z0-9_-]+")
ZONES = available_timezones()


def read(data: bytes, *, languages: Collection[str]) -> Sheet:
    """The rows of ``data``, a CSV file; ``languages``: codes of those we speak."""
    if len(data) > MOST_BYTES:
        return Sheet(problems=[Problem(fault=Fault.TOO_LARGE, other=str(MOST_BYTES // 1024**2))])
    try:
        header, rows = split(decoded(data), known=KNOWN, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    except UnreadableError as error:
        limit = str(error.limit) if error.limit else ""
        return Sheet(problems=[Problem(fault=Fault(error.flaw), row=error.row, other=limit)])
    columns = columns_of(header, known=KNOWN)
    problems = _amiss(columns)
    if not rows and not problems:
        problems.append(Problem(fault=Fault.NO_ROWS))
    if problems:
        return Sheet(problems=problems, unknown=columns.unknown)
    reader = _Reader(columns.places, len(header), languages)
    return Sheet(entries=[reader.read_row(*row) for row in rows], problems=reader.problems, unknown=columns.unknown)


def _amiss(columns: Columns[Column]) -> list[Problem]:
    twice = [Problem(fault=Fault.COLUMN_TWICE, row=1, column=column, value=name) for column, name in columns.twice]
    missing = [column for column in REQUIRED if column not in columns.places]
    return twice + [Problem(fault=Fault.COLUMN_MISSING, row=1, column=column) for column in missing]


class _Reader:
    """Reads rows one after the other and gathers what is wrong with them."""

    def __init__(self, columns: Mapping[Column, int], width: int, languages: Collection[str]) -> None:
        self.problems: list[Problem] = []
        self._columns = columns
        self._width = width
        self._languages = {code.casefold(): code for code in languages}
        self._row = 0

    def read_row(self, row: int, cells: list[str]) -> Entry:
        """One row as an entry; what is wrong in it stands in ``problems``."""
        self._row = row
        if any(cell.strip() for cell in cells[self._width :]):
            self._wrong(Fault.TOO_MANY_CELLS, value=cells[self._width])
        found = {column: self._cell(column, cells) for column in self._columns}
        leaves = self._yes(Column.LEAVES, found, blank=False) or not self._yes(Column.ACTIVE, found, blank=True)
        for column in REQUIRED:
            if not found[column]:
                self._wrong(Fault.MISSING, column)
        return Entry(
            row=row,
            key=found[Column.KEY],
            email=self._address(found[Column.EMAIL].lower()),
            name=found[Column.NAME],
            department=self._path(found.get(Column.DEPARTMENT)),
            department_key=self._slug(found.get(Column.DEPARTMENT_KEY, "")),
            manager=found.get(Column.MANAGER),
            deputy=found.get(Column.DEPUTY),
            location=found.get(Column.LOCATION),
            zone=self._zone(found.get(Column.ZONE, "")),
            language=self._language(found.get(Column.LANGUAGE, "")),
            leaves=leaves,
        )

    def _wrong(self, fault: Fault, column: Column | None = None, *, value: str = "", other: str = "") -> None:
        self.problems.append(Problem(fault=fault, row=self._row, column=column, value=shown(value), other=other))

    def _cell(self, column: Column, cells: list[str]) -> str:
        number = self._columns[column]
        text = cells[number] if number < len(cells) else ""
        if any(is_unseen(char) for char in text):
            self._wrong(Fault.UNSEEN, column, value=text)
            return shown(text)
        text = tidy(text)
        longest = LONGEST.get(column)
        if longest and len(text) > longest:
            self._wrong(Fault.TOO_LONG, column, value=text, other=str(longest))
        return text

    def _yes(self, column: Column, found: Mapping[Column, str], *, blank: bool) -> bool:
        word = found.get(column, "").casefold()
        if word and word not in YES | NO:
            self._wrong(Fault.NO_YES_OR_NO, column, value=word)
        return word in YES if word else blank

    def _address(self, text: str) -> str:
        if text and not ADDRESS.fullmatch(text):
            self._wrong(Fault.NO_ADDRESS, Column.EMAIL, value=text)
        return text

    def _slug(self, text: str) -> str:
        if text and not SLUG.fullmatch(text):
            self._wrong(Fault.NO_SLUG, Column.DEPARTMENT_KEY, value=text)
        return text

    def _path(self, text: str | None) -> tuple[str, ...] | None:
        if not text:
            return None if text is None else ()
        path = tuple(self._steps(text))
        if not all(path):
            self._wrong(Fault.EMPTY_STEP, Column.DEPARTMENT, value=text)
        if len(path) > DEEPEST:
            self._wrong(Fault.TOO_DEEP, Column.DEPARTMENT, value=text, other=str(DEEPEST))
        return tuple(filter(None, path))[:DEEPEST]

    def _steps(self, text: str) -> Iterator[str]:
        for step in text.split("/"):
            if len(step.strip()) > LONGEST_DEPARTMENT:
                self._wrong(Fault.TOO_LONG, Column.DEPARTMENT, value=step, other=str(LONGEST_DEPARTMENT))
            yield step.strip()

    def _zone(self, text: str) -> str:
        if text and text not in ZONES:
            self._wrong(Fault.NO_ZONE, Column.ZONE, value=text)
        return text

    def _language(self, text: str) -> str:
        code = self._languages.get(text.casefold(), "")
        if text and not code:
            self._wrong(Fault.NO_LANGUAGE, Column.LANGUAGE, value=text, other=", ".join(self._languages.values()))
        return code
