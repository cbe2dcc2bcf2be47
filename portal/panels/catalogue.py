"""The catalogue: what is to come, day by day in the reader's zone."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from functools import cached_property
from itertools import groupby
from urllib.parse import urlencode

from django.contrib.auth.models import AnonymousUser
from django.contrib.humanize.templatetags.humanize import ordinal
from django.db.models import Count, Max
from django.http import QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from accounts.models import Department, User
from common import search
from events.models import Event, Pool, Session, Speaker, unique_speakers
from events.querysets import EventQuerySet
from registrations import queries
from registrations.models import Registration

PAGE = 50


@dataclass(frozen=True, kw_only=True)
class Filters:
    """What somebody looks for, as it stands in the address."""

    text: str = ""
    free: bool = False
    online: bool = False
    hosts: tuple[str, ...] = ()
    page: int = 1

    @classmethod
    def from_query(cls, query: QueryDict) -> "Filters":
        """What the address says; nonsense in it is passed over."""
        page = query.get("page", "")
        return cls(
            text=search.term(query.get("q", "")),
            free=bool(query.get("free")),
            online=bool(query.get("online")),
            hosts=tuple(sorted({host for host in query.getlist("host") if "\x00" not in host})),
            page=max(int(page), 1) if page.isdecimal() and len(page) < 6 else 1,  # noqa: PLR2004  # digits, not meaning
        )

    def address(self, **changes: object) -> str:
        """The same search with ``changes``, from its first page on."""
        changed = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # names of our own fields
        pairs = [("q", changed.text)] if changed.text else []
        pairs += [(name, "1") for name in ("free", "online") if getattr(changed, name)]
        pairs += [("host", host) for host in changed.hosts]
        pairs += [("page", str(changed.page))] if changed.page > 1 else []
        return f"?{urlencode(pairs)}"

    def toggled_host(self, key: str) -> str:
        """The same search with or without what ``key`` hosts."""
        return self.address(hosts=tuple(sorted({*self.hosts} ^ {key})))

    @property
    def hidden(self) -> list[tuple[str, str]]:
        """What the search field carries along."""
        flags = [(name, "1") for name in ("free", "online") if getattr(self, name)]
        return flags + [("host", host) for host in self.hosts]

    @property
    def is_set(self) -> bool:
        """Whether anything is looked for."""
        return bool(self.text or self.free or self.online or self.hosts)

    def narrow(self, events: EventQuerySet, *, at: datetime) -> EventQuerySet:
        """Those of ``events`` that fit."""
        if self.text:
            events = events.matching(self.text)
        if self.free:
            events = events.with_free_seats(at=at)
        if self.online:
            events = events.online()
        if self.hosts:
            events = events.filter(host_department__key__in=self.hosts)
        return events


@dataclass(frozen=True, kw_only=True)
class Row:
    """One event of the list."""

    event: Event
    at: datetime
    registration: Registration | None
    waiting: int

    @cached_property
    def sessions(self) -> list[Session]:
        """The programme, in order."""
        return list(self.event.sessions.all())

    @property
    def session(self) -> Session:
        """The one under way or next."""
        return next((session for session in self.sessions if session.ends_at > self.at), self.sessions[-1])

    @property
    def place(self) -> str:
        """Where, in a few words."""
        place, is_online = self.session.place_name, bool(self.session.join_url)
        if place and is_online:
            return _("%(place)s, and online") % {"place": place}
        return place or _("Online")

    @property
    def speaker(self) -> Speaker | None:
        """Who is named first."""
        return next(iter(unique_speakers(self.sessions)), None)

    @property
    def speaker_line(self) -> str:
        """Like "Ines Okafor, Finance"."""
        speaker = self.speaker
        if speaker is None or speaker.user is None or speaker.user.department is None:
            return str(speaker or "")
        return _("%(name)s, %(department)s") % {"name": speaker.user.name, "department": speaker.user.department.name}

    @property
    def department(self) -> Department | None:
        """Where the first-named speaker belongs."""
        return self.speaker.user.department if self.speaker and self.speaker.user else None

    @property
    def kinds(self) -> int:
        """How many kinds of seats are offered."""
        return sum(pool.capacity != 0 for pool in self.event.pools.all())

    @property
    def dates(self) -> str:
        """All days of several sessions, shortly."""
        days = [timezone.localtime(session.starts_at) for session in self.sessions]
        return ", ".join(date_format(day, "SHORT_DAY_FORMAT") for day in days[:4]) + (", …" if len(days) > 4 else "")  # noqa: PLR2004

    @property
    def is_begun(self) -> bool:
        """Whether it is too late to register."""
        return self.event.has_started(self.at)

    @property
    def pool(self) -> Pool | None:
        """The seats the line tells of: those with most left."""
        pools = [pool for pool in self.event.pools.all() if pool.capacity != 0]
        return max(pools, key=lambda pool: (pool.capacity is None, pool.seats_left or 0), default=None)

    @property
    def in_line(self) -> str:
        """The reader's place in the waiting list, like "4th"."""
        place = self.registration.place if self.registration else None
        return str(ordinal(place)) if place else ""


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
class Host:
    """A department that hosts something to come."""

    department: Department
    is_chosen: bool
    address: str


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """The page of the catalogue."""

    filters: Filters
    days: Sequence[Day]
    hosts: Sequence[Host]
    total: int
    last_at: datetime | None
    has_more: bool

    @property
    def free_address(self) -> str:
        return self.filters.address(free=not self.filters.free)

    @property
    def online_address(self) -> str:
        return self.filters.address(online=not self.filters.online)

    @property
    def more_address(self) -> str:
        return self.filters.address(page=self.filters.page + 1)

    @property
    def earlier_address(self) -> str:
        return self.filters.address(page=self.filters.page - 1) if self.filters.page > 1 else ""


