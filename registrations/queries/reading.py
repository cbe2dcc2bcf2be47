"""Events as one person meets them: which they may read about, where they stand, who else comes.

The pages of the catalogue and of an event ask these with every visit, so they are written once.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import (
    CharField,
    Count,
    DateTimeField,
    Exists,
    FilteredRelation,
    OuterRef,
    Subquery,
)

from accounts.models import Coordinator, User
from accounts.queries import reach_of
from common.questions import Among, Question, Slot, Unindexed, attach
from events.enums import PoolKind
from events.listings import Listing
from events.models import Event, Pool, Role, Session
from events.queries import attach_programme
from events.querysets import EventQuerySet
from registrations.models import Draw, Registration, SeatHold
from registrations.queries.holds import holds_by_pool
from registrations.queries.shares import Kept, Share, shares
from registrations.queries.visibility import Reader, events_between, kind_of, reach, visible_events
from registrations.querysets import RegistrationQuerySet


@dataclass(frozen=True)
class Offer:
    """The seats of one kind, and how many wait for them."""

    pool: Pool
    waiting: int
    held: Sequence[SeatHold] = ()
    share: Share | None = None

    @property
    def kept(self) -> list[SeatHold | Kept]:
        """Everything that is held: by coordinators without a name, and by rules for departments."""
        return [*self.held, *(self.share.floors if self.share else ())]

    @property
    def taken(self) -> int:
        """How many are somebody's; what coordinators hold has no name yet."""
        return self.pool.seats_taken - sum(hold.seats for hold in self.held)


_AT: Any = Slot("at", DateTimeField())
# Apart, because each has an index that leads to its first rows: together they would read all that is to come.
_UNDER_WAY = Question(
    lambda kind: (
        reach(kind)
        .upcoming(at=_AT)
        .alias(begun=Unindexed("starts_at"))
        .filter(begun__lte=_AT)
        .order_by("begun", "pk")
        .values_list("pk", flat=True)
    )
)
_TO_BEGIN = Question(
    lambda kind, number: (
        reach(kind)
        .listed()
        .filter(starts_at__gt=_AT)
        .filter(published_at__isnull=False)
        .order_by("starts_at", "pk")
        .values_list("pk", flat=True)[:number]
    )
)


_GATHERING = Question(
    lambda kind, number: (
        reach(kind).gathering().with_interest_of(Slot("user")).select_related("host_department")[:number]
    )
)


@dataclass(frozen=True)
class Beginning:
    """What the catalogue begins with: ids of what comes soonest, and the newest that gathers interest."""

    ids: list[int]
    gathering: Sequence[Event]


def first_to_come(user: Reader, *, at: datetime, number: int, gathering: int = 0) -> Beginning:
    """The first ``number`` of visible_events() that are not over, and ``gathering`` of those that gather interest."""
    kind = kind_of(user)
    if not kind:
        visible = visible_events(user)
        new = visible.gathering().with_interest_of(None).select_related("host_department")[:gathering]
        return Beginning(list(visible.upcoming(at=at).values_list("pk", flat=True)[:number]), list(new))
    reader = {"user": user.pk, "at": at, **reach_of(user)}  # type: ignore[arg-type]
    ids = _UNDER_WAY.ask(kind, **reader) + _TO_BEGIN.ask(kind, number, **reader)
    return Beginning(ids[:number], _GATHERING.ask(kind, gathering, **reader) if gathering else ())


_SINCE: Any = Slot("since", DateTimeField())
_UNTIL: Any = Slot("until", DateTimeField())
_ALL_TO_COME = Question(lambda kind: reach(kind).upcoming(at=_AT).values_list("pk", flat=True))
_BETWEEN = Question(
    lambda kind: (
        reach(kind)
        .listed()
        .filter(published_at__isnull=False)
        .held_between(_SINCE, _UNTIL)
        .order_by("starts_at", "pk")
        .values_list("pk", flat=True)
    )
)


def all_to_come(user: Reader, *, at: datetime) -> list[int]:
    """Ids of all of visible_events() that are not over, soonest first."""
    kind = kind_of(user)
    if not kind:
        return list(visible_events(user).upcoming(at=at).values_list("pk", flat=True))
    return _ALL_TO_COME.ask(kind, user=user.pk, at=at, **reach_of(user))  # type: ignore[arg-type]


