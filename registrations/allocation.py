"""Who gets a seat now: the pure core of every change of seats.

It knows neither database nor clock. The service beside the actions loads the facts under the
event's lock, asks this, writes what it says and tells whom it concerns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Protocol

from registrations.mix import NOBODY, Departments, Ledger, Lines, Reason, Seats

Order = tuple[float, datetime, float]
"""A place in the queue: who has more priority is lower, then who came earlier, then the id."""

Scope = Mapping[int, Departments]
"""Whose people may have a seat, by pool; a pool that is not named has none for anybody."""

LEAST_TO_ANSWER = timedelta(minutes=15)


@dataclass(frozen=True)
class Place:
    """Somebody in the queue: which pools they take, best first, and what stands against them alone.

    ``is_upgrade``: they have a seat elsewhere and keep it until they have said yes to this one.
    """

    id: int
    order: Order
    department: int | None
    pools: tuple[int, ...]
    obstacle: Reason | None = None
    is_upgrade: bool = False

    def is_in(self, scope: Scope) -> bool:
        """Whether one of their pools is open to their department."""
        return any(self.department in scope.get(pool, NOBODY) for pool in self.pools)


class Queue(Protocol):
    """Whoever waits. It is read again, narrower, when seats have become open to fewer departments."""

    def read(self, scope: Scope, after: Order | None) -> Iterable[Place]:
        """Those in ``scope`` behind ``after``, first in line first."""
        ...


@dataclass(frozen=True)
class Decision:
    """What happens to one place in the queue: a seat in ``pool``, or a reason to wait on."""

    place: Place
    pool: int | None
    reason: Reason | None = None

    @property
    def is_seated(self) -> bool:
        """Whether the person gets a seat."""
        return self.pool is not None


@dataclass(frozen=True)
class Returned:
    """A seat that was given back late: people of that department come first for it."""

    pool: int
    department: int


class Hall:
    """All pools of an event as seats are given."""

    def __init__(self, pools: Mapping[int, Seats], lines: Lines, *, at: datetime) -> None:
        self.ledgers = {key: Ledger(seats, lines, at=at) for key, seats in pools.items()}
        self._lines = lines

    def scope(self) -> Scope:
        """Whose people may have a seat now."""
        found = {key: ledger.departments() for key, ledger in self.ledgers.items()}
        return {key: departments for key, departments in found.items() if departments}

    def below(self, pool: int, department: int) -> Scope:
        """The people of one department and of those below it, as far as they may have a seat in ``pool``."""
        members = {pk for pk, line in self._lines.items() if department in line} | {department}
        allowed = self.ledgers[pool].departments()
        chosen = Departments(frozenset(pk for pk in members if pk in allowed), are_excepted=False)
        return {pool: chosen} if chosen else {}

    def pool_for(self, place: Place, scope: Scope) -> int | None:
        """The best of the pools that somebody takes in which a seat is theirs."""
        open_to_them = (pool for pool in place.pools if place.department in scope.get(pool, NOBODY))
        return next((pool for pool in open_to_them if self.ledgers[pool].refusal(place.department) is None), None)

    def why(self, place: Place) -> Reason | None:
        """What keeps somebody waiting: something about them, else what their first choice is short of."""
        return place.obstacle or next((self.ledgers[pool].refusal(place.department) for pool in place.pools), None)


def allocate(
    pools: Mapping[int, Seats], lines: Lines, queue: Queue, *, at: datetime, returned: Iterable[Returned] = ()
) -> Iterator[Decision]:
    """Decide who of ``queue`` gets a free seat of ``pools`` at ``at``, in the order of the queue.

    Somebody who can't be seated never stops the next one. Only those are read whose department may
    have a seat at that moment: once the open seats are gone, the people for whom seats are held, and
    nobody behind the last seat. Who is not read has no obstacle of their own that is known: why they
    wait is what Hall.why() says. A late drop-out's seat (``returned``) is decided first.

    Yields a Decision for each place that was read. Nobody who has a seat loses it; and as long as the
    rules in seats stay what they are, everybody seated with fewer seats is seated with one more.
    """
    hall = Hall(pools, lines, at=at)
    read: set[int] = set()
    for seat in returned:
        for decision in _decide(hall, queue, hall.below(seat.pool, seat.department), read):
            yield decision
            if decision.is_seated:
                break
    yield from _decide(hall, queue, hall.scope(), read)


def _decide(hall: Hall, queue: Queue, scope: Scope, read: set[int]) -> Iterator[Decision]:
    """Seat people of ``scope``, which grows narrower as the seats go; ``read``: who was decided already."""
    after: Order | None = None
    while scope:
        for place in queue.read(scope, after):
            after = place.order
            if place.id in read:
                continue
            read.add(place.id)
            pool = None if place.obstacle else hall.pool_for(place, scope)
            if pool is None:
                yield Decision(place, None, place.obstacle)
                continue
            hall.ledgers[pool].take(place.department)
            yield Decision(place, pool)
            narrower = hall.scope()
            if narrower != scope:
                scope = narrower
                break
        else:
            return


def offer_until(*, at: datetime, starts_at: datetime, hours: int) -> datetime:
    """Until when a seat is offered: for ``hours``, but for no more than half of the time that is left.

    At least a quarter of an hour, and never beyond the start.
    """
    left = starts_at - at
    return at + min(max(min(timedelta(hours=hours), left / 2), LEAST_TO_ANSWER), left)
