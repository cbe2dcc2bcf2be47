"""The rows of a CSV file as entries: columns found, each cell checked."""

import hashlib
import re
from collections.abc import Collection, Mapping
from datetime import date, datetime, time, timedelta

from calendars.zoning import named
from common.delimited import Columns, Row, UnreadableError, columns_of, decoded, is_unseen, shown, split, tidy
from common.written import First, read_clock, readings, settled
from events.importing.entries import (
    LONGEST_LINK,
    LONGEST_PLACE,
    LONGEST_TEXT,
    LONGEST_TITLE,
    LONGEST_UID,
    MOST_SEATS,
    Batch,
    Column,
    Entry,
    Fault,
    Note,
    Order,
    Problem,
)

MOST_BYTES = 2 * 1024 * 1024
MOST_ROWS, MOST_COLUMNS = 500, 100
LONGEST = {
    Column.KEY: LONGEST_UID,
    Column.TITLE: LONGEST_TITLE,
    Column.PLACE: LONGEST_PLACE,
    Column.LINK: LONGEST_LINK,
    Column.DESCRIPTION: LONGEST_TEXT,
}
# What each column is called, in English or German, without capitals, spaces and hyphens.
NAMES = {
    Column.KEY: "key id number uid schlüssel nummer",
    Column.TITLE: "title subject name titel betreff",
    Column.DATE: "date day startdate firstday datum tag beginntam",
    Column.START: "start starttime begin from beginn beginntum startzeit von",
    Column.END: "end endtime until to ende endetum endzeit bis",
    Column.LAST_DAY: "lastday enddate letztertag endetam",
    Column.ZONE: "timezone zone zeitzone",
    Column.PLACE: "place where location room ort raum wo",
    Column.LINK: "link onlinelink joinlink url",
    Column.SEATS: "seats seatsintheroom capacity places plätze plätzeimraum",
    Column.ONLINE_SEATS: "onlineseats seatsonline onlineplätze plätzeonline",
    Column.KIND: "kind type art typ",
    Column.LANGUAGE: "language sprache",
    Column.TOPICS: "topics topic categories themen thema kategorien",
    Column.DESCRIPTION: "description text beschreibung",
}
KNOWN = {name: column for column, names in NAMES.items() for name in names.split()}
DAYS = (Column.DATE, Column.LAST_DAY)
REQUIRED = (Column.TITLE, Column.DATE, Column.START)
LASTS = timedelta(hours=1)
WEB = re.compile(r"https?://[^\s<>\"]+")


