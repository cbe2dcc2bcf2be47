"""The catalogue: what is to come, day by day in the reader's zone."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.contrib.humanize.templatetags.humanize import ordinal
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import User
from events.enums import PoolKind
from events.listings import ListedSession, Listing, Sign
from events.models import Pool, SavedSearch
from events.queries import saved_searches
from portal.panels.beside import Beside
from portal.panels.facets import Facet, Value, chosen_values, facets, names_for
from portal.panels.filters import Filters
from portal.panels.follows import FollowChip, chosen_follows
from portal.panels.found import Found, Parts, find
from portal.panels.interest import GatheringRow, gathering_rows
from registrations import queries
from registrations.enums import RegistrationStatus
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event of the list, as the component `event_list` asks for it."""

    event: Listing
    at: datetime
    registration: Registration | None
    waiting: int
    found: Found
    has_day: bool = False

    @cached_property
    def session(self) -> ListedSession:
        """The one under way or next."""
        sessions = self.event.sessions
        return next((session for session in sessions if session.ends_at > self.at), sessions[-1])

    @property
    def to(self) -> str:
        return self.event.get_absolute_url()

    @property
    def title(self) -> Parts:
        """The title, with what was looked for marked."""
        return self.found.marked(self.event.title)

    @property
    def excerpt(self) -> Parts:
        """What it says of what was looked for, where its title does not."""
        text = self.found.excerpts.get(self.event.pk, "")
        is_said = not text or any(is_hit for _part, is_hit in self.title)
        return () if is_said else self.found.marked(text)

    @property
    def series(self) -> str:
        """What the series is called that it belongs to; empty where it stands alone."""
        return self.event.series

    @property
    def series_to(self) -> str:
        """The page of that series."""
        return self.event.series_address

    @property
    def key(self) -> UUID:
        """From which its cover is drawn."""
        return self.event.uuid

    @property
    def kind(self) -> str:
        return self.event.kind

    @property
    def image(self) -> str:
        """Where its picture is; empty where the cover is drawn."""
        return self.event.cover_thumb

    @property
    def starts_at(self) -> datetime:
        return self.session.starts_at

    @property
    def ends_at(self) -> datetime:
        return self.session.ends_at

    @property
    def sessions(self) -> int:
        """How many sessions there are."""
        return len(self.event.sessions)

    @property
    def place(self) -> str:
        """Where, in a few words."""
        place, is_online = self.session.place, self.session.has_link
        if place and is_online:
            return _("%(place)s, and online") % {"place": place}
        return place or _("Online")

    @property
    def department(self) -> Sign | None:
        """Where the first-named speaker belongs."""
        return self.event.teacher.department if self.event.teacher else None

    @property
    def speaker(self) -> str:
        """Like "Ines Okafor, Finance"; empty where nobody is named."""
        if self.event.teacher is None or self.department is None:
            return self.event.teacher.name if self.event.teacher else ""
        return _("%(name)s, %(department)s") % {"name": self.event.teacher.name, "department": self.department.name}

    @cached_property
    def offered(self) -> list[Pool]:
        """The kinds of seats that are offered."""
        return [pool for pool in self.event.pools if pool.capacity != 0]

    @cached_property
    def seats(self) -> Pool | None:
        """The seats the row tells of: those with most left."""
        return max(self.offered, key=lambda pool: (pool.capacity is None, pool.seats_left or 0), default=None)

    @cached_property
    def state(self) -> str:
        """What concerns the reader, or the event; empty where the seats are to be shown."""
        if self.event.is_cancelled:
            return "called-off"
        if self.registration is not None:  # a live one
            return self.registration.status
        return "begun" if self.event.starts_at <= self.at else ""

    @property
    def state_text(self) -> str:
        """The reader's place in the waiting list, like "Waiting, 4th"."""
        if self.state != RegistrationStatus.WAITLISTED or self.registration is None or not self.registration.place:
            return ""
        return _("Waiting, %(place)s") % {"place": ordinal(self.registration.place)}

    @property
    def note(self) -> str:
        """All days of what the reader has a seat at, how full it is where they wait, which seats are meant."""
        if self.state == RegistrationStatus.CONFIRMED:
            return self._dates if self.sessions > 1 else ""
        if self.state == RegistrationStatus.WAITLISTED and self.seats and self.seats.capacity:
            values = {"taken": self.seats.seats_taken, "capacity": self.seats.capacity}
            return _("%(taken)d of %(capacity)d seats taken") % values
        if self.state or self.seats is None or len(self.offered) == 1:
            return ""
        return _("online") if self.seats.kind == PoolKind.ONLINE else _("in the room")

    @property
    def _dates(self) -> str:
        days = [timezone.localtime(session.starts_at) for session in self.event.sessions]
        return ", ".join(date_format(day, "SHORT_DAY_FORMAT") for day in days[:4]) + (", …" if len(days) > 4 else "")  # noqa: PLR2004


