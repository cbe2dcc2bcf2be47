"""The organiser's desk: my events by where they stand, and what needs me."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import Q

from accounts.models import User
from events.enums import EDITING, EventState, PoolKind
from events.models import Event, Pool, Session
from portal.panels.needs import Need, needs_of
from portal.panels.schedule import Schedule, event_state
from registrations.queries import waiting_by_event

PAST_PER_PAGE = 20


@dataclass(frozen=True, kw_only=True)
class DeskRow:
    """One event on the desk."""

    event: Event
    state: str
    schedule: Schedule
    pools: list[Pool]
    waiting: int
    is_editor: bool
    needs: list[Need]


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the desk shows."""

    drafts: list[DeskRow]
    upcoming: list[DeskRow]
    past: Page[Event]
    past_rows: list[DeskRow]

    @property
    def is_empty(self) -> bool:
        """Whether this person organises nothing yet."""
        return not (self.drafts or self.upcoming or self.past_rows)


def desk(user: User, *, page: str, at: datetime) -> Desk:
    """The desk of ``user``; the past comes in pages."""
    mine = Event.objects.organised_by(user).prefetch_related(*DESK_ROW)
    drafts = list(mine.filter(state=EventState.DRAFT).order_by("-changed_at", "-pk"))
    upcoming = list(mine.filter(state=EventState.PUBLISHED, ends_at__gt=at).order_by("starts_at", "pk"))
    over = mine.filter(Q(state=EventState.PUBLISHED, ends_at__lte=at) | Q(state=EventState.CANCELLED))
    past = Paginator(over.order_by("-starts_at", "-pk"), PAST_PER_PAGE).get_page(page)
    row = _rows([*drafts, *upcoming, *past], user, at=at)
    return Desk(
        drafts=[row[event.pk] for event in drafts],
        upcoming=[row[event.pk] for event in upcoming],
        past=past,
        past_rows=[row[event.pk] for event in past],
    )


DESK_ROW = ("sessions__room__location", "pools")


def _rows(events: Iterable[Event], user: User, *, at: datetime) -> dict[int, DeskRow]:
    events = list(events)
    waiting = waiting_by_event(events)
    edited = set(Event.objects.filter(roles__user=user, roles__kind__in=EDITING).values_list("pk", flat=True))
    needs = needs_of(events, at=at)
    return {
        event.pk: DeskRow(
            event=event,
            state=event_state(event, at=at),
            schedule=Schedule.of(_sessions(event)),
            pools=sorted(event.pools.all(), key=lambda pool: PoolKind.values.index(pool.kind)),
            waiting=waiting.get(event.pk, 0),
            is_editor=event.pk in edited,
            needs=[need for need in needs[event.pk] if need.is_for_helpers or event.pk in edited],
        )
        for event in events
    }


def _sessions(event: Event) -> list[Session]:
    return sorted(event.sessions.all(), key=lambda session: (session.starts_at, session.pk))
