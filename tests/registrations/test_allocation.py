"""The pure core: properties that hold for every event and every queue, and examples."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from registrations.allocation import Decision, Hall, Place, Returned, offer_until
from registrations.mix import Ceiling, Floor, Reason, Seats, ceiling_seats
from tests.support.dealing import AT, DEPARTMENTS, LATER, LINES, ONLINE, ROOM, Case, Everybody, Line, dealt, run
from tests.support.reasons import lifted

MANY = 30  # more than any pool here has seats
many = settings(max_examples=2_000, deadline=None)


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


def held(seats: Seats) -> int:
    """How many people the floors would still let in if they came one by one, as far as ceilings allow."""
    found = 0
    for department, number in unfilled(seats).items():
        for _ in range(number):
            if all(one not in LINES[department] or has(seats, one) < limit for one, limit in limits(seats)):
                seats = replace(seats, taken={**seats.taken, department: seats.taken.get(department, 0) + 1})
                found += 1
    return found


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
    for decision in run(seats, Line(queue)):
        if decision.pool is None:
            continue
        line = LINES[decision.place.department] if decision.place.department is not None else ()
        own = any(unfilled(seats[decision.pool]).get(one) for one in line)
        before, seats = held(seats[decision.pool]), after(seats, [decision])
        pool = seats[decision.pool]

        assert held(pool) == before - own
        assert own or pool.capacity is None or pool.capacity - sum(pool.taken.values()) >= held(pool)


@many
@given(dealt)
def test_what_is_held_for_a_department_its_people_can_have(case: Case) -> None:
    seats, queue = case
    result = after(seats, run(seats, Line(queue)))

    for key, ledger in Hall(result, LINES, at=AT).ledgers.items():
        assert [ledger.refusal(one.floor.department) for one in ledger.held] == [None] * len(ledger.held)
        free = MANY if ledger.free is None else ledger.free
        assert sum(one.seats for one in ledger.held) == min(held(result[key]), free)


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
@given(dealt, st.sampled_from([ROOM, ONLINE]))
def test_a_seat_more_never_takes_one_from_somebody(case: Case, key: int) -> None:
    seats, queue = case
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


def test_a_seat_held_for_a_team_is_held_under_the_ceiling_of_its_department_too():
    """With one open seat more, whoever stands ahead must not take the last seat under the ceiling of both."""
    queue = [Place(1, (0, AT, 1), 12, (ROOM,)), Place(2, (0, AT, 2), 11, (ROOM,))]
    rules: dict[str, Any] = {"floors": (Floor(11, 1, LATER),), "ceilings": (Ceiling(1, 1),)}

    seated = {
        capacity: [decision.place.id for decision in run({ROOM: Seats(capacity, **rules)}, Line(queue))]
        for capacity in (1, 2, None)
    }

    assert seated == {1: [2], 2: [2], None: [2]}
    assert Hall({ROOM: Seats(2, **rules)}, LINES, at=AT).why(queue[0]) == Reason.HELD


def test_a_floor_holds_no_more_than_a_ceiling_leaves_it():
    hall = Hall({ROOM: Seats(9, {12: 2}, floors=(Floor(11, 4, LATER),), ceilings=(Ceiling(1, 3),))}, LINES, at=AT)

    ledger = hall.ledgers[ROOM]

    assert ([(one.floor.department, one.seats) for one in ledger.held], ledger.open) == ([(11, 1)], 6)


def test_a_ceiling_in_percent_grows_with_the_room_and_lets_it_seat_another_mix():
    """Where "a seat more takes none" ends: to seat the last one still, somebody ahead would be passed over for nothing."""
    queue = [Place(number, (0, AT, number), department, (ROOM,)) for number, department in enumerate([1, 1, 2, 2, 3])]

    seated = {}
    for capacity in (3, 4):
        share = ceiling_seats(seats=None, percent=50, capacity=capacity)
        assert share is not None
        decisions = run({ROOM: Seats(capacity, ceilings=(Ceiling(None, share),))}, Line(queue))
        seated[capacity] = [decision.place.department for decision in decisions if decision.is_seated]

    assert seated == {3: [1, 2, 3], 4: [1, 1, 2, 2]}


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
