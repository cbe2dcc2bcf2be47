"""The pure core: properties that hold for every event and every queue.

The departments are 1 with 11 and 12 below it (and 111 below 11), 2 with 21, and 3. Pool 1 is the room, 2 is online.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from registrations.allocation import Decision, Hall, Order, Place, Returned, Scope, allocate, offer_until
from registrations.mix import Ceiling, Floor, Reason, Seats
from tests.support.reasons import lifted

AT = datetime(2027, 3, 1, 9, tzinfo=UTC)
LATER = AT + timedelta(days=3)
LINES = {1: [1], 11: [11, 1], 12: [12, 1], 111: [111, 11, 1], 2: [2], 21: [21, 2], 3: [3]}
ROOM, ONLINE = 1, 2

MANY = 30  # more than any pool here has seats
many = settings(max_examples=2_000, deadline=None)
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


def after(seats: dict[int, Seats], decisions: list[Decision]) -> dict[int, Seats]:
    """The pools once everybody who was seated is counted."""
    for decision in decisions:
        if decision.pool is not None:
            pool, department = seats[decision.pool], decision.place.department
            more = {**pool.taken, department: pool.taken.get(department, 0) + 1}
            seats = {**seats, decision.pool: replace(pool, taken=more)}
    return seats


def has(seats: Seats, department: int) -> int:
    """How many seats a department has, with those below it."""
    return sum(number for one, number in seats.taken.items() if one is not None and department in LINES[one])


def limits(seats: Seats) -> Iterator[tuple[int, int]]:
    for ceiling in seats.ceilings:
        for department in [1, 2, 3] if ceiling.department is None else [ceiling.department]:
            yield department, ceiling.seats


def unfilled(seats: Seats) -> dict[int, int]:
    """What the floors that stand hold still, counted the slow way: person by person, up the line."""
    left = {floor.department: floor.seats for floor in seats.floors if floor.lapses_at > AT}
    for department, number in seats.taken.items():
        for _ in range(number):
            for one in LINES[department] if department is not None else ():
                if left.get(one):
                    left[one] -= 1
                    break
    return left


@many
@given(dealt)
def test_no_pool_is_ever_oversold(case: Case) -> None:
    seats, queue = case
    for pool in after(seats, run(seats, Line(queue))).values():
        assert pool.capacity is None or sum(pool.taken.values()) <= pool.capacity


@many
@given(dealt)
def test_no_department_gets_a_seat_above_its_ceiling(case: Case) -> None:
    seats, queue = case
    result = after(seats, run(seats, Line(queue)))

    for key, pool in result.items():
        for department, limit in limits(pool):
            assert has(pool, department) <= max(limit, has(seats[key], department))


@many
@given(dealt)
def test_what_a_floor_holds_goes_to_nobody_else_before_it_lapses(case: Case) -> None:
    seats, queue = case
    result = after(seats, run(seats, Line(queue)))

    for key, pool in result.items():
        if pool.capacity is None:
            continue
        held = sum(unfilled(pool).values())
        free_before = pool.capacity - sum(seats[key].taken.values())
        short_before = max(sum(unfilled(seats[key]).values()) - free_before, 0)
        # Where seats were short of what is held already, nobody made it worse.
        assert pool.capacity - sum(pool.taken.values()) >= held - short_before


@many
@given(dealt)
def test_nobody_waits_for_a_seat_that_they_may_have(case: Case) -> None:
    seats, queue = case
    decisions = run(seats, Line(queue))
    hall = Hall(after(seats, decisions), LINES, at=AT)

    seated = {decision.place.id for decision in decisions if decision.is_seated}
    for place in queue:
        if place.id not in seated and place.obstacle is None:
            assert all(hall.ledgers[pool].refusal(place.department) for pool in place.pools)


@many
@given(dealt)
def test_among_equals_whoever_stands_ahead_comes_first(case: Case) -> None:
    seats, queue = case
    line = Line(queue)
    seated = {decision.place.id for decision in run(seats, line) if decision.is_seated}

    for number, first in enumerate(line.places):
        for second in line.places[number + 1 :]:
            if (first.department, first.pools, first.obstacle) == (second.department, second.pools, None):
                assert first.id in seated or second.id not in seated


@many
@given(dealt)
def test_the_same_facts_give_the_same_decisions(case: Case) -> None:
    seats, queue = case
    assert run(seats, Line(queue)) == run(seats, Line(list(reversed(queue))))


@many
@given(dealt)
def test_reading_no_more_than_it_must_decides_the_same(case: Case) -> None:
    seats, queue = case
    lazy, full = Line(queue), Everybody(queue)

    assert run(seats, lazy) == run(seats, full)
    assert len(lazy.read_ids) == len(set(lazy.read_ids)), "nobody is read twice"


@many
@given(dealt)
def test_whoever_is_read_is_decided(case: Case) -> None:
    seats, queue = case
    line = Line(queue)

    decided = [decision.place.id for decision in run(seats, line)]

    assert decided == line.read_ids


@many
@given(dealt, st.sampled_from([ROOM, ONLINE]), st.sampled_from(["floors", "ceilings"]))
def test_a_seat_more_never_takes_one_from_somebody(case: Case, key: int, crossing: str) -> None:
    """Under floors or ceilings. Where they cross, who comes first may take the last seat under a ceiling earlier."""
    seats, queue = case
    without: dict[str, Any] = {crossing: ()}
    seats = {one: replace(pool, **without) for one, pool in seats.items()}
    pool = seats[key]
    more = {**seats, key: replace(pool, capacity=None if pool.capacity is None else pool.capacity + 1)}

    fewer = {decision.place.id for decision in run(seats, Line(queue)) if decision.is_seated}
    seated = {decision.place.id for decision in run(more, Line(queue)) if decision.is_seated}

    assert fewer <= seated


@many
@given(dealt, st.sampled_from([ROOM, ONLINE]))
def test_a_seat_more_after_the_seats_were_given_takes_none_back(case: Case, key: int) -> None:
    seats, queue = case
    decisions = run(seats, Line(queue))
    given_to = {decision.place.id for decision in decisions if decision.is_seated}
    pool = after(seats, decisions)[key]
    more = {
        **after(seats, decisions),
        key: replace(pool, capacity=None if pool.capacity is None else pool.capacity + 1),
    }

    result = after(more, run(more, Line(place for place in queue if place.id not in given_to)))

    for one, before in after(seats, decisions).items():
        assert all(result[one].taken.get(department, 0) >= number for department, number in before.taken.items())


@many
@given(dealt)
def test_a_second_run_changes_nothing(case: Case) -> None:
    seats, queue = case
    decisions = run(seats, Line(queue))
    decided = {decision.place.id for decision in decisions}

    rest = Line(place for place in queue if place.id not in decided)

    assert run(after(seats, decisions), rest) == []


@many
@given(dealt, st.sampled_from(DEPARTMENTS))
def test_there_is_room_for_as_many_as_could_be_seated_one_by_one(case: Case, department: int | None) -> None:
    seats, _queue = case
    for ledger in Hall(seats, LINES, at=AT).ledgers.values():
        room, seated = ledger.room_for(department), 0
        while seated < MANY and ledger.refusal(department) is None:
            ledger.take(department)
            seated += 1

        assert seated == (MANY if room is None else room)


@many
@given(dealt)
def test_why_not_is_true(case: Case) -> None:
    """With that obstacle alone removed, the person may have the seat or waits for another reason."""
    seats, queue = case
    decisions = run(seats, Line(queue))
    result = after(seats, decisions)
    seated = {decision.place.id for decision in decisions if decision.is_seated}

    for place in queue:
        if place.id in seated:
            continue
        key, reason = place.pools[0], Hall(result, LINES, at=AT).why(place)
        assert reason is not None
        without = {**result, key: lifted(result[key], reason)}
        assert Hall(without, LINES, at=AT).why(replace(place, obstacle=None)) != reason


@many
@given(dealt, st.sampled_from(list(LINES)))
def test_a_late_drop_out_s_seat_goes_to_the_same_department_first(case: Case, department: int) -> None:
    seats, queue = case
    line = Line(queue)
    hall = Hall(seats, LINES, at=AT)
    colleagues = [
        place
        for place in line.places
        if place.department is not None
        and department in LINES[place.department]
        and place.obstacle is None
        and ROOM in place.pools
        and hall.ledgers[ROOM].refusal(place.department) is None
    ]

    decisions = run(seats, line, returned=[Returned(ROOM, department)])

    first = next((decision for decision in decisions if decision.is_seated), None)
    if colleagues:
        assert first is not None
        assert (first.place, first.pool) == (colleagues[0], ROOM)


def test_the_nearest_floor_is_filled_first_and_what_is_over_counts_above():
    floors = (Floor(11, 1, LATER), Floor(1, 2, LATER))
    hall = Hall({ROOM: Seats(5, {111: 2}, floors=floors)}, LINES, at=AT)

    ledger = hall.ledgers[ROOM]

    assert [(one.floor.department, one.seats) for one in ledger.held] == [(1, 1)]
    assert (ledger.free, ledger.open) == (3, 2)


def test_a_lapsed_floor_holds_nothing():
    seats = {ROOM: Seats(1, {}, floors=(Floor(2, 1, AT),))}

    decisions = run(seats, Line([Place(1, (0, AT, 1), 3, (ROOM,))]))

    assert [decision.pool for decision in decisions] == [ROOM]


def test_behind_the_open_seats_only_the_department_with_held_seats_is_read():
    queue = [Place(number, (0, AT, number), 3, (ROOM,)) for number in range(1, 1_001)]
    queue += [Place(2_000, (0, AT, 2_000), 21, (ROOM,)), Place(2_001, (0, AT, 2_001), 2, (ROOM,))]
    line = Line(queue)

    decisions = run({ROOM: Seats(3, {}, floors=(Floor(2, 2, LATER),))}, line)

    assert line.read_ids == [1, 2_000, 2_001]
    assert all(decision.is_seated for decision in decisions)


def test_an_offer_stands_for_its_hours_and_for_half_of_the_time_that_is_left():
    def hours(left: float) -> float:
        start = AT + timedelta(hours=left)
        return (offer_until(at=AT, starts_at=start, hours=24) - AT) / timedelta(hours=1)

    assert [hours(left) for left in (100, 48, 10, 0.4, 0.2)] == [24, 24, 5, 0.25, 0.2]
