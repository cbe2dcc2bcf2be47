"""Who ends up with a seat when people come and go: what registering and cancelling come to. No Django here."""

from collections import deque
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One person on the list for one kind of seat, and when they gave it back, if they did."""

    person: int
    pool: str
    joined_at: datetime
    left_at: datetime | None = None


@dataclass(frozen=True, kw_only=True)
class Place:
    """What became of a stay: since when it had a seat, None while it waits or if it never had one."""

    stay: Stay
    seated_at: datetime | None = None

    @property
    def is_seated(self) -> bool:
        """Whether the seat is still theirs."""
        return self.seated_at is not None and self.stay.left_at is None


def places(stays: Iterable[Stay], *, capacity: int | None) -> list[Place]:
    """Let everybody in ``stays`` come and go in the order of time; whoever waits longest gets what becomes free."""
    found = [Place(stay=stay) for stay in sorted(stays, key=lambda stay: (stay.joined_at, stay.person))]
    joins = [(place.stay.joined_at, 1, number) for number, place in enumerate(found)]
    leaves = [(place.stay.left_at, 0, number) for number, place in enumerate(found) if place.stay.left_at]
    line: deque[int] = deque()
    free = len(found) if capacity is None else capacity
    for moment, comes, number in sorted(joins + leaves):
        if comes:
            line.append(number)
        elif found[number].seated_at is None:
            line.remove(number)
        else:
            free += 1
        while free and line:
            free -= 1
            first = line.popleft()
            found[first] = replace(found[first], seated_at=moment)
    return found