def catalogue(person: User | AnonymousUser, filters: Filters, *, at: datetime) -> Catalogue:
    """One page of what ``person`` may register for, narrowed by ``filters``."""
    visible = queries.visible_events(person).upcoming(at=at)
    groups = _hosts(visible)
    first = (filters.page - 1) * PAGE
    found = list(filters.narrow(visible, at=at).with_programme()[first : first + PAGE + 1])
    events = found[:PAGE]
    return Catalogue(
        filters=filters,
        days=list(_days(events, at=at, own=queries.registrations_by_event(person, events))),
        hosts=_chips(groups, filters),
        total=sum(count for _department, count, _last in groups),
        last_at=max((last for _department, _count, last in groups), default=None),
        has_more=len(found) > PAGE,
    )


def _hosts(visible: EventQuerySet) -> list[tuple[Department | None, int, datetime]]:
    """Who hosts what is to come, how much, and until when."""
    names = ("pk", "key", "name", "mark", "is_open_mark", "hue")
    rows = (
        visible.order_by("host_department__name")
        .values(*(f"host_department__{name}" for name in names))
        .annotate(number=Count("pk"), last=Max("starts_at"))
    )
    return [
        (_department({name: row[f"host_department__{name}"] for name in names}), row["number"], row["last"])
        for row in rows
    ]


def _department(values: Mapping[str, object]) -> Department | None:
    return Department(**values) if values["pk"] else None


def _chips(groups: Iterable[tuple[Department | None, int, datetime]], filters: Filters) -> list[Host]:
    return [
        Host(
            department=department,
            is_chosen=department.key in filters.hosts,
            address=filters.toggled_host(department.key),
        )
        for department, _count, _last in groups
        if department
    ]


def _days(events: Sequence[Event], *, at: datetime, own: Mapping[int, Registration]) -> Iterable[Day]:
    waiting = queries.waiting_by_event(events)
    today = timezone.localtime(at).date()
    rows = [
        Row(event=event, at=at, registration=own.get(event.pk), waiting=waiting.get(event.pk, 0)) for event in events
    ]

    def day(row: Row) -> date | None:
        starts_on = timezone.localtime(row.event.starts_at).date()
        return starts_on if starts_on >= today else None

    for on, of_day in groupby(rows, key=day):
        yield Day(on=on, today=today, rows=list(of_day))
