"""Reads that do not chain."""

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import count
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.db.models import BigIntegerField, Count, DateTimeField, Q, QuerySet
from django.utils.text import slugify

from accounts import queries as people
from accounts.models import Department, User
from common.questions import Question, Slot, attach
from events.enums import Audience, EventState, PoolKind
from events.facets import FACETS, Index
from events.models import Enquiry, Event, Minimum, Pool, Room, SavedSearch, Session, Speaker, Topic

_SESSIONS = Question(
    lambda: (
        Session.objects.filter(event=Slot("event", BigIntegerField()))
        .select_related("room__location")
        .order_by("starts_at", "pk")
    )
)
_SPEAKERS = Question(
    lambda: (
        Speaker.objects.filter(session__event=Slot("event", BigIntegerField()))
        .select_related("user__department")
        .order_by("position")
    )
)


def attach_programme(event: Event) -> Event:
    """``event`` with its sessions, where they are and who teaches, as with_programme() brings them."""
    sessions = _SESSIONS.ask(event=event.pk)
    speakers: dict[int, list[Speaker]] = defaultdict(list)
    for speaker in _SPEAKERS.ask(event=event.pk):
        speakers[speaker.session_id].append(speaker)
    attach([event], "sessions", {event.pk: sessions})
    attach(sessions, "speakers", speakers)
    return event


_POOLS = Question(lambda: Pool.objects.filter(event=Slot("event", BigIntegerField())).order_by("pk"))
_UIDS = Question(
    lambda: Session.objects.filter(event=Slot("event", BigIntegerField())).order_by("pk").values_list("uid", flat=True)
)


def pools_of(event: Event) -> list[Pool]:
    """The pools of ``event`` as they are now."""
    return _POOLS.ask(event=event.pk)


def uids_of(event: Event) -> list[str]:
    """The UIDs of the sessions of ``event``."""
    return _UIDS.ask(event=event.pk)


def zone_of(event: Event) -> str:
    """The time zone of the first session; empty where there is none."""
    return event.sessions.order_by("starts_at", "pk").values_list("zone", flat=True).first() or ""


def invited_departments(event: Event) -> set[int] | None:
    """Ids of the departments whose people may register; None where every colleague may.

    An invitation to a department reaches those below it.
    """
    if event.audience != Audience.DEPARTMENTS:
        return None
    invited = set(event.departments.values_list("pk", flat=True))
    lines = people.ancestry(Department.objects.values_list("pk", "parent_id"))
    return {pk for pk, line in lines.items() if invited.intersection(line)}


@dataclass(frozen=True)
class TightRoom:
    """A room that has fewer seats than an event offers in it."""

    room: Room
    offered: int


def tight_rooms(event: Event) -> list[TightRoom]:
    """Rooms of ``event`` that are too small for its seats; each once, in the order of its sessions."""
    offered = [pool.capacity for pool in event.pools.all() if pool.kind == PoolKind.ROOM]
    if not offered or offered[0] is None:
        return []
    sessions = sorted(event.sessions.all(), key=lambda session: (session.starts_at, session.pk))
    rooms = dict.fromkeys(session.room for session in sessions if session.room)
    return [TightRoom(room, offered[0]) for room in rooms if room.capacity < offered[0]]


_AT: Any = Slot("at", DateTimeField())
_COMING = Question(
    lambda: Event.objects.upcoming(at=_AT).order_by().values_list("pk", "host_department", "kind", "language")
)
_TOPICS = Question(
    lambda: Event.topics.through.objects.filter(event__ends_at__gt=_AT).values_list("event", "topic__key")
)
_OFFERED = Question(
    lambda: Pool.objects.filter(event__ends_at__gt=_AT).exclude(capacity=0).values_list("event", "kind")
)
_PLACES = Question(
    lambda: Session.objects.filter(event__ends_at__gt=_AT).values_list("event", "starts_at", "room__location")
)


def facet_index(*, at: datetime, spans: Mapping[str, tuple[datetime, datetime]]) -> Index:
    """By which facets what is to come can be found: for each facet and value the ids of the events.

    Of every event, whoever may see it: the reader's own are picked out of it afterwards. ``spans``
    are the stretches of time that have a name. A department stands for those below it too.
    """
    found: dict[str, dict[str, set[int]]] = {name: defaultdict(set) for name in FACETS}
    above = people.keys_above()
    for pk, host, kind, language in _COMING.ask(at=at):
        found["kind"][kind].add(pk)
        found["language"][language].add(pk)
        for key in above.get(host, ()):
            found["host"][key].add(pk)
    for pk, topic in _TOPICS.ask(at=at):
        found["topic"][topic].add(pk)
    for pk, kind in _OFFERED.ask(at=at):
        found["format"][kind].add(pk)
    for pk, begins, location in _PLACES.ask(at=at):
        if location:
            found["location"][str(location)].add(pk)
        for name, (start, end) in spans.items():
            if start <= begins < end:
                found["date"][name].add(pk)
    return found


_SAVED = Question(lambda: SavedSearch.objects.filter(user=Slot("user", BigIntegerField())).order_by("name"))


def saved_searches(user: User | AnonymousUser) -> list[SavedSearch]:
    """What ``user`` looks for again and again, by name."""
    return _SAVED.ask(user=user.pk) if isinstance(user, User) else []


def rooms_for(event: Event | None) -> QuerySet[Room]:
    """The rooms that may be chosen: those that are offered, and those in which ``event`` is planned already."""
    offered = Q(is_offered=True)
    if event is not None:
        offered |= Q(pk__in=event.sessions.exclude(room=None).values("room"))
    return Room.objects.filter(offered).select_related("location").order_by("location__name", "name")


def events_to_need(person: User, event: Event | None) -> QuerySet[Event]:
    """Events that ``person`` may name as one to have been at before ``event``; what it names already stays."""
    visible = Event.objects.visible_to(person).exclude(state=EventState.CANCELLED)
    known = event.needs.values("pk") if event else Event.objects.none().values("pk")
    return Event.objects.filter(Q(pk__in=visible.values("pk")) | Q(pk__in=known))


def needs_of(event: Event) -> list[Event]:
    """The events at which people must have been before ``event``, in the order of time."""
    return list(event.needs.order_by("starts_at", "pk"))


def minimum_of(event: Event) -> Minimum | None:
    """How many have to come to ``event``, as it is now; None where it always takes place."""
    return Minimum.objects.filter(event=event).first()


def minimum_at_hand(event: Event) -> Minimum | None:
    """The same as it was when the event was fetched."""
    return getattr(event, "minimum", None)  # an event without one has no such attribute


def due_for_a_verdict(*, at: datetime) -> QuerySet[Event]:
    """Published events about which it is time to say whether they take place."""
    due = Minimum.objects.filter(verdict="", decide_at__lte=at).values("event")
    return Event.objects.filter(pk__in=due, state=EventState.PUBLISHED, starts_at__gt=at).order_by("pk")


def free_topic_key(name: str) -> str:
    """The key of a new topic, made of its name."""
    key = slugify(name)[:50].strip("-") or "topic"
    taken = set(Topic.objects.filter(key__startswith=key).values_list("key", flat=True))
    numbered = (f"{key}-{number}" for number in count(2))
    return key if key not in taken else next(each for each in numbered if each not in taken)


def questions_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many questions wait for an answer, by the event's id."""
    rows = Enquiry.objects.waiting().filter(event__in=[event.pk for event in events])
    return dict(rows.values_list("event").annotate(number=Count("pk")).order_by())
