"""The attendance of one event as plain data: what was read, and the figures that follow from it."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from unicodedata import combining, normalize


class Outcome(StrEnum):
    """What happened at one session, or altogether; the first four are an attendance's marks."""

    PRESENT = "present"
    PARTIAL = "partial"
    EXCUSED = "excused"
    ABSENT = "absent"
    UNMARKED = "unmarked"


ATTENDED = (Outcome.PRESENT, Outcome.PARTIAL)


@dataclass(frozen=True, kw_only=True)
class Belonging:
    """A department, as its mark and its name stand in a document; ``key`` tells two of one name apart."""

    key: int
    name: str
    mark: str
    is_open_mark: bool
    hue: int


@dataclass(frozen=True, kw_only=True)
class Meeting:
    """One session."""

    starts_at: datetime
    ends_at: datetime
    zone: str
    place: str
    is_online: bool
    speakers: tuple[tuple[str, str], ...]
    """Names, each with a department or nothing."""

    @property
    def minutes(self) -> int:
        """How long it lasts."""
        return round((self.ends_at - self.starts_at).total_seconds() / 60)


@dataclass(frozen=True, kw_only=True)
class Header:
    """What the document is about, and when its data were taken."""

    title: str
    slug: str
    organisers: tuple[str, ...]
    hosts: tuple[str, ...] = ()
    meetings: tuple[Meeting, ...]
    is_cancelled: bool
    closed_at: datetime | None
    taken_at: datetime

    @property
    def is_preliminary(self) -> bool:
        """Whether the figures may still change."""
        return self.closed_at is None


@dataclass(frozen=True, kw_only=True)
class Person:
    """Somebody with a seat, and what happened at each session."""

    name: str
    department: Belonging | None
    is_guest: bool
    marks: tuple[Outcome, ...]

    @property
    def overall(self) -> Outcome:
        """What came of all of them."""
        return overall(self.marks)

    @property
    def order(self) -> tuple[str, str]:
        """By name, letters with accents beside those without."""
        return in_order(self.name)


@dataclass(frozen=True, kw_only=True)
class TableSign:
    """One group: those who are named on its table, and from where the others come."""

    label: str
    names: tuple[tuple[str, Belonging | None], ...]
    departments: tuple[Belonging, ...]


@dataclass(frozen=True, kw_only=True)
class TableSigns:
    """The groups of one session."""

    title: str
    slug: str
    starts_at: datetime
    ends_at: datetime
    zone: str
    taken_at: datetime
    tables: tuple[TableSign, ...]

    @property
    def departments(self) -> tuple[Belonging, ...]:
        """Those that stand on any of the tables, once."""
        named = [department for sign in self.tables for _name, department in sign.names if department]
        others = [department for sign in self.tables for department in sign.departments]
        return tuple(dict.fromkeys(named + others))


@dataclass(frozen=True, kw_only=True)
class Row:
    """A line of the list."""

    number: int
    person: Person
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of a department's people with a seat were there; guests and people without one have their own."""

    department: Belonging | None
    is_guests: bool
    seats: int
    attended: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """Everything that the document says."""

    header: Header
    rows: tuple[Row, ...]
    by_department: tuple[Share, ...]
    by_outcome: dict[Outcome, int] = field(default_factory=dict)
    by_meeting: tuple[dict[Outcome, int], ...] = ()

    @property
    def minutes(self) -> int:
        """The time that all have learned, together."""
        return sum(row.minutes for row in self.rows)

    @property
    def attended(self) -> int:
        """How many were there at all."""
        return sum(self.by_outcome[outcome] for outcome in ATTENDED)

    @property
    def departments(self) -> tuple[Belonging, ...]:
        """Those that somebody has a seat from."""
        return tuple(share.department for share in self.by_department if share.department)

    @property
    def departments_attending(self) -> int:
        """How many departments somebody came from."""
        return sum(1 for share in self.by_department if share.department and share.attended)

    @property
    def is_marked(self) -> bool:
        """Whether anything has been noted at all."""
        return self.by_outcome[Outcome.UNMARKED] < len(self.rows)


def overall(marks: Iterable[Outcome]) -> Outcome:
    """What came of several sessions together; present means: at every one that is marked."""
    marked = {mark for mark in marks if mark != Outcome.UNMARKED}
    if not marked:
        return Outcome.UNMARKED
    if marked == {Outcome.PRESENT}:
        return Outcome.PRESENT
    if marked.intersection(ATTENDED):
        return Outcome.PARTIAL
    return Outcome.EXCUSED if marked == {Outcome.EXCUSED} else Outcome.ABSENT


def in_order(name: str) -> tuple[str, str]:
    """By what names are sorted: letters with accents stand beside those without."""
    plain = "".join(char for char in normalize("NFKD", name) if not combining(char))
    return plain.casefold(), name


def minutes_at(marks: Iterable[Outcome], meetings: Iterable[Meeting]) -> int:
    """The time that somebody was there; whoever was there in part is counted for half of the session."""
    halves = {Outcome.PRESENT: 2, Outcome.PARTIAL: 1}
    return sum(halves.get(mark, 0) * meeting.minutes for mark, meeting in zip(marks, meetings, strict=True)) // 2


def summarise(header: Header, people: Iterable[Person]) -> Summary:
    """Number the people by name and count them."""
    listed = sorted(people, key=lambda person: person.order)
    marks_by_meeting = (
        zip(*(person.marks for person in listed), strict=True) if listed else ((),) * len(header.meetings)
    )
    return Summary(
        header=header,
        rows=tuple(
            Row(number=number, person=person, minutes=minutes_at(person.marks, header.meetings))
            for number, person in enumerate(listed, start=1)
        ),
        by_department=shares_of((person.is_guest, person.department, person.overall in ATTENDED) for person in listed),
        by_outcome=_counted(person.overall for person in listed),
        by_meeting=tuple(_counted(marks) for marks in marks_by_meeting),
    )


def _counted(outcomes: Iterable[Outcome]) -> dict[Outcome, int]:
    counter = Counter(outcomes)
    return {outcome: counter[outcome] for outcome in Outcome}


def shares_of(people: Iterable[tuple[bool, Belonging | None, bool]]) -> tuple[Share, ...]:
    """Of guests or not, their department, and whether they were there: most seats first, then by name.

    Guests and people without a department stand at the end.
    """
    groups: dict[tuple[bool, Belonging | None], list[bool]] = {}
    for is_guest, department, was_there in people:
        groups.setdefault((is_guest, department), []).append(was_there)
    shares = [
        Share(department=department, is_guests=is_guest, seats=len(there), attended=sum(there))
        for (is_guest, department), there in groups.items()
    ]
    return tuple(
        sorted(
            shares,
            key=lambda share: (
                share.is_guests,
                share.department is None,
                -share.seats,
                share.department.name.casefold() if share.department else "",
            ),
        )
    )
