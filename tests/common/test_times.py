from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone, translation

from common import times

STARTS = datetime(2026, 11, 24, 8, 30, tzinfo=UTC)
ENDS = STARTS + timedelta(hours=2)


@pytest.fixture(autouse=True)
def _in_berlin():
    with timezone.override(ZoneInfo("Europe/Berlin")), translation.override("en"):
        yield


def day(on: datetime) -> str:
    return times.day(on, with_year=False)


@pytest.mark.parametrize(
    ("language", "text"), [("en", "Tuesday 24 November"), ("de", "Dienstag, 24.\N{NO-BREAK SPACE}November")]
)
def test_a_day_is_written_as_its_readers_write_it(language, text):
    with translation.override(language):
        assert day(STARTS) == text


def test_the_year_stands_there_where_it_is_another():
    this_year = timezone.localdate().replace(month=3, day=2)

    assert str(this_year.year) not in times.day(this_year)
    assert times.day(datetime(2019, 3, 2, 12, tzinfo=UTC)) == "Saturday 2 March 2019"


def test_times_are_the_readers_own():
    with timezone.override(ZoneInfo("Asia/Tokyo")):
        assert (day(STARTS), times.hours(STARTS, ENDS)) == ("Tuesday 24 November", "17:30–19:30")


def test_a_span_over_midnight_says_both_days():
    with timezone.override(ZoneInfo("Pacific/Auckland")):
        starts = datetime(2019, 11, 24, 9, 30, tzinfo=UTC)
        text = times.span(starts, starts + timedelta(hours=2))

    assert text == "Sunday 24 November 2019, 22:30 to Monday 25 November 2019, 00:30"


@pytest.mark.parametrize(
    ("zone", "place", "text"),
    [
        ("Europe/Berlin", "", "Berlin time, which is yours too"),
        ("Europe/Madrid", "Madrid", "Madrid time, which is yours too"),
        ("America/Argentina/Buenos_Aires", "", "In Buenos Aires: Sunday 24 November 2019, 05:30–07:30"),
    ],
)
def test_the_zone_is_named_where_it_differs(zone, place, text):
    starts = datetime(2019, 11, 24, 8, 30, tzinfo=UTC)

    assert times.zone_note(starts, starts + timedelta(hours=2), zone=zone, place=place) == text


def test_zones_that_part_in_between_are_not_the_same():
    # Berlin leaves summer time in this night; Algiers never has it.
    starts = datetime(2026, 10, 24, 22, 0, tzinfo=UTC)

    assert times.is_same_clock(starts, starts + timedelta(hours=6), "Africa/Algiers") is False
