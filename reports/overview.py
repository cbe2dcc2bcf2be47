"""Several events together: what each was, who came from where, and who learned how much. Knows no Django."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from reports.periods import Period
from reports.summary import ATTENDED, Belonging, Outcome, Share, in_order, shares_of


@dataclass(frozen=True, kw_only=True)
class Held:
    """An event that took place."""

    key: int
    title: str
    starts_at: datetime
    sessions: int


@dataclass(frozen=True, kw_only=True)
class Seat:
    """What came of one person's seat at one event; ``person`` tells two of one name apart."""

    person: str
    name: str
    department: Belonging | None
    is_guest: bool
    event: int
    outcome: Outcome
    minutes: int


@dataclass(frozen=True, kw_only=True)
class EventLine:
    """An event in the table."""

    title: str
    starts_at: datetime
    sessions: int
    seats: int
    attended: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class PersonLine:
    """A person in the table."""

    name: str
    department: Belonging | None
    is_guest: bool
    events: int
    minutes: int


@dataclass(frozen=True, kw_only=True)
class Overview:
    """Everything that the document says; without people where it is not for eyes that may see them."""

    title: str
    period: Period | None
    zone: str
    events: tuple[EventLine, ...]
    by_department: tuple[Share, ...]
    people: tuple[PersonLine, ...]
    is_marked: bool
    taken_at: datetime

    @property
    def seats(self) -> int:
        """How many seats there were for them."""
        return sum(line.seats for line in self.events)

    @property
    def attended(self) -> int:
        """How many of those were used."""
        return sum(line.attended for line in self.events)

    @property
    def minutes(self) -> int:
        """The time that all have learned, together."""
        return sum(line.minutes for line in self.events)

    @property
    def departments(self) -> tuple[Belonging, ...]:
        """Those that somebody came from, once."""
        named = [share.department for share in self.by_department] + [person.department for person in self.people]
        return tuple(dict.fromkeys(department for department in named if department))


def event_lines(held: Iterable[Held], seats: Iterable[Seat]) -> tuple[EventLine, ...]:
    """In the order of time; an event without anybody is there too."""
    by_event: dict[int, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_event[seat.event].append(seat)
    return tuple(
        EventLine(
            title=event.title,
            starts_at=event.starts_at,
            sessions=event.sessions,
            seats=len(by_event[event.key]),
            attended=sum(1 for seat in by_event[event.key] if seat.outcome in ATTENDED),
            minutes=sum(seat.minutes for seat in by_event[event.key]),
        )
        for event in sorted(held, key=lambda one: (one.starts_at, one.key))
    )


def person_lines(seats: Iterable[Seat]) -> tuple[PersonLine, ...]:
    """By name; whoever had a seat and was never there is there too."""
    by_person: dict[str, list[Seat]] = defaultdict(list)
    for seat in seats:
        by_person[seat.person].append(seat)
    lines = [
        PersonLine(
            name=own[-1].name,
            department=own[-1].department,
            is_guest=own[-1].is_guest,
            events=sum(1 for seat in own if seat.outcome in ATTENDED),
            minutes=sum(seat.minutes for seat in own),
        )
        for own in by_person.values()
    ]
    return tuple(sorted(lines, key=lambda line: in_order(line.name)))


def by_department(seats: Sequence[Seat]) -> tuple[Share, ...]:
    """Most seats first."""
    return shares_of((seat.is_guest, seat.department, seat.outcome in ATTENDED) for seat in seats)
