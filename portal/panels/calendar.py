"""The catalogue as a calendar: a month, a week or a day, in the reader's zone."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from common import times
from events.enums import EventState
from events.listings import Meeting, meetings
from portal.panels.facets import Facet, Value, chosen_values, facets, names_for
from portal.panels.filters import Filters
from portal.panels.found import fitting
from portal.panels.stretch import DAY, Kind, Stretch
from registrations import queries

MOST = 4  # entries of one day of a month; behind them a link leads to all
SIGNS = ("confirmed", "waitlisted", "offered", "requested", "called-off")


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One session on one day, as the component `timetable` asks for it."""

    meeting: Meeting
    on: date
    at: datetime
    state: str
    is_full: bool

    @property
    def to(self) -> str:
        return reverse("event", args=[self.meeting.slug])

    @property
    def title(self) -> str:
        return self.meeting.title

    @property
    def time(self) -> str:
        """When it begins on this day; of what goes over several days, that it goes on, or until when."""
        begins, ends = timezone.localtime(self.meeting.starts_at), timezone.localtime(self.meeting.ends_at)
        if begins.date() == self.on:
            is_told = self.is_full and ends.date() == self.on
            return times.hours(begins, ends) if is_told else times.clock(begins)
        return _("until %(time)s") % {"time": times.clock(ends)} if ends.date() == self.on else _("all day")

    @property
    def place(self) -> str:
        """Where, where there is room to say it."""
        return (self.meeting.place or _("Online")) if self.is_full else ""

    @property
    def is_past(self) -> bool:
        return self.meeting.ends_at <= self.at


@dataclass(frozen=True, kw_only=True)
class Cell:
    """One day, as the component `timetable` asks for it."""

    on: date
    is_outside: bool
    is_today: bool
    entries: Sequence[Entry]
    more: int
    to: str


@dataclass(frozen=True, kw_only=True)
class Calendar:
    """The page: the stretch of time, what is on in it, and what was looked for."""

    stretch: Stretch
    filters: Filters
    today: date
    at: datetime
    days: Mapping[date, Sequence[Entry]]
    chosen: Sequence[Value]
    facets: Sequence[Facet]
    total: int

    @cached_property
    def weeks(self) -> list[list[Cell]]:
        """Its days, week by week."""
        return [[self._cell(day) for day in week] for week in self.stretch.weeks()]

    @property
    def listed(self) -> Sequence[Entry]:
        """What is on, of one day."""
        return self.days.get(self.stretch.on, ())

    @property
    def signs(self) -> list[str]:
        """The states that something here has, to be explained."""
        found = {entry.state for entries in self.days.values() for entry in entries}
        return [state for state in SIGNS if state in found]

    @property
    def look(self) -> str:
        """How the component draws it."""
        return "week" if self.is_week else ""

    @property
    def is_month(self) -> bool:
        return self.stretch.kind == Kind.MONTH

    @property
    def is_week(self) -> bool:
        return self.stretch.kind == Kind.WEEK

    @property
    def is_day(self) -> bool:
        return self.stretch.kind == Kind.DAY

    @property
    def month(self) -> str:
        """The month around it."""
        return self._address(Stretch.around(self.stretch.on, Kind.MONTH))

    @property
    def earlier(self) -> str:
        return self._address(self.stretch.previous)

    @property
    def later(self) -> str:
        return self._address(self.stretch.next)

    @property
    def now(self) -> str:
        """Today's; empty where that is what is shown."""
        current = Stretch.around(self.today, self.stretch.kind)
        return "" if current == self.stretch else self._address(current)

    def _cell(self, day: date) -> Cell:
        entries = self.days.get(day, ())
        shown = _shown(entries) if self.is_month else entries
        return Cell(
            on=day,
            is_outside=not self.stretch.holds(day),
            is_today=day == self.today,
            entries=shown,
            more=len(entries) - len(shown),
            to=self._address(Stretch(kind=Kind.DAY, on=day)),
        )

    def _address(self, stretch: Stretch) -> str:
        return replace(self.filters, stretch=stretch.pair).address()


def _shown(entries: Sequence[Entry]) -> Sequence[Entry]:
    """As many as a day of a month has room for; what concerns the reader is always among them."""
    if len(entries) <= MOST:
        return entries
    first = sorted(entries, key=lambda entry: not entry.state or entry.meeting.is_cancelled)[: MOST - 1]
    return [entry for entry in entries if entry in first]


def calendar(person: User | AnonymousUser, filters: Filters, stretch: Stretch, *, at: datetime) -> Calendar:
    """What ``person`` may read about in ``stretch``, narrowed by ``filters``."""
    filters = filters.within(*stretch.pair)
    since, until = stretch.span
    fits = fitting(person, filters, at=at, between=stretch.span)
    names = names_for(filters, person, fits, at=at)
    rows = meetings(fits.ids, since=since, until=until)
    return Calendar(
        stretch=stretch,
        filters=filters,
        today=timezone.localtime(at).date(),
        at=at,
        days=_days(rows, stretch, states=_states(person, rows), at=at),
        chosen=chosen_values(filters, names),
        facets=facets(filters, person, fits, names) if filters.is_open else (),
        total=len({row.event for row in rows}),
    )


def _states(person: User | AnonymousUser, rows: Sequence[Meeting]) -> dict[int, str]:
    """What concerns the reader, or the event itself, by the event's id."""
    states: dict[int, str] = {row.event: "called-off" for row in rows if row.state == EventState.CANCELLED}
    return queries.standing_by_event(person, {row.event for row in rows}) | states


def _days(
    rows: Sequence[Meeting], stretch: Stretch, *, states: Mapping[int, str], at: datetime
) -> dict[date, list[Entry]]:
    """Every session on each of its days, in the order in which they begin."""
    found: dict[date, list[Entry]] = defaultdict(list)
    common: dict[str, Any] = {"at": at, "is_full": stretch.kind != Kind.MONTH}
    for row in rows:
        day = max(timezone.localtime(row.starts_at).date(), stretch.first)
        # What ends at midnight is not on the day that then begins.
        last = timezone.localtime(row.ends_at - timedelta(microseconds=1)).date()
        while day <= last and day < stretch.after:
            found[day].append(Entry(meeting=row, on=day, state=states.get(row.event, ""), **common))
            day += DAY
    return found
