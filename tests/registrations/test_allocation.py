"""The pure core: properties that hold for every queue."""

from collections.abc import Iterator

from hypothesis import given
from hypothesis import strategies as st

from registrations.allocation import Decision, Reason, Seats, Waiting, allocate

POOLS = (1, 2)

seats = st.builds(
    lambda capacity, taken: Seats(capacity, taken if capacity is None else min(taken, capacity)),
    st.none() | st.integers(0, 6),
    st.integers(0, 6),
)
queues = st.lists(st.tuples(st.sampled_from(POOLS), st.booleans()), max_size=20).map(
    lambda places: [Waiting(number, pool, invited) for number, (pool, invited) in enumerate(places)]
)


def seated(decisions: list[Decision], pool: int) -> list[int]:
    return [decision.id for decision in decisions if decision.is_seated and decision.pool == pool]


@given(seats, seats, queues)
def test_no_pool_is_oversold(first: Seats, second: Seats, queue: list[Waiting]) -> None:
    decisions = list(allocate({1: first, 2: second}, queue))

    for pool, offered in ((1, first), (2, second)):
        if offered.capacity is not None:
            assert offered.taken + len(seated(decisions, pool)) <= offered.capacity


@given(seats, seats, queues)
def test_no_seat_stays_free_while_somebody_eligible_waits(first: Seats, second: Seats, queue: list[Waiting]) -> None:
    decisions = list(allocate({1: first, 2: second}, queue))

    for pool, offered in ((1, first), (2, second)):
        eligible = [place.id for place in queue if place.pool == pool and place.is_invited]
        expected = eligible if offered.free is None else eligible[: offered.free]
        assert seated(decisions, pool) == expected


@given(seats, seats, queues)
def test_the_queue_is_read_no_further_than_the_last_free_seat(
    first: Seats, second: Seats, queue: list[Waiting]
) -> None:
    read: list[int] = []

    def watched() -> Iterator[Waiting]:
        for place in queue:
            read.append(place.id)
            yield place

    decisions = list(allocate({1: first, 2: second}, watched()))

    assert read == [decision.id for decision in decisions]


@given(st.integers(0, 5), queues)
def test_a_seat_more_never_takes_one_from_somebody(capacity: int, queue: list[Waiting]) -> None:
    fewer = list(allocate({1: Seats(capacity, 0), 2: Seats(2, 0)}, queue))
    more = list(allocate({1: Seats(capacity + 1, 0), 2: Seats(2, 0)}, queue))

    assert set(seated(fewer, 1)) <= set(seated(more, 1))
    assert seated(fewer, 2) == seated(more, 2)


def test_whoever_is_passed_over_learns_why() -> None:
    queue = [Waiting(1, 1, is_invited=False), Waiting(2, 2, is_invited=True), Waiting(3, 1, is_invited=True)]

    decisions = list(allocate({1: Seats(2, 1), 2: Seats(0, 0)}, queue))

    assert decisions == [
        Decision(1, 1, Reason.OUTSIDE_AUDIENCE),
        Decision(2, 2, Reason.CLOSED),
        Decision(3, 1, None),
    ]
