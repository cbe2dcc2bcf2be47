"""Files of other systems: what is read of them, and what would become of each event."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from calendars import reading
from calendars.plaintext import from_html
from calendars.zoning import named
from events.importing import diary, table
from events.importing.entries import Fault, Note, Skip
from events.importing.planning import Fate, Known
from tests.support.importing import calendar, said, sample, steps

pytestmark = pytest.mark.once


# Calendars.


def test_outlook():
    berlin, york = "Europe/Berlin", "America/New_York"
    batch = sample("outlook")

    assert said(batch) == [
        ("Verträge lesen, ohne Angst", "03-12 09:30", "03-12 11:30", berlin, 1, "new", 1),
        ("Sprechstunde Datenschutz", "03-04 16:00", "03-04 17:00", berlin, 3, "new", 3),
        ("Sprechstunde Datenschutz (am Dienstag)", "03-19 17:00", "03-19 18:00", berlin, 1, "new", 1),
        ("Sales call, Boston", "06-10 10:00", "06-10 11:00", york, "Boston office", "new", 1),
        ("Zahnarzt", "03-13 08:00", "03-13 09:00", berlin, "", "skipped", 1),
    ]
    first, series, moved, sales, dentist = batch.entries
    assert first.link == "https://teams.microsoft.com/l/meetup-join/19%3ameeting_abc/0?context=x"
    assert first.text == (
        "Zwei Stunden Verträge lesen, langsam.\n\nBitte mitbringen: einen eigenen Vertrag; Namen geschwärzt.\n\nTeilnehmen:"
    )
    assert [day.isoformat() for day in sorted(series.rule.without)] == ["2030-03-18", "2030-04-01"]
    assert (moved.uid, moved.recurrence) == (series.uid, "2030-03-18T16:00:00")
    assert sales.text == "What **customers** ask.\n\n- prices\n- dates & times"
    assert dentist.skipped == Skip.PRIVATE


def test_google():
    tallinn = "Europe/Tallinn"
    batch = sample("google")

    assert said(batch) == [
        ("Testing in an hour", "03-05 10:00", "03-05 11:00", tallinn, "", "new", 1),
        ("Learning days", "03-11 09:00", "03-12 17:00", tallinn, "Tallinn, Telliskivi 60a", "new", 1),
        ("Review of what we learned", "03-14 14:00", "03-14 15:00", tallinn, 1, "new", 4),
        ("Called off", "03-15 14:00", "03-15 15:00", tallinn, "", "skipped", 1),
    ]
    assert batch.entries[0].link == "https://meet.google.com/abc-defg-hij"
    assert batch.entries[0].text.startswith(
        "How we test, in an hour.\n\n- unit\n- whole\nNotes: [here](https://docs.example.org/notes)"
    )
    assert batch.entries[1].notes == (Note.ALL_DAY,)


def test_indico():
    batch = sample("indico")

    assert said(batch) == [
        ("Detector seminar: what silence sounds like", "03-21 14:00", "03-21 16:00", "Europe/Berlin", 2, "new", 1),
        ("Safety course", "03-25 08:00", "03-25 07:00", "Europe/Berlin", "B. 40", "wrong", 1),
    ]
    assert (batch.entries[0].link, batch.entries[0].topics) == ("", ("Seminar", "Field work"))


def test_nextcloud_and_its_like():
    batch = sample("nextcloud")

    assert said(batch) == [
        ("Reading circle 📚", "04-01 18:00", "04-01 19:30", "Europe/Lisbon", "Library", "new", 1),
        ("Lunch without an end", "04-02 12:00", "04-02 13:00", "Europe/Berlin", "Canteen", "new", 1),
        ("A flight of ideas", "04-03 09:00", "04-03 12:00", "Europe/Berlin", "", "new", 3),
    ]
    assert batch.entries[1].notes == (Note.FLOATING, Note.NO_END)


def test_broken_dates_are_named_at_their_event_and_the_others_are_read():
    found = [
        (
            step.entry.title,
            step.fate.value,
            [(each.fault.value, each.value, each.other) for each in step.entry.problems],
        )
        for step in steps(sample("broken-dates"))
    ]

    assert found == [
        ("A good one among bad ones", "new", []),
        ("The thirteenth month", "wrong", [("broken-date", "20301345T100000", "")]),
        ("In no zone", "wrong", [("no-zone", "Middle Earth Time", "")]),
        ("Ends before it begins", "wrong", [("ends-first", "2030-03-07 10:00", "")]),
        ("At a time that does not exist", "wrong", [("missing-time", "2030-03-31 02:30", "Europe/Berlin")]),
        ("For ever", "wrong", [("endless-rule", "FREQ=WEEKLY", "")]),
        ("Every second of no day", "wrong", [("broken-rule", "FREQ=SECONDLY;BYMONTH=2;BYMONTHDAY=30", "")]),
        ("When?", "wrong", [("no-start", "", "")]),
        ("", "wrong", [("missing", "", "")]),
    ]


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"hello", Fault.NOT_ICS),
        (b"BEGIN:VCALENDAR\nEND:VCALENDAR", Fault.NO_EVENTS),
        ("BEGIN:VCALENDAR\nSUMMARY:Müller".encode("latin-1"), Fault.NOT_UTF8),
        (b"BEGIN:VCALENDAR\n" + b"x" * reading.MOST_BYTES, Fault.TOO_LARGE),
        (b"BEGIN:VCALENDAR\n" + b"BEGIN:VEVENT\nEND:VEVENT\n" * (reading.MOST_EVENTS + 1), Fault.TOO_MANY),
    ],
)
def test_a_file_that_can_not_be_read_says_why(data, fault):
    assert [problem.fault for problem in diary.read(data, zone="UTC").problems] == [fault]


def test_of_two_versions_of_an_event_the_later_one_is_read():
    text = "\n".join(
        ["BEGIN:VCALENDAR"]
        + [
            f"BEGIN:VEVENT\nUID:1\nSEQUENCE:{number}\nDTSTART:20300305T100000Z\nSUMMARY:{number}\nEND:VEVENT"
            for number in (1, 3, 2)
        ]
    )

    assert [entry.title for entry in diary.read(text.encode(), zone="UTC").entries] == ["3"]


@pytest.mark.parametrize(
    ("rule", "days"),
    [
        ("FREQ=DAILY;COUNT=3", ["03-05", "03-06", "03-07"]),
        ("FREQ=WEEKLY;COUNT=3;BYDAY=TU,FR", ["03-05", "03-08", "03-12"]),
        ("FREQ=MONTHLY;COUNT=2;BYMONTHDAY=5", ["03-05", "04-05"]),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=TU;BYSETPOS=1", ["03-05", "04-02"]),
        ("FREQ=WEEKLY;UNTIL=20300319", ["03-05", "03-12", "03-19"]),
        ("FREQ=WEEKLY;UNTIL=20300319T085959Z", ["03-05", "03-12"]),
        ("FREQ=YEARLY;COUNT=2", []),
        ("FREQ=WEEKLY;COUNT=1000000", []),
        ("FREQ=WEEKLY;COUNT=2;BYDAY=WE", []),
        ("FREQ=MONTHLY;COUNT=2;BYDAY=5TU", []),
        ("FREQ=DAILY;UNTIL=00010101T000000", []),
        ("FREQ=DAILY;UNTIL=00010101T000000Z", []),
        ("FREQ=DAILY;COUNT=2;INTERVAL=1000000000", []),
    ],
)
def test_rules_become_ours_or_are_named(rule, days):
    batch = calendar("UID:1", "SUMMARY:x", "LOCATION:y", "DTSTART;TZID=Europe/Berlin:20300305T100000", f"RRULE:{rule}")
    (step,) = steps(batch)

    from events.recurrence import days_of

    assert [f"{day:%m-%d}" for day in (days_of(step.entry.rule) if step.entry.rule else [])] == days
    assert (step.fate == Fate.WRONG) == (not days)


def test_of_a_series_that_has_begun_what_is_to_come_is_left():
    lines = (
        "UID:1",
        "SUMMARY:x",
        "LOCATION:y",
        "DTSTART;TZID=Europe/Berlin:20300305T100000",
        "RRULE:FREQ=WEEKLY;COUNT=4",
    )

    (step,) = steps(calendar(*lines), at=datetime(2030, 3, 12, 20, 0, tzinfo=UTC))
    (over,) = steps(calendar(*lines), at=datetime(2030, 3, 27, 20, 0, tzinfo=UTC))

    assert (f"{step.entry.starts:%m-%d %H:%M}", step.dates, over.entry.skipped) == ("03-19 10:00", 2, Skip.OVER)


@pytest.mark.parametrize(
    ("name", "zone"),
    [
        ("Europe/Berlin", "Europe/Berlin"),
        ("W. Europe Standard Time", "Europe/Berlin"),
        ('"eastern standard time"', "America/New_York"),
        ("/mozilla.org/20050126_1/America/Argentina/Buenos_Aires", "America/Argentina/Buenos_Aires"),
        ("GMT", "UTC"),
        ("Mordor", ""),
    ],
)
def test_zones_are_known_by_many_names(name, zone):
    assert named(name) == zone


def test_a_name_is_made_into_text_and_nothing_hides_in_it():
    batch = calendar("UID:1", "SUMMARY:Pay\u202egro.x\x07 \\, <b>now</b>", "LOCATION:y", "DTSTART:20300305T100000Z")

    assert batch.entries[0].title == "Paygro.x , <b>now</b>"


@pytest.mark.parametrize(
    "lines",
    [
        "ATTENDEE" + ";X=1" * 200_000 + ":mailto:a@example.org",
        "DTSTART" + ";X=1" * 200_000 + ":20300305T100000Z",
        "CATEGORIES:" + "a," * 500_000,
        "DESCRIPTION:" + "<a href=x>" * 100_000,
        "DESCRIPTION:<p>" + "<a " * 30_000,
        "DESCRIPTION:<p>" + "<a x='" * 15_000,
        "DESCRIPTION:<p>" + "<!--" * 25_000,
        "DESCRIPTION:" + "<a>" * 14_000 + "</a>" * 14_000,
        "RDATE:" + "20300305T100000Z," * 50_000,
        "SUMMARY:" + "x\r\n " * 300_000,
        "BEGIN:X\r\n" * 50_000,
        "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30;UNTIL=99991231",
        "BEGIN:VTIMEZONE\r\nTZID:X\r\nBEGIN:STANDARD\r\nRRULE:FREQ=SECONDLY\r\nEND:STANDARD\r\nEND:VTIMEZONE",
    ],
    ids=lambda lines: lines[:12],
)
def test_a_file_that_is_made_to_break_us_is_read_in_a_moment(lines):
    began = datetime.now(UTC)

    steps(calendar("UID:1", "SUMMARY:x", "DTSTART:20300305T100000Z", lines))

    assert (datetime.now(UTC) - began).total_seconds() < 5


@given(st.lists(st.sampled_from([
    "BEGIN:VEVENT", "END:VEVENT", "BEGIN:VTIMEZONE", "END:VTIMEZONE", "TZID:X", "DTSTART;TZID=X:20300305T100000",
    "DTSTART;VALUE=DATE:20300305", "DTEND:20300306", "DTEND:20300305T110000Z", "DURATION:PT1H", "DURATION:-P1D", "RRULE:FREQ=WEEKLY;COUNT=2",
    "RRULE:;=", "EXDATE:", "RDATE;VALUE=PERIOD:20300401T080000Z/PT1H", "RECURRENCE-ID:20300305", "SUMMARY:\\", "UID:", "BEGIN:STANDARD", "END:STANDARD",
    "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200", " folded", "", ":", ";", "END:VCALENDAR", "BEGIN:VCALENDAR", "SEQUENCE:-1", "URL:x",
]), max_size=40))  # fmt: skip
def test_whatever_stands_in_a_calendar_it_is_planned_or_named(lines):
    batch = diary.read("\n".join(["BEGIN:VCALENDAR", *lines]).encode(), zone="Europe/Berlin")

    assert all(isinstance(step.fate, Fate) for step in steps(batch))


@given(st.binary(max_size=300))
def test_whatever_the_bytes_are_nothing_breaks(data):
    for content in (data, b"BEGIN:VCALENDAR\nBEGIN:VEVENT\n" + data):
        steps(diary.read(content, zone="UTC"))
        steps(table.read(b"title,date,start\n" + content, source="csv:1", zone="UTC", kinds={}, languages=()))


def test_what_lasts_for_thousands_of_years_is_wrong():
    batch = calendar("UID:1", "SUMMARY:x", "DTSTART:20300305T100000Z", "DURATION:P2910900D")

    assert [problem.fault for problem in batch.entries[0].problems] == [Fault.BROKEN_DATE]


def test_a_zone_that_turns_without_end_is_not_looked_for():
    turn = "BEGIN:STANDARD\nDTSTART:20000101T000000\nTZOFFSETFROM:+0100\nTZOFFSETTO:{}\nRRULE:BYMONTH={};BYDAY={}MO\nEND:STANDARD"
    turns = [turn.format("+0100", month, week) for month in (1, 2, 3, 10, 11, 12) for week in (1, 2, 3, 4)]
    zone = ["BEGIN:VTIMEZONE", "TZID:Mine", *turns, "END:VTIMEZONE"]
    text = "\n".join(["BEGIN:VCALENDAR", *zone, "BEGIN:VEVENT", "DTSTART;TZID=Mine:20300305T100000", "END:VEVENT"])

    found = diary.read(text.encode(), zone="Africa/Lagos")

    assert [problem.fault for problem in found.entries[0].problems][:1] == [Fault.NO_ZONE]


def test_an_event_outside_of_a_calendar_is_none():
    text = "BEGIN:VCALENDAR\nEND:VCALENDAR\nBEGIN:VEVENT\nBEGIN:VEVENT\nSUMMARY:x"

    assert [problem.fault for problem in diary.read(text.encode(), zone="UTC").problems] == [Fault.NO_EVENTS]


def test_comments_and_unfinished_tags_in_html_are_no_tags():
    assert from_html("<p>a<!-- <b>b</b> -->c <d e") == "ac <d e"
    assert from_html("<p>1 < 2 <a href='https://example.org/?a=%3E'>x</a>") == "1 < 2 [x](https://example.org/?a=%3E)"


def test_html_is_read_without_what_is_not_said():
    html = "<style>p{}</style><script>alert(1)</script><h1>A</h1><p>b &lt;c&gt;<br>d</p><a href='javascript:alert(1)'>e</a>"

    assert from_html(html) == "## A\n\nb <c>\nd\ne"


# What was imported before.


@pytest.mark.parametrize(
    ("known", "fate"),
    [
        ({"is_own": True, "is_untouched": True}, Fate.CHANGE),
        ({"is_own": True, "is_untouched": False}, Fate.KEPT),
        ({"is_own": False, "is_untouched": True}, Fate.ELSEWHERE),
    ],
)
def test_what_was_imported_before_is_not_made_again(known, fate):
    batch = calendar("UID:1", "SUMMARY:x", "LOCATION:y", "DTSTART:20300305T100000Z")
    same = batch.entries[0].digest

    for digest, expected in (("another", fate), (same, fate if fate == Fate.ELSEWHERE else Fate.SAME)):
        (step,) = steps(batch, {("1", ""): Known(event=7, digest=digest, **known)})
        assert step.fate == expected
