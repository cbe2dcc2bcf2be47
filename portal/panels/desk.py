"""The organiser's desk: my events by where they stand, and what needs me."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.paginator import Page, Paginator
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils.translation import gettext as _

from accounts import queries as people
from accounts.models import User
from common import tables
from common.components.drawings import STATES
from common.tables import Column, Description, Filter, Table
from events.enums import EDITING, UNDATED, EventState, PoolKind, Stand
from events.models import Event, Pool, Review, Session
from events.querysets import EventQuerySet
from portal.panels.needs import Need, needs_of
from portal.panels.schedule import Schedule, event_state
from registrations.queries import waiting_by_event

PAST_PER_PAGE = 20
AT_HAND = [stand.value for stand in Stand if stand != Stand.ARCHIVED]


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
    """What the desk shows: three sections, or what was looked for."""

    table: Table[Event]
    found: list[DeskRow] | None
    drafts: list[DeskRow]
    upcoming: list[DeskRow]
    past: Page[Event]
    past_rows: list[DeskRow]
    to_review: int = 0
    has_departments: bool = False  # whose reports and figures they may see

    @property
    def archived(self) -> int:
        """How many were put out of the way."""
        choices = next(each for each in self.table.filters if each.name == "state").choices
        return next((one.count for one in choices if one.value == Stand.ARCHIVED), 0)

    @property
    def is_empty(self) -> bool:
        """Whether this person organises nothing yet."""
        return self.table.is_empty


def desk(user: User, *, asked: Mapping[str, str], at: datetime) -> Desk:
    """The desk of ``user``; the past comes in pages. Who searches, filters or sorts gets one list."""
    mine = Event.objects.organised_by(user).select_related("minimum").prefetch_related(*DESK_ROW)
    table = tables.read(_description(at), mine.with_stand(at=at), asked=asked)
    at_hand = mine.at_hand()
    is_found = table.is_narrowed or table.sort != table.description.order
    drafts = [] if is_found else list(at_hand.filter(state__in=UNDATED).order_by("-changed_at", "-pk"))
    upcoming = at_hand.filter(state=EventState.PUBLISHED, ends_at__gt=at).order_by("starts_at", "pk")
    over = at_hand.filter(Q(state=EventState.PUBLISHED, ends_at__lte=at) | Q(state=EventState.CANCELLED))
    past = Paginator(over.order_by(F("starts_at").desc(nulls_last=True), "-pk"), PAST_PER_PAGE).get_page(
        asked.get("page")
    )
    coming, gone = ([], []) if is_found else (list(upcoming), list(past))
    row = _rows([*drafts, *coming, *gone, *(table.page if is_found else [])], user, at=at)
    return Desk(
        table=table,
        found=[row[event.pk] for event in table.page] if is_found else None,
        drafts=[row[event.pk] for event in drafts],
        upcoming=[row[event.pk] for event in coming],
        past=past,
        past_rows=[row[event.pk] for event in gone],
        to_review=Review.objects.waiting().decided_by(user).count(),
        has_departments=user.is_staff or bool(people.departments_looked_after(user)),
    )


def _description(at: datetime) -> Description[Event]:
    columns: list[Column[Event]] = [
        Column(name="title", label=_("Title"), value=lambda event: event.title, order=(Lower("title"),)),
        Column(name="kind", label=_("Kind"), value=lambda event: str(event.get_kind_display()), order=("kind",)),
        Column(name="state", label=_("State"), value=lambda event: str(STATES[event_state(event, at=at)])),
        Column(
            name="starts",
            label=_("Starts"),
            value=lambda event: event.starts_at,
            order=(F("starts_at").asc(nulls_last=True),),
            kind="moment",
        ),
        Column(name="ends", label=_("Ends"), value=lambda event: event.ends_at, kind="moment"),
        Column(name="seats", label=_("Seats"), value=_seats, kind="number"),
        Column(
            name="taken",
            label=_("Seats taken"),
            value=lambda event: sum(pool.seats_taken for pool in event.pools.all()),
            kind="number",
        ),
    ]
    stands = [(stand, str(stand.label)) for stand in Stand]
    return Description(
        title=_("Your events"),
        columns=columns,
        order="-starts",
        filters=[
            Filter(
                name="state", label=_("States"), field="stand", choices=stands, everything=_("All"), standing=AT_HAND
            )
        ],
        search_label=_("Title, speaker or topic"),
        matching=EventQuerySet.matching,
        per_page=PAST_PER_PAGE,
    )


def _seats(event: Event) -> int | None:
    """How many are offered; None without a limit."""
    capacities = [pool.capacity for pool in event.pools.all()]
    return None if None in capacities else sum(capacity or 0 for capacity in capacities)


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
