"""The bytes that leave us, read by a parser that is not the one that wrote them."""

from datetime import UTC, datetime, timedelta

import icalendar
import pytest
import vobject
from django.utils import translation

from calendars import actions, ical, rendering
from calendars.details import MeetingDetails
from calendars.models import Meeting, Revision
from tests.factories.accounts import make_guest, make_user
from tests.factories.calendars import NOW, STARTS, invite, make_details, make_meeting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def part_of(revision) -> str:
    return rendering.part(revision).content.decode()


def lines(text: str) -> list[str]:
    return text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")


def event_lines(text: str) -> list[str]:
    every = lines(text)
    return sorted(every[every.index("BEGIN:VEVENT") + 1 : every.index("END:VEVENT")])


def test_request_says_everything_to_one_person():
    person = make_user("Ines Okafor", email="ines@example.org")
    meeting = make_meeting(
        "one@example.org", place="Alster 1.10, Hamburg", url="http://testserver/e/writing/", description="Bring a text."
    )
    [revision] = invite(person, meeting)

    text = part_of(revision)

    assert lines(text)[:6] == [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Roundtable//Roundtable//EN",
        "CALSCALE:GREGORIAN",
        "METHOD:REQUEST",
        "BEGIN:VTIMEZONE",
    ]
    assert event_lines(text) == [
        'ATTENDEE;CN="Ines Okafor";CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT;RSVP=TRUE:mailto:ines@example.org',
        "DESCRIPTION:Bring a text.\\n\\nhttp://testserver/e/writing/",
        "DTEND;TZID=Europe/Berlin:20270408T110000",
        "DTSTAMP:20270301T090000Z",
        "DTSTART;TZID=Europe/Berlin:20270408T090000",
        "LAST-MODIFIED:20270301T090000Z",
        "LOCATION:Alster 1.10\\, Hamburg",
        f"ORGANIZER;CN=Roundtable:mailto:{revision.organiser_address}",
        "SEQUENCE:0",
        "STATUS:CONFIRMED",
        "SUMMARY:Clear writing",
        "TRANSP:OPAQUE",
        "UID:one@example.org",
        "URL:http://testserver/e/writing/",
    ]


def test_cancel_says_so_three_times_and_asks_nothing():
    person, meeting = make_user("Ines", email="ines@example.org"), make_meeting()
    invite(person, meeting)
    [revision] = actions.expect(person=person, wanted=[], among=[meeting.uid], at=LATER)

    part = rendering.part(revision)

    text = part.content.decode()
    assert part.method == "CANCEL"
    assert [line for line in lines(text) if line.startswith(("METHOD", "STATUS", "SEQUENCE", "ATTENDEE"))] == [
        "METHOD:CANCEL",
        "SEQUENCE:1",
        "ATTENDEE;CN=Ines;CUTYPE=INDIVIDUAL;PARTSTAT=NEEDS-ACTION;ROLE=REQ-PARTICIPANT:mailto:ines@example.org",
        "STATUS:CANCELLED",
    ]


def test_revision_reads_the_same_whatever_happens_to_the_meeting():
    person, meeting = make_user(), make_meeting()
    [revision] = invite(person, meeting)
    before = rendering.part(revision).content

    actions.put_meeting(uid=meeting.uid, details=make_details(title="Something else", zone="Asia/Tokyo"), at=LATER)
    person.name, person.email = "Somebody", "else@example.org"
    person.save()

    assert rendering.part(Revision.objects.get(pk=revision.pk)).content == before


def test_revision_names_nobody_else():
    meeting = make_meeting()
    people = [make_user(), make_guest(), make_user()]

    texts = [part_of(revision) for person in people for revision in invite(person, meeting)]

    assert [[person.email in text for person in people] for text in texts] == [
        [True, False, False],
        [False, True, False],
        [False, False, True],
    ]


