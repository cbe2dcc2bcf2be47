"""Rooms that are free, and which of them suit."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Q

from events.clashing import Booking, overlap
from events.enums import EventState, PoolKind
from events.models import Event, Room, Session


@dataclass(frozen=True, kw_only=True)
class Wish:
    """What a room is to have. ``seats``: at least so many; ``location``: the id of the place where it is to be."""

    seats: int | None = None
    equipment: frozenset[int] = frozenset()
    is_step_free: bool = False
    location: int | None = None


def seats_in_room(event: Event) -> int | None:
    """How many seats ``event`` offers in a room; None where it offers none, or as many as come."""
    return next((pool.capacity for pool in event.pools.all() if pool.kind == PoolKind.ROOM), None)


def free_rooms(
    bookings: Sequence[Booking], wish: Wish, *, apart_from: Event | None = None, also: Collection[int] = ()
) -> list[Room]:
    """The rooms that have what is wished for and are free for all of ``bookings``, the smallest first.

    ``also``: ids of rooms that count even if nothing new may be planned in them. Their equipment comes along.
    """
    rooms = Room.objects.fitting(
        seats=wish.seats, equipment=wish.equipment, is_step_free=wish.is_step_free, location=wish.location, also=also
    )
    found = list(rooms.prefetch_related("equipment"))
    taken = taken_rooms(bookings, found, apart_from=apart_from)
    return [room for room in found if room.pk not in taken]


def taken_rooms(bookings: Iterable[Booking], rooms: Collection[Room], *, apart_from: Event | None) -> set[int]:
    """Ids of those of ``rooms`` in which another published event is held at one of the times."""
    wanted = list(bookings)
    longest = max((room.setup for room in rooms), default=None)
    if not wanted or longest is None:
        return set()
    near = Q(pk__in=[])
    for one in wanted:
        near |= Q(starts_at__lt=one.ends_at + longest, ends_at__gt=one.starts_at - longest)
    held = Session.objects.filter(near, event__state=EventState.PUBLISHED, room__isnull=False)
    if apart_from is not None and apart_from.pk:
        held = held.exclude(event=apart_from.pk)
    setups = {room.pk: room.setup for room in rooms}
    taken: set[int] = set()
    for room, starts_at, ends_at in held.values_list("room", "starts_at", "ends_at"):
        other = Booking(key=0, starts_at=starts_at, ends_at=ends_at)
        if room in setups and any(overlap(one, other, apart=setups[room]) for one in wanted):
            taken.add(room)
    return taken


def spans_of_rooms(
    rooms: Collection[Room], *, since: datetime, until: datetime, apart_from: Event | None
) -> dict[int, list[tuple[datetime, datetime]]]:
    """When each of ``rooms`` is taken by a published event or made ready for one, by its id."""
    setups = {room.pk: room.setup for room in rooms}
    longest = max(setups.values(), default=timedelta())
    held = Session.objects.filter(event__state=EventState.PUBLISHED, room__in=list(setups))
    held = held.filter(starts_at__lt=until + longest, ends_at__gt=since - longest)
    if apart_from is not None and apart_from.pk:
        held = held.exclude(event=apart_from.pk)
    found: dict[int, list[tuple[datetime, datetime]]] = {room: [] for room in setups}
    for room, begin, end in held.values_list("room", "starts_at", "ends_at"):
        found[room].append((begin - setups[room], end + setups[room]))
    return found
