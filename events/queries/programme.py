"""What an event consists of: sessions, speakers, seats, rooms."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet

from accounts import queries as people
from common.questions import Question, Slot, attach
from events.enums import Audience, PoolKind
from events.models import Event, Pool, Room, Session, Speaker

_SHOWN: Any = (
    "room__location",
    "teacher__user__department",
    "teacher__user__speaker_profile",
    "teacher__guest__speaker_profile",
)
# A row for each speaker, with the session again.
_PROGRAMME = Question(
    lambda: (
        Session.objects.filter(event=Slot("event"))
        .annotate(teacher=FilteredRelation("speakers"))
        .select_related(*_SHOWN)
        .order_by("starts_at", "pk", "teacher__position")
    )
)


def attach_programme(event: Event) -> Event:
    """``event`` with its sessions, where they are and who teaches, as with_programme() brings them."""
    sessions: dict[int, Session] = {}
    speakers: dict[int, list[Speaker]] = defaultdict(list)
    for row in _PROGRAMME.ask(event=event.pk):
        sessions.setdefault(row.pk, row)
        if speaker := getattr(row, "teacher", None):
            speakers[row.pk].append(speaker)
    attach([event], "sessions", {event.pk: list(sessions.values())})
    attach(sessions.values(), "speakers", speakers)
    return event


_EQUIPMENT = Question(
    lambda: (
        Room.equipment.through.objects.filter(room__sessions__event=Slot("event"))
        .order_by("equipment__name")
        .values_list("room", "equipment__name")
        .distinct()
    )
)


def equipment_at(event: Event) -> dict[int, list[str]]:
    """What stands in the rooms of ``event``, by the room's id; nothing is asked where it has none."""
    found: dict[int, list[str]] = defaultdict(list)
    if any(session.room_id for session in event.sessions.all()):
        for room, name in _EQUIPMENT.ask(event=event.pk):
            found[room].append(name)
    return found


_POOLS = Question(lambda: Pool.objects.filter(event=Slot("event")).order_by("pk"))
_UIDS = Question(lambda: Session.objects.filter(event=Slot("event")).order_by("pk").values_list("uid", flat=True))


def pools_of(event: Event) -> list[Pool]:
    """The pools of ``event`` as they are now."""
    return _POOLS.ask(event=event.pk)


def uids_of(event: Event) -> list[str]:
    """The UIDs of the sessions of ``event``."""
    return _UIDS.ask(event=event.pk)


def programmes_of(events: Iterable[Event]) -> dict[int, list[Session]]:
    """The sessions of each of these, in their order, by the event's id."""
    found: dict[int, list[Session]] = {event.pk: [] for event in events}
    for session in Session.objects.filter(event__in=found).order_by("starts_at", "pk"):
        found[session.event_id].append(session)
    return found


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
    return {pk for pk, line in people.department_lines().items() if invited.intersection(line)}


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


def rooms_for(event: Event | None) -> QuerySet[Room]:
    """The rooms that may be chosen: those that are offered, and those in which ``event`` is planned already."""
    offered = Q(is_offered=True)
    if event is not None:
        offered |= Q(pk__in=event.sessions.exclude(room=None).values("room"))
    return Room.objects.filter(offered).select_related("location").order_by("location__name", "name")
