"""The rows of an attendance report: the part of the file that lists people, its columns, each cell read.

Teams writes UTF-16 with tabs and, since 2022, three numbered parts, of which the last has one row for each time
somebody came; before, it wrote one table, and in the beginning a row for each coming and going. Zoom writes a
line about the meeting first, and a row for each time somebody came. Meet writes a row for each person.
"""

import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from common.delimited import Flaw, Row, UnreadableError, decoded, is_unseen, plain, shown, tidy
from registrations.presence.stamps import from_midnight, read_duration, read_moment
from registrations.presence.stays import Stay, Window

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 5_000, 60
LONGEST_NAME, LONGEST_EMAIL = 200, 254
PART = re.compile(r"\d{1,2}\.\s")
LEAVING = ("left", "verlassen", "hat die besprechung verlassen")
ONE_DAY = timedelta(days=1)
NOWHEN = Stay()


class Column(StrEnum):
    """What a column says."""

    NAME = "name"
    FIRST_NAME = "first_name"
    LAST_NAME = "last_name"
    EMAIL = "email"
    JOINED = "joined"
    LEFT = "left"
    FIRST_JOINED = "first_joined"
    LAST_LEFT = "last_left"
    DURATION = "duration"
    ACTION = "action"
    AT = "at"


class Fault(StrEnum):
    """What can be wrong with a file or a row of it."""

    TOO_LARGE = "too-large"
    TOO_MANY_ROWS = "too-many-rows"
    NOT_UTF8 = "not-utf8"
    NOT_CSV = "not-csv"
    NO_ROWS = "no-rows"
    NO_COLUMNS = "no-columns"
    NO_NAME = "no-name"
    NO_TIME = "no-time"
    BROKEN_TIME = "broken-time"
    UNSEEN = "unseen"
    TOO_LONG = "too-long"


@dataclass(frozen=True, kw_only=True)
class Line:
    """One row: who, and from when to when; or what is wrong with it, and with which text."""

    number: int
    name: str = ""
    email: str = ""
    stay: Stay = NOWHEN
    is_again: bool = False  # the very same row stood there before
    fault: Fault | None = None
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Report:
    """What a file says, or why it says nothing. ``limit``: the one that it is beyond, or the row it breaks off at."""

    lines: list[Line] = field(default_factory=list)
    fault: Fault | None = None
    limit: int = 0


# What each column is called, in English or German, without capitals, spaces and signs.
NAMES = {
    Column.NAME: "name fullname nameoriginalname participantname vollständigername nameursprünglichername"
    " nameoriginalername teilnehmername",
    Column.FIRST_NAME: "firstname givenname vorname",
    Column.LAST_NAME: "lastname surname nachname familienname",
    Column.EMAIL: "email emailaddress useremail mail emailadresse benutzeremail emaildesbenutzers",
    Column.JOINED: "jointime timejoined beitrittszeit beitrittszeitpunkt beitrittsuhrzeit zeitpunktdesbeitritts"
    " uhrzeitdesbeitritts beitrittum",
    Column.LEFT: "leavetime timeexited timeleft verlassenszeit austrittszeit zeitdesverlassens verlassenum"
    " zeitpunktdesverlassens uhrzeitdesverlassens",
    Column.FIRST_JOINED: "firstjoin firstjointime ersterbeitritt erstmaligerbeitritt",
    Column.LAST_LEFT: "lastleave lastleavetime letztesverlassen letzteraustritt",
    Column.DURATION: "duration durationminutes inmeetingduration totalduration totaldurationminutes timeincall dauer"
    " dauerminuten dauerinminuten besprechungsdauer dauerinderbesprechung gesamtdauer gesamtdauerminuten"
    " anwesenheitsdauer",
    Column.ACTION: "useraction benutzeraktion",
    Column.AT: "timestamp zeitstempel",
}
KNOWN = {name: column for column, names in NAMES.items() for name in names.split()}
NAMED = ({Column.NAME}, {Column.FIRST_NAME}, {Column.LAST_NAME})
# What tells when somebody was there, the most exact first.
TELLING = (
    {Column.JOINED, Column.LEFT},
    {Column.ACTION, Column.AT},
    {Column.FIRST_JOINED, Column.LAST_LEFT},
    {Column.DURATION},
)
Part = tuple[dict[Column, int], list[Row]]  # where its columns stand, and its rows


