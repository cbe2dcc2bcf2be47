"""Every moment is written on the wall and read back by parsers that know nothing but our VTIMEZONE."""

import re
import zoneinfo
from datetime import UTC, datetime, timedelta
from itertools import count, pairwise

import icalendar
import pytest
import vobject

from calendars import ical, vtimezone
from calendars.details import MeetingDetails
from tests.support import readers

HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STAMP = datetime(2026, 1, 1, tzinfo=UTC)
# Parsers know the zones of the world by name and would not look at ours, so each file gets a name of its own.
_names = count(1)

TELLING_ZONES = [
    "Africa/Cairo",  # last Thursday, 24:00: the change falls into the next month in some years
    "Africa/Casablanca",  # an hour less during Ramadan
    "America/Los_Angeles",
    "America/New_York",
    "America/Nuuk",  # changes on Saturday evening, by the Sunday of Europe
    "America/Santiago",  # first Sunday after the 2nd; southern
    "America/Sao_Paulo",  # none any more
    "America/St_Johns",  # half an hour
    "Asia/Jerusalem",  # Friday before the last Sunday
    "Asia/Kathmandu",  # three quarters of an hour
    "Asia/Kolkata",
    "Asia/Tokyo",
    "Atlantic/Azores",
    "Australia/Lord_Howe",  # half an hour's summer time
    "Australia/Sydney",
    "Europe/Berlin",
    "Europe/Dublin",  # winter time is the exception in its data
    "Europe/London",
    "Pacific/Apia",
    "Pacific/Auckland",
    "Pacific/Chatham",
    "Pacific/Kiritimati",
]


def moments(zone: str, year: int) -> list[datetime]:
    """The middle of each month, both ends of the year, and the hours around every change of the clock."""
    info = zoneinfo.ZoneInfo(zone)
    days = [datetime(year, 1, 1, tzinfo=UTC) + DAY * step for step in range(366)]
    around = {
        before + HOUR * step
        for before, after in pairwise(days)
        if before.astimezone(info).utcoffset() != after.astimezone(info).utcoffset()
        for step in range(-2, 28)
    }
    middles = {datetime(year, month, 15, 10, 30, tzinfo=UTC) for month in range(1, 13)}
    return sorted(around | middles | {days[0], days[-1] + HOUR * 23})


def written(zone: str, times: list[datetime], *, name: str) -> bytes:
    """A file of one item per moment, whose zone nobody can know by name."""
    items = [ical.Item("uid", MeetingDetails(at, at + HOUR, zone, "Talk"), 0, STAMP, STAMP) for at in times]
    return re.sub(rb"TZID([:=])[^:\r]+", rb"TZID\g<1>" + name.encode(), ical.download(items))


def read_by_icalendar(content: bytes) -> list[datetime]:
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    return [event["DTSTART"].dt.astimezone(UTC) for event in events]


def read_by_vobject(content: bytes) -> list[datetime]:
    calendar = vobject.readOne(content.decode())
    # What was UTC until 2020 vobject takes for UTC and leaves without a zone.
    zone = calendar.vtimezone.tzinfo if "vtimezone" in calendar.contents else UTC
    starts = [event.dtstart.value for event in calendar.vevent_list]
    return [start.replace(tzinfo=start.tzinfo or zone).astimezone(UTC) for start in starts]


def read_by_ical_js(content: bytes) -> list[datetime]:
    return read_all_by_ical_js([content])[0]


def read_all_by_ical_js(contents: list[bytes]) -> list[list[datetime]]:
    return [[event.starts_at for event in events] for events in readers.by_ical_js(contents)]


@pytest.mark.parametrize("read", [read_by_icalendar, read_by_vobject, read_by_ical_js])
@pytest.mark.parametrize("zone", TELLING_ZONES)
def test_other_programs_read_every_moment_right(zone, read):
    times = moments(zone, 2027)

    assert read(written(zone, times, name=f"Test/{next(_names)}")) == times


def test_every_zone_is_read_right():
    alike: dict[object, list[str]] = {}
    for zone in sorted(zoneinfo.available_timezones() - {"Factory", "localtime"}):
        offsets = tuple((at, at.astimezone(zoneinfo.ZoneInfo(zone)).utcoffset()) for at in moments(zone, 2026))
        alike.setdefault((vtimezone.write(zone, 2026, 2026).replace(zone, ""), offsets), []).append(zone)

    wrong, files, expected = [], [], []
    for (_, offsets), zones in alike.items():
        times = [at for at, _ in offsets]
        content = written(zones[0], times, name=f"Test/{next(_names)}")
        if not read_by_icalendar(content) == read_by_vobject(content) == times:
            wrong += zones
        files.append(content)
        expected.append(times)

    assert wrong == []
    assert read_all_by_ical_js(files) == expected


def test_zone_with_rules_is_written_as_yearly_rules_from_the_year_before():
    assert vtimezone.write("Europe/Berlin", 2027, 2027).split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:DAYLIGHT",
        "DTSTART:20260329T020000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3",
        "TZNAME:CEST",
        "TZOFFSETFROM:+0100",
        "TZOFFSETTO:+0200",
        "END:DAYLIGHT",
        "BEGIN:STANDARD",
        "DTSTART:20261025T030000",
        "RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10",
        "TZNAME:CET",
        "TZOFFSETFROM:+0200",
        "TZOFFSETTO:+0100",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_zone_without_changes_is_written_as_one_observance():
    assert vtimezone.write("Asia/Kolkata", 2027, 2027).split("\r\n") == [
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Kolkata",
        "BEGIN:STANDARD",
        "DTSTART:20260101T000000",
        "TZNAME:IST",
        "TZOFFSETFROM:+0530",
        "TZOFFSETTO:+0530",
        "END:STANDARD",
        "END:VTIMEZONE",
        "",
    ]


def test_zone_whose_day_wanders_is_written_change_by_change():
    text = vtimezone.write("Africa/Casablanca", 2027, 2027)

    assert ("RRULE" in text, text.count("DTSTART:"), text.count("DTSTART:2026")) == (False, 7, 3)


@pytest.mark.parametrize(
    ("zone", "summer", "winter"),
    [
        ("Europe/Dublin", "+0100", "+0000"),
        ("Australia/Lord_Howe", "+1100", "+1030"),
        ("America/New_York", "-0400", "-0500"),
    ],
)
def test_summer_time_is_the_one_ahead(zone, summer, winter):
    timezones = icalendar.Timezone.from_ical(vtimezone.write(zone, 2027, 2027))

    assert {(part.name, part["TZOFFSETTO"].to_ical()) for part in timezones.subcomponents} == {
        ("DAYLIGHT", summer),
        ("STANDARD", winter),
    }