@dataclass(frozen=True, kw_only=True)
class Day:
    """The events of one day; without a date, those that have begun and go on another day."""

    on: date | None
    today: date
    rows: Sequence[Row]

    @property
    def name(self) -> str:
        """Like "Tuesday"."""
        return date_format(self.on, "WEEKDAY_FORMAT") if self.on else _("Under way")

    @property
    def note(self) -> str:
        """Like "24 November, tomorrow"."""
        if self.on is None:
            return _("more sessions to come")
        day = date_format(self.on, "MONTH_DAY_FORMAT" if self.on.year == self.today.year else "DATE_FORMAT")
        if self.on == self.today:
            return _("%(day)s, today") % {"day": day}
        if self.on == self.today + timedelta(days=1):
            return _("%(day)s, tomorrow") % {"day": day}
        return day


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The page of the catalogue: day by day, or the best matches first."""

    found: Found
    days: Sequence[Day]
    best: Sequence[Row]
    chosen: Sequence[Value]
    facets: Sequence[Facet]
    saved: Sequence[SavedSearch] = ()
    gathering: Sequence[GatheringRow] = ()
    follows: Sequence[FollowChip] = ()
    is_start: bool = False
    is_list = True  # beside the week and the month

    @property
    def filters(self) -> Filters:
        """What was looked for."""
        return self.found.filters

    @property
    def total(self) -> int:
        """How many events fit, where something is looked for."""
        return self.found.total

    @property
    def has_rows(self) -> bool:
        """Whether anything stands on this page."""
        return bool(self.found.ids)

    @property
    def beside(self) -> Beside:
        """What was found beside events."""
        return self.found.beside

    @property
    def is_saved(self) -> bool:
        """Whether the reader has kept this very search."""
        return any(search.query == self.filters.query for search in self.saved)

    @property
    def more_address(self) -> str:
        """The next page; empty where this is the last."""
        return self.filters.address(page=self.filters.page + 1) if self.found.has_more else ""

    @property
    def all_address(self) -> str:
        """All that fits, whatever page this is."""
        return self.filters.address()

    @property
    def earlier_address(self) -> str:
        return self.filters.address(page=self.filters.page - 1) if self.filters.page > 1 and self.has_rows else ""

    @property
    def start_address(self) -> str:
        """Where the list begins, for a reader who came behind its end."""
        return self.filters.address() if self.filters.page > 1 and not self.has_rows else ""


def catalogue(person: User | AnonymousUser, filters: Filters, *, at: datetime) -> Catalogue:
    """One page of what ``person`` may register for, narrowed by ``filters``."""
    found = find(person, filters, at=at)
    rows = _rows(found, person, at=at)
    is_by_day = found.filters.is_by_day
    names = names_for(found.filters, person, found.fitting, at=at)
    is_start = not (filters.is_set or filters.is_open) and filters.page == 1
    return Catalogue(
        found=found,
        days=list(_days(rows, at=at)) if is_by_day else (),
        best=() if is_by_day else rows,
        chosen=chosen_values(found.filters, names),
        saved=saved_searches(person),
        gathering=gathering_rows(found.gathering),
        follows=chosen_follows(filters.chosen, person, names),
        is_start=is_start,
        facets=facets(found.filters, person, found.fitting, names) if filters.is_open else (),
    )


def _rows(found: Found, person: User | AnonymousUser, *, at: datetime) -> list[Row]:
    own = queries.registrations_by_event(person, found.events)
    waiting = queries.waiting_by_event(found.events)
    return [
        Row(
            event=event,
            at=at,
            registration=own.get(event.pk),
            waiting=waiting.get(event.pk, 0),
            found=found,
            has_day=not found.filters.is_by_day,
        )
        for event in found.events
    ]


def _days(rows: Sequence[Row], *, at: datetime) -> Iterable[Day]:
    today = timezone.localtime(at).date()

    def day(row: Row) -> date | None:
        starts_on = timezone.localtime(row.event.starts_at).date()
        return starts_on if starts_on >= today else None

    for on, of_day in groupby(rows, key=day):
        yield Day(on=on, today=today, rows=list(of_day))