def test_lines_end_in_crlf_and_fold_at_75_octets():
    [revision] = invite(make_user("Ä" * 100), make_meeting(title="Größe " * 40, description="日本語\n" * 100))

    content = rendering.part(revision).content

    assert content.count(b"\n") == content.count(b"\r\n")
    assert max(len(line) for line in content.split(b"\r\n")) <= 75
    assert content.decode().startswith("BEGIN:VCALENDAR\r\n")


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Tea;\r\nATTENDEE:mailto:x@y", "Tea; ATTENDEE:mailto:x@y"),
        ("Tea\u2028\x0b\x85END:VEVENT", "Tea END:VEVENT"),
        ("T\x00e\x07a\x1b\x7f\ud800", "Tea"),
        ('Tea, \\n; "milk"', 'Tea, \\n; "milk"'),
    ],
)
def test_text_can_neither_break_a_line_nor_carry_control_characters(text, shown):
    details = MeetingDetails(STARTS, STARTS + HOUR, "Europe/Berlin", text, place=text, description=text)
    party = ical.Party(text, "a@example.org")
    item = ical.Item("one", details, 0, NOW, NOW, organiser=party, attendee=party)

    calendar = icalendar.Calendar.from_ical(ical.download([item]))

    [event] = calendar.walk("VEVENT")
    assert (str(event["SUMMARY"]), str(event["LOCATION"]), event["ATTENDEE"]) == (shown, shown, "mailto:a@example.org")
    assert [part.errors for part in calendar.walk()] == [[] for _ in calendar.walk()]


def test_address_of_the_page_stays_on_one_line():
    details = make_details(url="http://x/y\r\nATTENDEE:mailto:x@y")

    text = ical.download([ical.Item("one", details, 0, NOW, NOW)]).decode()

    assert [line for line in lines(text) if line.startswith(("URL", "ATTENDEE"))] == [
        "URL:http://x/y ATTENDEE:mailto:x@y"
    ]


def test_description_keeps_its_paragraphs():
    details = make_details(description="One.\r\n\r\nTwo.\rThree.\tFour.", url="http://x/y")

    [event] = icalendar.Calendar.from_ical(ical.download([ical.Item("one", details, 0, NOW, NOW)])).walk("VEVENT")

    assert str(event["DESCRIPTION"]) == "One.\n\nTwo.\nThree.\tFour.\n\nhttp://x/y"


@pytest.mark.parametrize(
    ("zone", "starts_at", "written"),
    [
        ("Europe/Berlin", datetime(2027, 3, 28, 0, 30, tzinfo=UTC), ";TZID=Europe/Berlin:20270328T013000"),
        ("Europe/Berlin", datetime(2027, 3, 28, 1, 30, tzinfo=UTC), ";TZID=Europe/Berlin:20270328T033000"),
        ("Europe/Berlin", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), ":20271031T003000Z"),  # 02:30, first
        ("Europe/Berlin", datetime(2027, 10, 31, 1, 30, tzinfo=UTC), ":20271031T013000Z"),  # 02:30, second
        ("Europe/Berlin", datetime(2027, 10, 31, 2, 30, tzinfo=UTC), ";TZID=Europe/Berlin:20271031T033000"),
        ("America/New_York", datetime(2027, 3, 14, 7, 30, tzinfo=UTC), ";TZID=America/New_York:20270314T033000"),
        ("America/New_York", datetime(2027, 11, 7, 6, 30, tzinfo=UTC), ":20271107T063000Z"),
        ("Australia/Lord_Howe", datetime(2027, 4, 3, 14, 45, tzinfo=UTC), ":20270403T144500Z"),
        ("UTC", STARTS, ":20270408T070000Z"),
        ("Etc/UTC", STARTS, ":20270408T070000Z"),
    ],
)
def test_times_are_written_so_that_they_mean_one_moment(zone, starts_at, written):
    details = MeetingDetails(starts_at, starts_at + HOUR, zone, "Talk")

    content = ical.download([ical.Item("one", details, 0, NOW, NOW)])

    starts, ends = (
        next(line for line in event_lines(content.decode()) if line.startswith(name)) for name in ("DTSTART", "DTEND")
    )
    assert starts == f"DTSTART{written}"
    assert ("TZID" in starts, "VTIMEZONE" in content.decode()) == ("TZID" in ends, "TZID" in starts)