def read(
    data: bytes,
    *,
    source: str,
    zone: str,
    kinds: Mapping[str, str],
    languages: Collection[str],
    first: First | None = None,
) -> Batch:
    """What a CSV file says. ``zone``: that of whoever imports it; ``kinds``: by what they are called.

    ``first``: what stands first in 3/4/2027, where somebody has said so; else the whole file is asked.
    """
    if len(data) > MOST_BYTES:
        return _nothing(source, Fault.TOO_LARGE, other=str(MOST_BYTES // 1024**2))
    try:
        header, rows = split(decoded(data), known=KNOWN, most_rows=MOST_ROWS, most_columns=MOST_COLUMNS)
    except UnreadableError as error:
        return _nothing(source, Fault(error.flaw.value), other=str(error.limit or error.row or ""))
    columns = columns_of(header, known=KNOWN)
    problems = _amiss(columns)
    if not rows and not problems:
        problems.append(Problem(fault=Fault.NO_ROWS))
    if problems:
        return Batch(source=source, problems=problems, unknown=columns.unknown)
    order = _order(rows, [columns.places[one] for one in DAYS if one in columns.places], first)
    reader = _Reader(columns.places, len(header), zone, kinds, languages, order.first if order else None)
    return Batch(source=source, entries=[reader.read_row(*row) for row in rows], unknown=columns.unknown, order=order)


def _nothing(source: str, fault: Fault, *, other: str = "") -> Batch:
    return Batch(source=source, problems=[Problem(fault=fault, other=other)])


def _amiss(columns: Columns[Column]) -> list[Problem]:
    twice = [Problem(fault=Fault.COLUMN_TWICE, column=column, value=name) for column, name in columns.twice]
    missing = [column for column in REQUIRED if column not in columns.places]
    return twice + [Problem(fault=Fault.COLUMN_MISSING, column=column) for column in missing]


def _order(rows: Collection[Row], places: Collection[int], said: First | None) -> Order | None:
    """How days are read that may be two; nothing for a file without such a one."""
    texts = dict.fromkeys(shown(tidy(cells[place])) for _row, cells in rows for place in places if place < len(cells))
    days = {text: readings(text) for text in texts}
    example = next((text for text, day in days.items() if day.are_two), None)
    if example is None:
        return None
    shows = settled(days.values())
    proof = next((text for text, day in days.items() if day.settles), "") if shows else ""
    return Order(example=example, first=said or shows, proof="" if said else proof)


class _Reader:
    """Reads rows one after the other; what is wrong with one stands in its entry."""

    def __init__(
        self,
        columns: Mapping[Column, int],
        width: int,
        zone: str,
        kinds: Mapping[str, str],
        languages: Collection[str],
        first: First | None,
    ) -> None:
        self._columns, self._width, self._own_zone, self._first = columns, width, zone, first
        self._kinds, self._languages = kinds, {code.casefold(): code for code in languages}
        self._rows: dict[str, int] = {}
        self._problems: list[Problem] = []
        self._notes: list[Note] = []

    def read_row(self, row: int, cells: list[str]) -> Entry:
        """One row as an entry."""
        self._problems, self._notes = [], []
        if any(cell.strip() for cell in cells[self._width :]):
            self._wrong(Fault.TOO_MANY_CELLS, value=cells[self._width])
        said = {column: self._cell(column, cells) for column in Column}
        for column in REQUIRED:
            if not said[column]:
                self._wrong(Fault.MISSING, column)
        starts, ends = self._times(said)
        place, link = said[Column.PLACE], said[Column.LINK]
        if WEB.fullmatch(place) and not link:
            place, link = "", place
        if link and not WEB.fullmatch(link):
            self._wrong(Fault.NO_LINK, Column.LINK, value=link)
        return Entry(
            number=row,
            uid=self._key(row, said, starts),
            title=said[Column.TITLE],
            text=said[Column.DESCRIPTION],
            place=place,
            link=link,
            starts=starts,
            ends=ends,
            zone=self._zone(said[Column.ZONE]),
            kind=self._kind(said[Column.KIND]),
            language=self._language(said[Column.LANGUAGE]),
            seats=self._seats(said),
            topics=tuple(filter(None, (tidy(name) for name in re.split(r"[,;/|]", said[Column.TOPICS])))),
            notes=tuple(self._notes),
            problems=tuple(self._problems),
        )

    def _wrong(self, fault: Fault, column: Column | None = None, *, value: str = "", other: str = "") -> None:
        self._problems.append(Problem(fault=fault, column=column, value=shown(value), other=other))

    def _cell(self, column: Column, cells: list[str]) -> str:
        number = self._columns.get(column, self._width)
        text = cells[number] if number < min(len(cells), self._width) else ""
        if any(is_unseen(char) for char in text):
            self._wrong(Fault.UNSEEN, column, value=text)
            return shown(text)
        text = text.strip().replace("\r\n", "\n") if column == Column.DESCRIPTION else tidy(text)
        longest = LONGEST.get(column, LONGEST_LINK)
        if len(text) > longest:
            self._wrong(Fault.TOO_LONG, column, value=text, other=str(longest))
        return text

    def _key(self, row: int, said: Mapping[Column, str], starts: datetime | None) -> str:
        """The key; without such a column an event is what it is called and when it begins."""
        if key := said[Column.KEY]:
            if key in self._rows:
                self._wrong(Fault.KEY_TWICE, Column.KEY, value=key, other=str(self._rows[key]))
            self._rows.setdefault(key, row)
            return key
        digest = "digest:" + hashlib.sha256(f"{said[Column.TITLE]}\n{starts}".encode(errors="replace")).hexdigest()
        if starts and digest in self._rows:
            self._wrong(Fault.KEY_TWICE, Column.TITLE, value=said[Column.TITLE], other=str(self._rows[digest]))
        self._rows.setdefault(digest, row)
        return digest

    def _times(self, said: Mapping[Column, str]) -> tuple[datetime | None, datetime | None]:
        day, start = self._date(Column.DATE, said), self._time(Column.START, said)
        last, end = self._date(Column.LAST_DAY, said), self._time(Column.END, said)
        if day is None or start is None:
            return None, None
        starts = datetime.combine(day, start)
        if end is None:
            self._notes += [] if said[Column.END] else [Note.NO_END]
            return starts, starts + LASTS if last is None else datetime.combine(last, start) + LASTS
        return starts, datetime.combine(last or day, end)

    def _date(self, column: Column, said: Mapping[Column, str]) -> date | None:
        if not (text := said[column]):
            return None
        found = readings(text)
        if found.are_two and not self._first:
            self._wrong(Fault.UNSETTLED_DATE, column, value=text)
            return None
        day = found.only or (found.by(self._first) if self._first else None)
        if day and 2000 <= day.year <= 2199:  # noqa: PLR2004  # what a form lets through
            return day
        self._wrong(Fault.BROKEN_DATE, column, value=text)
        return None

    def _time(self, column: Column, said: Mapping[Column, str]) -> time | None:
        if not (text := said[column]):
            return None
        if found := read_clock(text):
            return found.replace(second=0)
        self._wrong(Fault.BROKEN_TIME, column, value=text)
        return None

    def _zone(self, text: str) -> str:
        zone = named(text) if text else self._own_zone
        if not zone:
            self._wrong(Fault.NO_ZONE, Column.ZONE, value=text)
        return zone or self._own_zone

    def _kind(self, text: str) -> str:
        kind = self._kinds.get(text.casefold(), "")
        if text and not kind:
            self._wrong(Fault.NO_KIND, Column.KIND, value=text)
        return kind

    def _language(self, text: str) -> str:
        code = self._languages.get(text.casefold(), "")
        if text and not code:
            self._wrong(Fault.NO_LANGUAGE, Column.LANGUAGE, value=text, other=", ".join(self._languages.values()))
        return code

    def _seats(self, said: Mapping[Column, str]) -> dict[str, int]:
        seats = {}
        for column, pool in ((Column.SEATS, "room"), (Column.ONLINE_SEATS, "online")):
            if text := said[column]:
                if re.fullmatch(r"[0-9]{1,6}", text) and int(text) <= MOST_SEATS:
                    seats[pool] = int(text)
                else:
                    self._wrong(Fault.NO_NUMBER, column, value=text)
        return seats
