"""Pools, rules and queues for the pure core, dealt out of drawn bytes.

The departments are 1 with 11 and 12 below it (and 111 below 11), 2 with 21, and 3. Pool 1 is the room, 2 is online.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import strategies as st

from registrations.allocation import Decision, Hall, Order, Place, Returned, Scope, allocate
from registrations.mix import Ceiling, Floor, Reason, Seats

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=3)
LINES = {1: [1], 11: [11, 1], 12: [12, 1], 111: [111, 11, 1], 2: [2], 21: [21, 2], 3: [3]}
ROOM, ONLINE = 1, 2
DEPARTMENTS = [None, *LINES]


class Line:
    """A queue in memory that remembers who was read."""

    def __init__(self, places: Iterable[Place]) -> None:
        self.places = sorted(places, key=lambda place: place.order)
        self.read_ids: list[int] = []

    def read(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        for place in self.places:
            if place.is_in(scope) and (after is None or place.order > after):
                self.read_ids.append(place.id)
                yield place


class Everybody(Line):
    """The same, read from the first to the last however few of them may have a seat."""

    def read(self, scope: Scope, after: Order | None) -> Iterator[Place]:
        return (place for place in list(super().read(dict.fromkeys((ROOM, ONLINE), ALL), after)) if place.is_in(scope))


ALL = Hall({ROOM: Seats(None)}, LINES, at=AT).scope()[ROOM]


class Dice:
    """Choices out of drawn bytes: one draw an example, or thousands of examples would take minutes."""

    def __init__(self, rolled: bytes) -> None:
        self._rolled = iter(rolled)

    def up_to(self, most: int) -> int:
        return next(self._rolled, 0) % (most + 1)

    def one_of(self, choices: Sequence) -> Any:
        return choices[self.up_to(len(choices) - 1)]


def _seats(dice: Dice) -> Seats:
    capacity = dice.one_of([3, 0, 1, 2, 4, 5, 7, None])
    taken = [dice.one_of(DEPARTMENTS) for _ in range(dice.up_to(5))][:capacity]
    floors, left = {}, capacity
    for _ in range(dice.up_to(3)):
        wanted = 1 + dice.up_to(2)
        number = wanted if left is None else min(wanted, left)
        department, lapses_at = dice.one_of(list(LINES)), dice.one_of([LATER, LATER, AT])
        if number and department not in floors:
            left = None if left is None else left - number
            floors[department] = Floor(department, number, lapses_at)
    ceilings = {dice.one_of(DEPARTMENTS): dice.up_to(4) for _ in range(dice.up_to(2))}
    return Seats(
        capacity,
        {department: taken.count(department) for department in set(taken)},
        floors=tuple(floors.values()),
        ceilings=tuple(Ceiling(department, number) for department, number in ceilings.items()),
    )


def _place(number: int, dice: Dice) -> Place:
    is_upgrade = dice.up_to(9) == 9
    wanted = (ROOM,) if is_upgrade else dice.one_of([(ROOM,), (ONLINE,), (ROOM, ONLINE), (ONLINE, ROOM)])
    obstacle = None if is_upgrade else dice.one_of([None, None, None, Reason.CLASH])
    order = (-dice.up_to(1), AT - timedelta(minutes=99 - number), number)
    return Place(number, order, dice.one_of(DEPARTMENTS), wanted, obstacle, is_upgrade)


def _deal(rolled: bytes) -> tuple[dict[int, Seats], list[Place]]:
    dice = Dice(rolled)
    pools = {ROOM: _seats(dice), ONLINE: _seats(dice)}
    return pools, [_place(number, dice) for number in range(1, dice.up_to(14) + 1)]


ROLLS = 120
Case = tuple[dict[int, Seats], list[Place]]
dealt = st.binary(min_size=ROLLS, max_size=ROLLS).map(_deal)


def run(seats: dict[int, Seats], line: Line, returned: Iterable[Returned] = ()) -> list[Decision]:
    return list(allocate(seats, LINES, line, at=AT, returned=returned))