def all_between(user: Reader, since: datetime, until: datetime) -> list[int]:
    """Ids of events_between(), soonest first."""
    kind = kind_of(user)
    if not kind:
        return list(events_between(user, since, until).order_by("starts_at", "pk").values_list("pk", flat=True))
    return _BETWEEN.ask(kind, user=user.pk, since=since, until=until, **reach_of(user))  # type: ignore[arg-type]


_WAIT = Registration.objects.waiting().order_by().values("pool").annotate(number=Count("pk")).values("number")
_IS_HELD = SeatHold.objects.standing()
_OF_READER: dict[str, Any] = {
    "in_team": Exists(Role.objects.filter(event=OuterRef("pk"), user=Slot("user"))),
    "by_coordinator": Exists(Coordinator.objects.filter(user=Slot("user"))),
    "has_place": Exists(Registration.objects.filter(event=OuterRef("pk"), user=Slot("user"))),
    # Roughly, by the first beginning and the last end: who asks for the clashes themselves is told exactly.
    "may_clash": Exists(
        Registration.objects.filter(
            user=Slot("user"),
            event__sessions__starts_at__lt=OuterRef("ends_at"),
            event__sessions__ends_at__gt=OuterRef("starts_at"),
        )
        .seated()
        .exclude(event=OuterRef("pk"))
    ),
}
_OF_SEATS: dict[str, Any] = {
    "waiting": Subquery(_WAIT.filter(event=OuterRef("pk"), pool=OuterRef("seats"))),
    "is_held": Exists(_IS_HELD.filter(pool=OuterRef("seats"))),
}
_SHOWN: Any = ("host_department", "minimum", "series", "seats")
# A row for each of its pools, with the event again: there are two at most.
_EVENT = Question(
    lambda kind: (
        reach(kind)
        .filter(slug=Slot("slug", CharField()))
        .annotate(seats=FilteredRelation("pools"))
        .select_related(*_SHOWN)
        .annotate(**_OF_READER, **_OF_SEATS)
        .order_by("seats__pk")
    )
)


def readable_event(user: Reader, slug: str) -> Event | None:
    """The event at that address with the reader's rights, if they may read about it."""
    kind = kind_of(user)
    if not kind:
        return (
            visible_events(user)
            .select_related("host_department", "minimum", "series")
            .with_rights_of(user)
            .filter(slug=slug)
            .first()
        )
    # Most events are open to all: who somebody is matters only where that decides.
    found = _EVENT.ask("staff" if kind == "staff" else "open", slug=slug, user=user.pk)
    if not found and kind == "colleague":
        found = _EVENT.ask(kind, slug=slug, user=user.pk, **reach_of(user))  # type: ignore[arg-type]
    for event in found:
        event.in_team = event.in_team or kind == "staff"
        attach([event], "pools", {event.pk: _offered(found)})
        return event
    return None


def _offered(rows: Iterable[Any]) -> list[Any]:
    """The pools that came with an event, each with how many wait, and whether a coordinator holds seats."""
    found = []
    for row in rows:
        if pool := getattr(row, "seats", None):
            pool.waiting, pool.is_held = row.waiting, row.is_held
            found.append(pool)
    return found


def visible_event(user: Reader, slug: str) -> Event | None:
    """The same with its programme: when, where and who teaches."""
    event = readable_event(user, slug)
    return attach_programme(event) if event else None


