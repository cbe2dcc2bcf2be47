"""Reads that do not chain."""

from dataclasses import dataclass

from accounts.models import Department
from events.enums import Audience, PoolKind
from events.models import Event, Room


def invited_departments(event: Event) -> set[int] | None:
    """Ids of the departments whose people may register; None where every colleague may.

    An invitation to a department reaches those below it.
    """
    if event.audience != Audience.DEPARTMENTS:
        return None
    invited = set(event.departments.values_list("pk", flat=True))
    parents = dict(Department.objects.values_list("pk", "parent_id"))
    return {pk for pk in parents if invited.intersection(_line(pk, parents))}


def _line(pk: int, parents: dict[int, int | None]) -> list[int]:
    line: list[int] = []
    step: int | None = pk
    while step is not None and step not in line:
        line.append(step)
        step = parents[step]
    return line


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