def read(data: bytes, *, window: Window, zone: str) -> Report:
    """What the attendance report ``data`` says, whose times are by the clocks of ``zone``."""
    if len(data) > MOST_BYTES:
        return Report(fault=Fault.TOO_LARGE, limit=MOST_BYTES // 1024**2)
    try:
        columns, rows = _people(decoded(data))
    except UnreadableError as error:
        return Report(fault=Fault(error.flaw.value), limit=error.limit or error.row)
    except LookupError:
        return Report(fault=Fault.NO_COLUMNS)
    if not rows:
        return Report(fault=Fault.NO_ROWS)
    readings = [_Reader(columns, window, zone, is_day_first=first).read(rows) for first in (False, True)]
    # 3/4 is March or April: whichever has more to do with the session.
    lines = max(readings, key=lambda lines: _likeliness(lines, window))
    return Report(lines=_comings(lines, window) if Column.ACTION in columns else lines)


def _likeliness(lines: list[Line], window: Window) -> tuple[int, int]:
    spans = [(line.stay.starts, line.stay.ends) for line in lines if line.fault is None]
    near = sum(_is_near(moment, window) for span in spans for moment in span)
    return near, -sum(line.fault is not None for line in lines)


def _is_near(moment: datetime | None, window: Window) -> bool:
    return moment is not None and window.starts - ONE_DAY < moment < window.ends + ONE_DAY


def _people(text: str) -> Part:
    """The part of the file that says most exactly when people were there. Raises LookupError where there is none."""
    found: list[Part] = []
    broken: UnreadableError | None = None
    for delimiter in "\t,;":
        try:
            found += _parts(text, delimiter)
        except UnreadableError as error:
            broken = error
    if not found and broken is not None:
        raise broken
    if not found:
        raise LookupError("no table of people")
    return min(found, key=lambda part: (_rank(part[0]), -len(part[0])))


def _rank(columns: Mapping[Column, int]) -> int:
    return next(rank for rank, needed in enumerate(TELLING) if needed <= set(columns))


def _parts(text: str, delimiter: str) -> list[Part]:
    """Each table of the file: a line of headings, and what follows up to the next one or a numbered title."""
    parts: list[Part] = []
    is_open = False
    for number, cells in _lines(text, delimiter):
        said = [cell for cell in cells if cell.strip()]
        if columns := _columns(cells):
            parts.append((columns, []))
            is_open = True
        elif len(said) == 1 and PART.match(said[0]):
            is_open = False
        elif said and is_open:
            parts[-1][1].append((number, cells))
    return parts


def _lines(text: str, delimiter: str) -> Iterator[Row]:
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    number = 0
    try:
        for number, cells in enumerate(reader, 1):
            if number > MOST_ROWS + 1:  # the headings are none of them
                raise UnreadableError(Flaw.TOO_MANY_ROWS, limit=MOST_ROWS)
            yield number, cells[:MOST_COLUMNS]
    except csv.Error:
        raise UnreadableError(Flaw.NOT_CSV, row=number + 1) from None


def _columns(cells: list[str]) -> dict[Column, int]:
    """Where each column stands, if these are headings of a table of people; the first of two alike counts."""
    columns: dict[Column, int] = {}
    for number, name in enumerate(cells):
        if column := KNOWN.get(plain(name)):
            columns.setdefault(column, number)
    is_table = any(names <= set(columns) for names in NAMED) and any(needed <= set(columns) for needed in TELLING)
    return columns if is_table else {}


class _Reader:
    """Reads rows one after the other; what is wrong with one stands in its line."""

    def __init__(self, columns: Mapping[Column, int], window: Window, zone: str, *, is_day_first: bool) -> None:
        self._columns, self._zone, self._is_day_first = columns, zone, is_day_first
        self._day: date = window.starts.astimezone(ZoneInfo(zone)).date()

    def read(self, rows: list[Row]) -> list[Line]:
        """All of them; the very same row a second time says nothing new."""
        seen: set[tuple[str, ...]] = set()
        lines = []
        for number, cells in rows:
            content = tuple(cells)
            lines.append(replace(self._line(number, cells), is_again=content in seen))
            seen.add(content)
        return lines

    def _line(self, number: int, cells: list[str]) -> Line:
        said = {column: cells[place] for column, place in self._columns.items() if place < len(cells)}
        if strange := next((cell for cell in said.values() if any(map(is_unseen, _bare(cell)))), ""):
            return Line(number=number, fault=Fault.UNSEEN, value=shown(strange))
        said = {column: tidy(_bare(cell)) for column, cell in said.items()}
        first, last = said.get(Column.FIRST_NAME, ""), said.get(Column.LAST_NAME, "")
        name = said.get(Column.NAME, "") or f"{first} {last}".strip()
        email = said.get(Column.EMAIL, "").casefold()
        if len(name) > LONGEST_NAME or len(email) > LONGEST_EMAIL:
            return Line(number=number, fault=Fault.TOO_LONG, value=shown(name))
        if not name and not email:
            return Line(number=number, fault=Fault.NO_NAME)
        line = Line(number=number, name=name, email=email if "@" in email else "")
        return self._timed(line, said)

    def _timed(self, line: Line, said: Mapping[Column, str]) -> Line:
        """``line`` with when and for how long they were there."""
        starts = self._moment(said, Column.JOINED, Column.FIRST_JOINED, Column.AT)
        ends = self._moment(said, Column.LEFT, Column.LAST_LEFT)
        seconds = read_duration(said.get(Column.DURATION, ""))
        for text, value in ((said.get(Column.DURATION, ""), seconds), *((m[0], m[1]) for m in (starts, ends))):
            if text and value is None:
                return replace(line, fault=Fault.BROKEN_TIME, value=shown(text))
        if Column.ACTION in said and starts[1]:
            return replace(line, stay=self._step(starts[1], said[Column.ACTION]))
        if seconds is None and (starts[1] is None or ends[1] is None):
            return replace(line, fault=Fault.NO_TIME)
        if starts[1] is None or ends[1] is None:
            return replace(line, stay=Stay(seconds=seconds))
        return replace(line, stay=Stay(starts=starts[1], ends=from_midnight(starts[1], ends[1]), seconds=seconds))

    def _moment(self, said: Mapping[Column, str], *columns: Column) -> tuple[str, datetime | None]:
        """What stands in the first of ``columns`` that is there, and the instant that it names."""
        text = next((said[column] for column in columns if said.get(column)), "")
        moment = read_moment(text, zone=self._zone, day=self._day, is_day_first=self._is_day_first) if text else None
        return text, moment

    def _step(self, moment: datetime, action: str) -> Stay:
        """A coming or a going alone; ``_comings`` puts the two together."""
        return Stay(ends=moment) if action.casefold().startswith(LEAVING) else Stay(starts=moment)


def _bare(cell: str) -> str:
    """Without the marks of direction that Teams and Zoom put around times and names."""
    return cell.replace("\u200e", "").replace("\u200f", "").replace("\ufeff", "")


def _comings(lines: list[Line], window: Window) -> list[Line]:
    """Of comings and goings, each coming with the going after it; who never went was there to the end."""
    found: list[Line] = []
    open_ones: dict[tuple[str, str], Line] = {}
    for line in lines:
        who = (line.email, line.name)
        if line.fault:
            found.append(line)
        elif line.stay.ends is None:
            if who not in open_ones:
                open_ones[who] = line
        elif before := open_ones.pop(who, None):
            found.append(replace(before, stay=Stay(starts=before.stay.starts, ends=line.stay.ends)))
    for line in open_ones.values():
        ends = max(window.ends, line.stay.starts) if line.stay.starts else window.ends
        found.append(replace(line, stay=Stay(starts=line.stay.starts, ends=ends)))
    return sorted(found, key=lambda line: line.number)