def fitting(events: EventQuerySet, user: Reader) -> EventQuerySet:
    """Those of ``events`` that overlap with nothing else for which ``user`` has a seat."""
    seated = Registration.objects.of(user).seated().values("event")
    own = Session.objects.filter(event__in=seated, starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at"))
    taken = Session.objects.filter(Exists(own.exclude(event=OuterRef("event"))))
    return events.exclude(pk__in=taken.values("event"))


_OWN = Question(
    lambda: (
        Registration.objects.filter(user=Slot("user"), event=Slot("event"))
        .with_grouped()
        .select_related("pool")
        .order_by("-pk")[:1]
    )
)


def registration_of(user: Reader, event: Event) -> Registration | None:
    """The latest registration of ``user`` for ``event``, live or ended, with its place in line."""
    if not isinstance(user, User) or not getattr(event, "has_place", True):
        return None
    for registration in _OWN.ask(user=user.pk, event=event.pk):
        registration.event = event
        registration.place = position(registration) if registration.is_waiting else None
        return registration
    return None


_LIVE = Question(lambda: Registration.objects.filter(user=Slot("user"), event__in=Among("events")).live())


_LIVE_IN_LINE = Question(
    lambda: Registration.objects.filter(user=Slot("user"), event__in=Among("events")).live().with_place()
)


def live_registration(user: User, event: Event) -> Registration | None:
    """The one registration of ``user`` for ``event`` that has a seat or may lead to one."""
    return next(iter(_LIVE.ask(user=user.pk, events=[event.pk])), None)


def registrations_by_event(user: Reader, events: Collection[Event | Listing]) -> Mapping[int, Registration]:
    """The live registrations of ``user`` for ``events``, by the event's id, with their places in line."""
    if not isinstance(user, User):
        return {}
    return {row.event_id: row for row in _LIVE_IN_LINE.ask(user=user.pk, events=[event.pk for event in events])}


def standing_by_event(user: Reader, events: Collection[int]) -> dict[int, str]:
    """How ``user`` stands at the events with these ids where they have a seat or may get one, by the event's id."""
    if not isinstance(user, User):
        return {}
    return {row.event_id: row.status for row in _LIVE.ask(user=user.pk, events=events)}


def give_places(registrations: Iterable[Registration]) -> None:
    """Let each say its place in line; asks only where somebody waits, and few wait for much."""
    waiting = []
    for row in registrations:
        row.place = None
        if row.is_waiting:
            waiting.append(row)
    if waiting:
        places = _places(Registration.objects.filter(pool__in=[row.pool_id for row in waiting]))
        for row in waiting:
            row.place = places[row.pk]


def position(registration: Registration) -> int:
    """The place in the waiting list; the first in line is 1."""
    return Registration.objects.for_event(registration.event).ahead_of(registration).count() + 1


_OFFERS = Question(
    lambda: (
        Pool.objects.filter(event=Slot("event"))
        .annotate(
            waiting=Subquery(_WAIT.filter(event=Slot("event"), pool=OuterRef("pk"))),
            is_held=Exists(_IS_HELD.filter(pool=OuterRef("pk"))),
        )
        .order_by("pk")
    )
)


def offers(event: Event, *, at: datetime, department: int | None = None) -> list[Offer]:
    """The seats of ``event`` by kind, as somebody of ``department`` meets them: who waits, and what is held."""
    rows: list[Any] = list(event.pools.all()) if hasattr(event, "has_place") else _OFFERS.ask(event=event.pk)
    held = holds_by_pool(event) if any(pool.is_held for pool in rows) else {}
    shared = shares(event, rows, department=department, at=at)
    return [
        Offer(pool, pool.waiting or 0, held.get(pool.pk, ()), shared.get(pool.pk))
        for pool in sorted(rows, key=lambda row: PoolKind.values.index(row.kind))
    ]


_WAITING = Question(
    lambda: (
        Registration.objects.filter(event__in=Among("events"))
        .waiting()
        .values_list("event")
        .annotate(number=Count("pk"))
        .order_by()
    )
)


def waiting_by_event(events: Collection[Event | Listing]) -> dict[int, int]:
    """How many wait, by the event's id."""
    return dict(_WAITING.ask(events=[event.pk for event in events]))


def places_in_line(event: Event) -> dict[int, int]:
    """The place of everybody who waits, by the registration's id; each kind of seat has its own line."""
    return _places(Registration.objects.for_event(event))


def _places(registrations: RegistrationQuerySet) -> dict[int, int]:
    places: dict[int, int] = {}
    last: dict[int, int] = {}
    for pk, pool in registrations.waiting_in_order().values_list("pk", "pool"):
        places[pk] = last[pool] = last.get(pool, 0) + 1
    return places


def is_drawn_and_published(event: Event) -> bool:
    """Whether the seats of ``event`` were drawn and everybody has been told."""
    return Draw.objects.filter(event=event, published_at__isnull=False).exists()


_CLASHES = Question(
    lambda: (
        Event.objects.filter(
            pk__in=Session.objects.filter(
                Exists(
                    Session.objects.filter(
                        event=Slot("event"), starts_at__lt=OuterRef("ends_at"), ends_at__gt=OuterRef("starts_at")
                    )
                ),
                event__in=Registration.objects.filter(user=Slot("user")).seated().values("event"),
            ).values("event")
        )
        .exclude(pk=Slot("event"))
        .order_by("starts_at")
    )
)


def clashes(user: User, event: Event) -> list[Event]:
    """Other events at which ``user`` has a seat while ``event`` takes place."""
    return _CLASHES.ask(user=user.pk, event=event.pk) if getattr(event, "may_clash", True) else []
