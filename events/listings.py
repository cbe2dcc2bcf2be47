"""Events as a list shows them: when, where, who teaches, which seats.

A list is the page that is opened most, and most of what models bring along is not shown on it. So
what is shown is read with three questions, however long the list, and no model is built for it.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Count, DateTimeField, QuerySet, Window

from common.questions import Among, IsAmong, Question, Slot
from common.routes import address_of
from events.enums import EventState
from events.models import Event, Pool, Session
from events.querysets import EventQuerySet


@dataclass(frozen=True)
class ListedSession:
    """What a list says of one session: when, and where."""

    starts_at: datetime
    ends_at: datetime
    place: str
    has_link: bool


@dataclass(frozen=True)
class Sign:
    """A department as it is named beside its mark."""

    name: str
    mark: str
    is_open_mark: bool
    hue: int


@dataclass(frozen=True)
class Teacher:
    """Who is named first of those who teach; somebody from outside has no department."""

    name: str
    department: Sign | None


@dataclass(frozen=True)
class Listing:
    """One event of a list; its sessions in order."""

    pk: int
    uuid: UUID
    slug: str
    kind: str
    title: str
    state: str
    starts_at: datetime
    cover: str
    sessions: tuple[ListedSession, ...]
    teacher: Teacher | None
    pools: tuple[Pool, ...]
    series: str = ""
    series_slug: str = ""

    @property
    def series_address(self) -> str:
        """The page of the series that it belongs to; empty where it stands alone."""
        return address_of("series", self.series_slug) if self.series_slug else ""

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED

    @property
    def cover_thumb(self) -> str:
        """Where its picture is, small; empty where the cover is drawn."""
        return address_of("event-cover", self.slug, self.cover, "small") if self.cover else ""

    def get_absolute_url(self) -> str:
        """The address of the event's page."""
        return address_of("event", self.slug)


_SINCE: Any = Slot("since", DateTimeField())
_UNTIL: Any = Slot("until", DateTimeField())
_EVENT = ("pk", "uuid", "slug", "kind", "title", "state", "starts_at", "cover")
_SESSION = ("pk", "starts_at", "ends_at", "place", "join_url", "room__name", "room__location__name")
_DEPARTMENT = ("name", "mark", "is_open_mark", "hue")
_COLUMNS = (
    *_EVENT,
    "series__title",
    "series__slug",
    *(f"sessions__{name}" for name in _SESSION),
    *(f"sessions__speakers__{name}" for name in ("name", "user__name")),
    *(f"sessions__speakers__user__department__{name}" for name in _DEPARTMENT),
)


_POOLS = Question(lambda: Pool.objects.filter(event__in=Among("events")).order_by("pk"))
_PROGRAMMES = Question(
    lambda: (
        Event.objects.filter(IsAmong("pk", "events"))
        .order_by("sessions__starts_at", "sessions__pk", "sessions__speakers__position")
        .values_list(*_COLUMNS, named=True)
    )
)


@dataclass(frozen=True)
class Meeting:
    """One session of one event as a calendar shows it."""

    event: int
    slug: str
    title: str
    state: str
    starts_at: datetime
    ends_at: datetime
    place: str

    @property
    def is_cancelled(self) -> bool:
        return self.state == EventState.CANCELLED


_MEETING = ("event", "event__slug", "event__title", "event__state", "starts_at", "ends_at", "place", "room__name")
_MEETINGS = Question(
    lambda: (
        Session.objects.filter(event__in=Among("events"), starts_at__lt=_UNTIL, ends_at__gt=_SINCE)
        .order_by("starts_at", "event__title", "pk")
        .values_list(*_MEETING, named=True)
    )
)


def meetings(ids: Sequence[int], *, since: datetime, until: datetime) -> list[Meeting]:
    """Every session of these events that takes place between two moments, or is under way at one of them."""
    return [
        Meeting(
            event=row.event,
            slug=row.event__slug,
            title=row.event__title,
            state=row.event__state,
            starts_at=row.starts_at,
            ends_at=row.ends_at,
            place=row.room__name or row.place,
        )
        for row in _MEETINGS.ask(events=ids, since=since, until=until)
    ]


def with_total(events: EventQuerySet) -> QuerySet[Event, tuple[int, int]]:
    """The ids of ``events`` in their order, each with how many there are altogether."""
    return events.values_list("pk", Window(Count("pk")))


def listings(ids: Sequence[int]) -> list[Listing]:
    """The events with these ``ids``, in that order; whatever has no session is left out."""
    pools: dict[int, list[Pool]] = {pk: [] for pk in ids}
    for pool in _POOLS.ask(events=ids):
        pools[pool.event_id].append(pool)
    rows: dict[int, list[Any]] = {pk: [] for pk in ids}
    for row in _PROGRAMMES.ask(events=ids):
        rows[row.pk].append(row)
    return [_listing(rows[pk], pools[pk]) for pk in ids if rows[pk] and rows[pk][0].sessions__pk]


def _listing(rows: Sequence[Any], pools: Sequence[Pool]) -> Listing:
    """One event from its rows: one for each session and speaker."""
    sessions = {row.sessions__pk: row for row in rows}
    taught = next((row for row in rows if row.sessions__speakers__name is not None), None)
    return Listing(
        **{name: getattr(rows[0], name) for name in _EVENT},
        sessions=tuple(_session(row) for row in sessions.values()),
        teacher=_teacher(taught) if taught else None,
        pools=tuple(pools),
        series=rows[0].series__title or "",
        series_slug=rows[0].series__slug or "",
    )


def _session(row: Any) -> ListedSession:
    room, location = row.sessions__room__name, row.sessions__room__location__name
    return ListedSession(
        starts_at=row.sessions__starts_at,
        ends_at=row.sessions__ends_at,
        place=f"{room}, {location}" if room else row.sessions__place,
        has_link=bool(row.sessions__join_url),
    )


def _teacher(row: Any) -> Teacher:
    name = row.sessions__speakers__user__name or row.sessions__speakers__name
    sign = {field: getattr(row, f"sessions__speakers__user__department__{field}") for field in _DEPARTMENT}
    return Teacher(name, Sign(**sign) if sign["name"] else None)
