"""Which times suit how many people."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from events.goodtimes import Group, Slot, best, overlapped, slots, times_between

pytestmark = pytest.mark.once

MONDAY = date(2027, 3, 8)
HOUR = timedelta(hours=1)


def at(hour: float, *, days: int = 0) -> datetime:
    return datetime(2027, 3, 8, tzinfo=UTC) + timedelta(days=days, hours=hour)


def group(key: str = "a", people: int = 10, zone: str = "UTC", **values: object) -> Group:
    values.setdefault("starts", time(9))
    values.setdefault("ends", time(17))
    return Group(key=key, place=1, zone=zone, people=people, **values)


def within_hours(each: Group, starts_at: datetime, length: timedelta) -> bool:
    """Whether they work then, said once more as plainly as can be."""
    begin, end = (moment.astimezone(ZoneInfo(each.zone)) for moment in (starts_at, starts_at + length))
    is_working_day = begin.date() == end.date() and begin.isoweekday() <= 5 and begin.date() not in each.days_off
    return is_working_day and each.starts <= begin.time() and end.time() <= each.ends


@pytest.mark.parametrize(
    ("starts_at", "zone", "expected"),
    [
        (at(9), "UTC", True),
        (at(16), "UTC", True),
        (at(16.5), "UTC", False),  # it would end after work
        (at(8.5), "UTC", False),
        (at(9, days=5), "UTC", False),  # a Saturday
        (at(8), "Europe/Berlin", True),  # nine o'clock there
        (at(9), "America/New_York", False),
        (at(9, days=2), "UTC", False),  # a holiday
    ],
)
def test_working_hours_are_those_of_the_place(starts_at, zone, expected):
    off = frozenset({date(2027, 3, 10)})

    (found,) = slots([starts_at], HOUR, [group(zone=zone, days_off=off)], {})

    assert (found.free > 0) is expected


def test_times_are_working_days_by_the_clock():
    found = times_between(date(2027, 3, 26), date(2027, 3, 29), zone="Europe/Berlin", length=12 * HOUR)

    # Friday and Monday at seven and half past, on either side of the night on which the clocks go forward.
    assert [each.isoformat() for each in found] == [
        "2027-03-26T06:00:00+00:00",
        "2027-03-26T06:30:00+00:00",
        "2027-03-26T07:00:00+00:00",
        "2027-03-29T05:00:00+00:00",
        "2027-03-29T05:30:00+00:00",
        "2027-03-29T06:00:00+00:00",
    ]


def test_who_has_something_else_is_not_free():
    busy = {"a": {1: [(at(9), at(10))], 2: [(at(9.5), at(9.75)), (at(10), at(12))]}}

    found = slots([at(8.5), at(9), at(10)], HOUR, [group(), group("b", 4, zone="Europe/Berlin")], busy)

    assert [(each.starts_at, each.free) for each in found] == [(at(8.5), 4), (at(9), 12), (at(10), 13)]


SPANS = st.builds(
    lambda start, length: (at(start / 2), at((start + length) / 2)), st.integers(0, 60), st.integers(1, 9)
)


@settings(max_examples=60)
@given(
    groups=st.lists(
        st.builds(
            lambda zone, starts, place: (zone, starts, place),
            st.sampled_from(["UTC", "Europe/Berlin", "America/New_York", "Asia/Kolkata"]),
            st.integers(7, 11),
            st.sampled_from([None, 1, 2]),
        ),
        max_size=4,
    ),
    has=st.lists(st.tuples(st.integers(0, 3), st.integers(0, 2), SPANS), max_size=20),
    length=st.sampled_from([30, 60, 90]),
)
def test_shares_are_those_that_asking_everybody_finds(groups, has, length):
    long = timedelta(minutes=length)
    made = [
        Group(key=key, place=place, zone=zone, starts=time(starts), ends=time(starts + 8), people=3)
        for key, (zone, starts, place) in enumerate(groups)
    ]
    busy: dict = {}
    for key, person, span in has:
        busy.setdefault(key, {}).setdefault(person, []).append(span)
    starts = [at(number / 2) for number in range(64)]

    found = slots(starts, long, made, busy)

    for slot in found:
        free: dict = {}
        for each in made:
            if not within_hours(each, slot.starts_at, long):
                continue
            for person in range(3):
                spans = busy.get(each.key, {}).get(person, [])
                is_free = all(slot.starts_at >= end or slot.starts_at + long <= begin for begin, end in spans)
                free[each.place] = free.get(each.place, 0) + is_free
        assert (slot.by_place, slot.free) == (free, sum(free.values()))


@given(st.lists(SPANS, max_size=8))
def test_ranges_say_each_start_once(spans):
    starts = [at(number / 2) for number in range(64)]

    said = [number for low, high in overlapped(starts, HOUR, spans) for number in range(low, high)]

    assert said == [n for n, one in enumerate(starts) if any(one < end and begin < one + HOUR for begin, end in spans)]


def test_the_best_come_first_apart_from_each_other_and_two_a_day():
    found = [Slot(starts_at=at(9 + number / 2, days=day), free=9 - day) for day in (0, 1) for number in range(6)]
    found.append(Slot(starts_at=at(9, days=2), free=0))

    chosen = best(found, HOUR, most=5, zone="UTC")

    assert [each.starts_at for each in chosen] == [at(9), at(10), at(9, days=1), at(10, days=1)]
