"""What comes regularly comes on its day at its time, on the clocks of whoever gets it."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from exports.timing import Rhythm, next_time

BERLIN = ZoneInfo("Europe/Berlin")
ZONES = st.sampled_from([BERLIN, ZoneInfo("America/New_York"), ZoneInfo("Asia/Kolkata"), ZoneInfo("Pacific/Apia")])
MOMENTS = st.datetimes(datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC))  # noqa: DTZ001  # the strategy adds it
TIMES = st.times().map(lambda at: at.replace(second=0, microsecond=0))
WEEKLY = st.builds(Rhythm, at=TIMES, weekday=st.integers(0, 6))
MONTHLY = st.builds(Rhythm, at=TIMES, day=st.integers(1, 31))


@pytest.mark.parametrize(
    ("rhythm", "after", "expected"),
    [
        (Rhythm(at=time(7), weekday=0), "2027-03-10T12:00+01:00", "2027-03-15T07:00+01:00"),
        (Rhythm(at=time(7), weekday=2), "2027-03-10T06:59+01:00", "2027-03-10T07:00+01:00"),
        (Rhythm(at=time(7), weekday=2), "2027-03-10T07:00+01:00", "2027-03-17T07:00+01:00"),
        (Rhythm(at=time(7), day=31), "2027-01-31T07:00+01:00", "2027-02-28T07:00+01:00"),
        (Rhythm(at=time(7), day=31), "2028-02-01T07:00+01:00", "2028-02-29T07:00+01:00"),
        (Rhythm(at=time(7), day=28), "2027-03-01T07:00+01:00", "2027-03-28T07:00+02:00"),
        (Rhythm(at=time(2, 30), weekday=6), "2027-03-27T12:00+01:00", "2027-03-28T03:30+02:00"),  # left out that night
        (Rhythm(at=time(2, 30), weekday=6), "2027-10-30T12:00+02:00", "2027-10-31T02:30+02:00"),  # there twice
    ],
)
def test_the_next_time_is_the_first_behind(rhythm, after, expected):
    found = next_time(rhythm, after=datetime.fromisoformat(after), zone=BERLIN)

    assert found == datetime.fromisoformat(expected)


@given(rhythm=WEEKLY | MONTHLY, after=MOMENTS, zone=ZONES)
def test_it_lies_behind_on_its_day_and_not_farther_than_one_turn(rhythm, after, zone):
    found = next_time(rhythm, after=after, zone=zone)

    local = found.astimezone(zone)
    assert after < found <= after + timedelta(days=62)
    assert rhythm.falls_on(local.date())
    assert local.time() == rhythm.at or local.utcoffset() != (found - timedelta(hours=3)).astimezone(zone).utcoffset()


@given(rhythm=WEEKLY | MONTHLY, after=MOMENTS, zone=ZONES)
def test_none_lies_between_two_that_follow_each_other(rhythm, after, zone):
    first = next_time(rhythm, after=after, zone=zone)

    assert next_time(rhythm, after=first - timedelta(seconds=1), zone=zone) == first
    assert next_time(rhythm, after=first, zone=zone) > first


@pytest.mark.parametrize("days", [{}, {"weekday": 1, "day": 1}])
def test_a_rhythm_has_one_kind_of_day(days):
    with pytest.raises(ValueError, match="either"):
        Rhythm(at=time(7), **days)
