"""What is wanted in two places at once. Pure: stretches of time, the room and the people that each takes.

A stretch runs from its start to before its end, so one may begin as another ends. Rooms may need time
between two of them, people don't.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import combinations

NO_TIME = timedelta()


@dataclass(frozen=True, kw_only=True)
class Booking:
    """A stretch of time with what it takes. ``setup``: what its room needs between two of them; ``key``: its own."""

    key: int
    starts_at: datetime
    ends_at: datetime
    room: int | None = None
    setup: timedelta = NO_TIME
    people: frozenset[int] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Collision:
    """Two bookings that can't both be, and the room or the person that both take."""

    own: Booking
    other: Booking
    room: int | None = None
    person: int | None = None


def overlap(one: Booking, other: Booking, *, apart: timedelta = NO_TIME) -> bool:
    """Whether less than ``apart`` lies between two stretches, or they share some time."""
    return one.starts_at < other.ends_at + apart and other.starts_at < one.ends_at + apart


def collisions_within(own: Iterable[Booking]) -> Iterator[Collision]:
    """Two stretches of one event that share a room and some time; people may go to and fro between them."""
    for one, other in combinations(sorted(own, key=lambda each: (each.starts_at, each.key)), 2):
        if one.room is not None and one.room == other.room and overlap(one, other):
            yield Collision(own=one, other=other, room=one.room)


def collisions(own: Iterable[Booking], others: Iterable[Booking]) -> Iterator[Collision]:
    """Everything that one of ``own`` takes while one of ``others`` does, in the order of their starts."""
    others = sorted(others, key=lambda each: (each.starts_at, each.key))
    for one in sorted(own, key=lambda each: (each.starts_at, each.key)):
        for other in others:
            shares_room = one.room is not None and one.room == other.room
            if shares_room and overlap(one, other, apart=max(one.setup, other.setup)):
                yield Collision(own=one, other=other, room=one.room)
            if overlap(one, other):
                for person in sorted(one.people & other.people):
                    yield Collision(own=one, other=other, person=person)
