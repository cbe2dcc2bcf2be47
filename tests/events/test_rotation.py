"""Sharing the bad hours among offices."""

from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.rotation import DAY, Office, clock_changes, shared, spared

pytestmark = pytest.mark.once


def office(zone: str, **values: object) -> Office:
    return Office(key=1, name=zone, zone=zone, starts=time(9), ends=time(17), **values)


@pytest.mark.parametrize(
    ("zone", "hour", "expected"),
    [
        ("UTC", 9, 0),
        ("UTC", 16, 0),
        ("UTC", 8, 60),
        ("UTC", 17, 60),
        ("UTC", 23, 7 * 60),  # it would have to begin at four in the afternoon
        ("UTC", 3, 6 * 60),
        ("America/New_York", 12, 2 * 60),  # seven o'clock there
        ("Australia/Melbourne", 12, 7 * 60),  # eleven at night there
    ],
)
def test_a_time_costs_what_it_would_have_to_move(zone, hour, expected):
    at = datetime(2027, 3, 10, hour, tzinfo=UTC)

    assert office(zone).cost(at, at + timedelta(hours=1)) == expected


def test_a_holiday_is_no_licence_to_burden_others():
    holiday = [(DAY, 0), (DAY, 300)]

    assert (shared([holiday]).chosen, shared([holiday]).costs) == ((0,), (0, 0))


def test_a_day_off_costs_a_day():
    at = datetime(2027, 3, 12, 22, tzinfo=UTC)  # Saturday in Melbourne

    costs = [
        office("Australia/Melbourne").cost(at, at + timedelta(hours=1)),
        office("UTC", days_off=frozenset({date(2027, 3, 12)})).cost(at, at + timedelta(hours=1)),
    ]

    assert costs == [DAY, DAY]


def test_the_bad_hours_go_round():
    early, late = (0, 120), (120, 0)

    found = shared([[early, late]] * 4)

    assert (sorted(found.chosen), found.costs, found.is_exact) == ([0, 0, 1, 1], (240, 240), True)


@settings(max_examples=80)
@given(st.data())
def test_no_other_plan_is_fairer(data):
    offices, times = data.draw(st.integers(1, 3)), data.draw(st.integers(1, 4))
    costs = st.tuples(*[st.integers(0, 8)] * offices)
    meetings = data.draw(st.lists(st.lists(costs, min_size=times, max_size=times), min_size=1, max_size=4))

    found = shared(meetings)

    def rank(chosen: tuple[int, ...]) -> tuple[int, int]:
        sums = [
            sum(
                meeting[number][each] - min(costs[each] for costs in meeting)
                for meeting, number in zip(meetings, chosen, strict=True)
            )
            for each in range(offices)
        ]
        return max(sums), sum(sums)

    assert found.is_exact
    assert (rank(found.chosen), found.rank) == (min(map(rank, product(range(times), repeat=len(meetings)))), found.rank)
    assert rank(found.chosen) == found.rank


def test_nobody_bears_more_than_with_one_time_for_all():
    offices = [office(zone) for zone in ("Europe/Berlin", "America/New_York", "Australia/Melbourne", "Asia/Kolkata")]
    hour, week = timedelta(hours=1), timedelta(weeks=1)
    starts = [[datetime(2027, 3, 8, at, tzinfo=UTC) + number * week for at in range(6, 19)] for number in range(12)]
    meetings = [[tuple(one.cost(at, at + hour) for one in offices) for at in times] for times in starts]

    found = shared(meetings)

    same = [
        max(sum(spared(meeting)[number][each] for meeting in meetings) for each in range(4)) for number in range(13)
    ]
    assert (len(found.chosen), found.rank[0] < min(same)) == (12, True)


def test_clocks_change_on_nights_of_their_own():
    first, last = datetime(2027, 3, 1, 12, tzinfo=UTC), datetime(2027, 4, 20, 12, tzinfo=UTC)

    found = {
        zone: [(each.day.isoformat(), each.minutes) for each in clock_changes(office(zone), first, last)]
        for zone in ("Europe/Berlin", "America/New_York", "Australia/Melbourne", "Asia/Kolkata")
    }

    assert found == {
        "Europe/Berlin": [("2027-03-28", 60)],
        "America/New_York": [("2027-03-14", 60)],
        "Australia/Melbourne": [("2027-04-04", -60)],
        "Asia/Kolkata": [],
    }