def test_end_in_the_repeated_hour_puts_both_into_utc():
    starts_at = datetime(2027, 10, 30, 23, 30, tzinfo=UTC)

    content = ical.download(
        [ical.Item("one", MeetingDetails(starts_at, starts_at + HOUR, "Europe/Berlin", "T"), 0, NOW, NOW)]
    )

    assert [line for line in event_lines(content.decode()) if line.startswith("DT")] == [
        "DTEND:20271031T003000Z",
        "DTSTAMP:20270301T090000Z",
        "DTSTART:20271030T233000Z",
    ]


def test_zone_is_described_once_however_many_meetings_use_it():
    meetings = [make_meeting(), make_meeting(starts_at=STARTS + timedelta(days=400)), make_meeting(zone="Asia/Tokyo")]

    text = rendering.download(meetings).decode()

    assert [line for line in lines(text) if line.startswith(("TZID", "BEGIN:V"))] == [
        "BEGIN:VCALENDAR",
        "BEGIN:VTIMEZONE",
        "TZID:Asia/Tokyo",
        "BEGIN:VTIMEZONE",
        "TZID:Europe/Berlin",
        "BEGIN:VEVENT",
        "BEGIN:VEVENT",
        "BEGIN:VEVENT",
    ]


def test_download_publishes_and_names_no_attendee():
    person, meeting = make_user(), make_meeting("one@example.org")
    invite(person, meeting)

    text = rendering.download([meeting]).decode()

    assert [line for line in lines(text) if line.startswith(("METHOD", "ATTENDEE", "ORGANIZER", "UID"))] == [
        "METHOD:PUBLISH",
        "UID:one@example.org",
        "ORGANIZER;CN=Roundtable:mailto:roundtable@testserver",
    ]
    assert person.email not in text


def test_feed_has_no_method_and_names_nobody():
    text = rendering.feed([make_meeting()], name="Roundtable").decode()

    head = lines(text)[: lines(text).index("BEGIN:VTIMEZONE")]
    assert sorted(head) == [
        "BEGIN:VCALENDAR",
        "CALSCALE:GREGORIAN",
        "NAME:Roundtable",
        "PRODID:-//Roundtable//Roundtable//EN",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "VERSION:2.0",
        "X-PUBLISHED-TTL:PT1H",
        "X-WR-CALNAME:Roundtable",
    ]
    assert [line for line in lines(text) if line.startswith(("ORGANIZER", "ATTENDEE", "UID:uid", "BEGIN:VALARM"))] == []


@pytest.mark.parametrize(("language", "title"), [("en", "Cancelled: Clear writing")])
def test_cancelled_meeting_says_so_in_title_status_and_leaves_the_time_free(language, title):
    meeting = make_meeting()
    cancelled = actions.cancel_meeting(uid=meeting.uid, at=LATER)

    with translation.override(language):
        text = rendering.feed([cancelled], name="Roundtable").decode()

    assert [
        line for line in event_lines(text) if line.startswith(("SEQ", "STATUS", "SUMMARY", "TRANSP", "DTSTAMP"))
    ] == [
        "DTSTAMP:20270301T100000Z",
        "SEQUENCE:1",
        "STATUS:CANCELLED",
        f"SUMMARY:{title}",
        "TRANSP:TRANSPARENT",
    ]


def test_mail_download_and_feed_agree_on_uid_times_and_sequence():
    person, meeting = make_user(), make_meeting()
    invite(person, meeting)
    actions.put_meeting(uid=meeting.uid, details=make_details(STARTS + HOUR), at=LATER)
    [moved] = actions.bring_up_to_date(uids=[meeting.uid], at=LATER)
    fresh = Meeting.objects.get()

    read = []
    for content in (
        rendering.part(moved).content,
        rendering.download([fresh]),
        rendering.feed([fresh], name="Roundtable"),
    ):
        event = vobject.readOne(content.decode()).vevent
        read.append((event.uid.value, event.dtstart.value.astimezone(UTC), event.sequence.value, event.dtstamp.value))

    assert read == [(meeting.uid, STARTS + HOUR, "1", LATER)] * 3


def test_empty_feed_is_a_calendar_all_the_same():
    assert [part.name for part in icalendar.Calendar.from_ical(rendering.feed([], name="Roundtable")).walk()] == [
        "VCALENDAR"
    ]
