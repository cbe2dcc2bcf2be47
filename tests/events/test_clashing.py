"""What is wanted in two places at once."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.clashing import Booking, Collision, collisions, overlap

pytestmark = pytest.mark.once

NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)


def minutes(number: int) -> timedelta:
    return timedelta(minutes=number)


def booking(start: int, end: int, *, key: int = 0, **values: object) -> Booking:
    return Booking(key=key, starts_at=NOON + minutes(start), ends_at=NOON + minutes(end), **values)


@pytest.mark.parametrize(
    ("other", "apart", "expected"),
    [
        ((60, 120), 0, False),  # begins as the first ends
        ((-60, 0), 0, False),
        ((59, 120), 0, True),
        ((10, 20), 0, True),
        ((-60, 120), 0, True),
        ((75, 120), 15, False),  # exactly as long after as is needed
        ((74, 120), 15, True),
        ((-60, -14), 15, True),
    ],
)
def test_stretches_run_from_their_start_to_before_their_end(other, apart, expected):
    assert overlap(booking(0, 60), booking(*other), apart=minutes(apart)) is expected


def test_only_rooms_need_time_in_between():
    own = booking(0, 60, room=1, setup=minutes(30), people=frozenset({7}))
    other = booking(80, 90, key=1, room=1, setup=minutes(30), people=frozenset({7}))

    assert list(collisions([own], [other])) == [Collision(own=own, other=other, room=1)]


STRETCHES = st.builds(
    lambda start, length, room, people, setup: booking(
        start, start + length, room=room, people=people, setup=minutes(setup if room else 0)
    ),
    start=st.integers(0, 40),
    length=st.integers(1, 20),
    room=st.sampled_from([None, 1, 2]),
    people=st.frozensets(st.integers(1, 3)),
    setup=st.just(5),
)


def _numbered(found: list[Booking], start: int) -> list[Booking]:
    fields = ("starts_at", "ends_at", "room", "setup", "people")
    return [
        Booking(key=start + number, **{name: getattr(each, name) for name in fields})
        for number, each in enumerate(found)
    ]


def _minute_by_minute(own: list[Booking], others: list[Booking]) -> set[tuple[int, int, int | None, int | None]]:
    """The same by looking at each minute: who and what is taken then, rooms until they are made ready again."""

    def taken(each: Booking, until: timedelta) -> set[int]:
        return {n for n in range(-60, 120) if each.starts_at <= NOON + minutes(n) < each.ends_at + until}

    found = set()
    for one in own:
        for other in others:
            if one.room and one.room == other.room and taken(one, one.setup) & taken(other, other.setup):
                found.add((one.key, other.key, one.room, None))
            if taken(one, minutes(0)) & taken(other, minutes(0)):
                found |= {(one.key, other.key, None, person) for person in one.people & other.people}
    return found


@given(own=st.lists(STRETCHES, max_size=4), others=st.lists(STRETCHES, max_size=6))
def test_collisions_are_those_that_a_look_at_each_minute_finds(own, others):
    own, others = _numbered(own, 0), _numbered(others, 100)

    found = [(each.own.key, each.other.key, each.room, each.person) for each in collisions(own, others)]

    assert len(found) == len(set(found))
    assert set(found) == _minute_by_minute(own, others)
