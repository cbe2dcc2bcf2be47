"""Who of the waiting list gets a seat now: the pure core of every change of seats.

It knows neither database nor clock. The service beside the actions loads the facts under the
event's lock, asks this, writes what it says and tells whom it concerns.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum


class Reason(StrEnum):
    """Why somebody waits; the values are those of ``WhyWaiting``."""

    FULL = "full"
    CLOSED = "closed"
    OUTSIDE_AUDIENCE = "outside_audience"


@dataclass(frozen=True)
class Seats:
    """A pool: how many seats it offers (None: no limit) and how many are taken."""

    capacity: int | None
    taken: int

    @property
    def is_closed(self) -> bool:
        """Whether it offers no seat to anybody."""
        return self.capacity == 0

    @property
    def free(self) -> int | None:
        """How many more people it holds; None where there is no limit."""
        return None if self.capacity is None else max(self.capacity - self.taken, 0)


@dataclass(frozen=True)
class Waiting:
    """One place in the queue: an id, the pool it waits for, and whether the person may come."""

    id: int
    pool: int
    is_invited: bool


@dataclass(frozen=True)
class Decision:
    """What happens to one place in the queue: a seat, or a reason to wait on."""

    id: int
    pool: int
    reason: Reason | None

    @property
    def is_seated(self) -> bool:
        """Whether the person gets a seat."""
        return self.reason is None


def allocate(pools: Mapping[int, Seats], queue: Iterable[Waiting]) -> Iterator[Decision]:
    """Decide for the ``queue``, in its order, who gets a free seat of ``pools``.

    Reads no further than the last free seat: whoever stands behind it waits because all seats
    are taken, and needs no decision of their own. Somebody who can't be seated never stops the
    next one. Yields a Decision for each place that was looked at.
    """
    free = {key: seats.free for key, seats in pools.items()}
    if not _any_free(free):
        return
    for place in queue:
        left = free[place.pool]
        if not place.is_invited:
            yield Decision(place.id, place.pool, Reason.OUTSIDE_AUDIENCE)
        elif left == 0:
            reason = Reason.CLOSED if pools[place.pool].is_closed else Reason.FULL
            yield Decision(place.id, place.pool, reason)
        else:
            free[place.pool] = None if left is None else left - 1
            yield Decision(place.id, place.pool, None)
            if not _any_free(free):
                return


def _any_free(free: Mapping[int, int | None]) -> bool:
    return any(left is None or left > 0 for left in free.values())
