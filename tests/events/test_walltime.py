from datetime import UTC, date, datetime, time

import pytest

from events.walltime import NonexistentTimeError, to_utc


@pytest.mark.parametrize(
    ("day", "wall", "zone", "expected"),
    [
        (date(2027, 1, 15), time(10), "Europe/Berlin", datetime(2027, 1, 15, 9, tzinfo=UTC)),
        (date(2027, 7, 15), time(10), "Europe/Berlin", datetime(2027, 7, 15, 8, tzinfo=UTC)),
        (date(2027, 1, 15), time(10), "America/New_York", datetime(2027, 1, 15, 15, tzinfo=UTC)),
        (date(2027, 1, 15), time(10), "Pacific/Auckland", datetime(2027, 1, 14, 21, tzinfo=UTC)),
        (date(2027, 3, 28), time(3), "Europe/Berlin", datetime(2027, 3, 28, 1, tzinfo=UTC)),
    ],
)
def test_the_offset_of_that_very_day_counts(day: date, wall: time, zone: str, expected: datetime) -> None:
    assert to_utc(day, wall, zone) == expected


@pytest.mark.parametrize(
    ("day", "zone"), [(date(2027, 3, 28), "Europe/Berlin"), (date(2027, 3, 14), "America/New_York")]
)
def test_a_time_that_the_clock_jumps_over_is_refused(day: date, zone: str) -> None:
    with pytest.raises(NonexistentTimeError):
        to_utc(day, time(2, 30), zone)


def test_of_an_hour_that_comes_twice_the_first_is_meant() -> None:
    assert to_utc(date(2027, 10, 31), time(2, 30), "Europe/Berlin") == datetime(2027, 10, 31, 0, 30, tzinfo=UTC)
