"""What feeds and files say in each situation, as vobject and ical.js read them; and times on switch nights."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from calendars import actions as calendars
from calendars.enums import Purpose
from calendars.models import Meeting
from events.actions.copying import draft_of
from tests.factories.accounts import make_user
from tests.factories.calendars import make_feed
from tests.factories.events import make_room, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.desk import DAYS, Desk
from tests.support.letters import letters
from tests.support.readers import Seen, read

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
ZONES = (
    "Europe/Berlin",
    "America/New_York",
    "America/Santiago",  # southern
    "Australia/Lord_Howe",  # southern, half an hour's summer time
    "Pacific/Auckland",  # southern, far ahead
    "Asia/Kolkata",  # half an hour, no summer time
)


class Readers:
    """The three addresses at which the session can be read: one's own, everybody's, and the file."""

    def __init__(self, client, desk: Desk) -> None:
        self.client, self.event = client, desk.event
        self.own = make_feed(desk.person, at=desk.at).get_absolute_url()
        self.site = make_feed(make_user(), purpose=Purpose.SITE, at=desk.at).get_absolute_url()
        client.force_login(desk.person)

    def events(self, *addresses: str) -> list[list[Seen]]:
        return read([self.client.get(address).content for address in addresses])

    def said(self) -> list[list[tuple[int, str, str]]]:
        """SEQUENCE, STATUS and title in each of the three."""
        file = f"/e/{self.event.slug}/calendar.ics"
        found = self.events(self.own, self.site, file)
        assert {(one.uid, one.attendees) for events in found for one in events} <= {
            (uid, ()) for uid in Meeting.objects.values_list("uid", flat=True)
        }
        return [[(one.sequence, one.status, one.title) for one in events] for events in found]


@pytest.fixture
def desk() -> Desk:
    desk = Desk()
    desk.register()
    return desk


@pytest.fixture
def readers(client, desk) -> Readers:
    return Readers(client, desk)


STANDS, MOVED = (0, "CONFIRMED", "Clear writing"), (1, "CONFIRMED", "Clear writing")
CANCELLED = (1, "CANCELLED", "Cancelled: Clear writing")


def test_registered_and_seated(readers):
    assert readers.said() == [[STANDS], [STANDS], [STANDS]]


def test_registered_on_the_waiting_list_and_promoted(client):
    desk = Desk(capacity=1)
    other = make_user()
    desk.register(other)
    desk.register()
    readers = Readers(client, desk)
    waiting = readers.said()

    desk.leave(other)

    assert (waiting, readers.said()) == ([[], [STANDS], [STANDS]], [[STANDS], [STANDS], [STANDS]])


def test_title_changed(desk, readers):
    [[before]] = readers.events(readers.own)

    desk.edit(title="Clearer writing")

    [[after]] = readers.events(readers.own)
    assert (after.uid, after.sequence, after.title) == (before.uid, 0, "Clearer writing")
    assert after.stamped_at > before.stamped_at


def test_room_changed(desk, readers):
    desk.edit_session(room=make_room("Weser"), place="")

    assert [["Weser" in one.place, one.sequence] for [one] in readers.events(readers.own, readers.site)] == [
        [True, 0]
    ] * 2


def test_moved(desk, readers):
    desk.edit_session(starts_wall=time(14), ends_wall=time(15))

    assert readers.said() == [[MOVED], [MOVED], [MOVED]]
    [[seen]] = readers.events(readers.own)
    assert seen.starts_at == desk.event.sessions.get().starts_at


def test_time_zone_changed(desk, readers):
    desk.edit_session(zone="America/New_York")

    assert readers.said() == [[MOVED], [MOVED], [MOVED]]


def test_cancelled(desk, readers):
    desk.call_off()

    assert readers.said() == [[CANCELLED], [CANCELLED], [CANCELLED]]


@pytest.mark.parametrize(("days", "number"), [(29, 1), (31, 0)])
def test_cancelled_stays_thirty_days_after_its_date(desk, readers, days, number):
    desk.call_off()
    ended = timezone.now() - days * DAY
    Meeting.objects.update(starts_at=ended - timedelta(hours=1), ends_at=ended)

    assert [len(events) for events in readers.events(readers.own, readers.site)] == [number, number]


def test_session_whose_row_was_deleted(client):
    day = (timezone.now() + DAYS * DAY).date()
    desk = Desk(sessions=(session_draft(day), session_draft(day + DAY)))
    desk.register()
    readers = Readers(client, desk)

    desk.edit(sessions=draft_of(desk.event).sessions[:1])

    assert readers.said()[:2] == [[STANDS, CANCELLED], [STANDS, CANCELLED]]


def test_reinstated(desk, readers):
    desk.call_off()
    meeting = Meeting.objects.get()

    calendars.put_meeting(uid=meeting.uid, details=meeting.details, at=desk.tick())
    calendars.expect(person=desk.person, wanted=[meeting.uid], among=[meeting.uid], at=desk.at)

    back = (2, "CONFIRMED", "Clear writing")
    assert readers.said()[:2] == [[back], [back]]


@pytest.mark.parametrize("how", ["leaves", "is removed"])
def test_person_who_leaves_or_is_removed(desk, readers, how):
    desk.leave() if how == "leaves" else desk.remove()

    assert readers.said() == [[], [STANDS], [STANDS]]


def test_person_comes_back(desk, readers):
    desk.leave()
    desk.register()

    assert readers.said() == [[STANDS], [STANDS], [STANDS]]


def test_draft(client):
    desk = Desk()
    readers = Readers(client, desk)
    make_upcoming_event(title="Another", days=3)
    desk.event.sessions.get()

    assert [[one.title for one in events] for events in readers.events(readers.own, readers.site)] == [
        [],
        ["Another", "Clear writing"],
    ]


def test_mail_feeds_and_file_name_one_event_at_one_time(desk, readers):
    desk.edit_session(starts_wall=time(14), ends_wall=time(15))
    [mailed] = [seen for to, seen in letters() if to == desk.person.email and seen]

    file = f"/e/{desk.event.slug}/calendar.ics"
    found = [one for events in readers.events(readers.own, readers.site, file) for one in events]

    assert [(one.uid, one.sequence, one.starts_at, one.ends_at) for one in found] == [
        (mailed.uid, mailed.sequence, mailed.starts_at, mailed.ends_at)
    ] * 3
    assert [one.method for one in found] == ["", "", "PUBLISH"]


def switch_nights(zone: str) -> list[date]:
    """The next two days on which the clocks turn."""
    today, info = timezone.now().date(), ZoneInfo(zone)

    def offset(day: date) -> timedelta | None:
        return datetime.combine(day, time(), info).utcoffset()

    days = [today + number * DAY for number in range(3, 500)]
    return [day for day in days if offset(day) != offset(day + DAY)][:2]


@pytest.mark.parametrize("zone", ZONES)
def test_times_are_those_of_the_zone_on_both_switch_nights(client, zone):
    nights = switch_nights(zone) or [(timezone.now() + DAYS * DAY).date()]
    assert len(nights) == (1 if zone == "Asia/Kolkata" else 2)
    walls = [
        (-1, "22:00", "23:00"),
        (0, "00:30", "00:50"),
        (0, "04:00", "05:00"),
        (0, "12:00", "13:00"),
        (1, "09:00", "10:00"),
    ]
    drafts = [
        session_draft(night + days * DAY, starts, ends, zone=zone) for night in nights for days, starts, ends in walls
    ]
    drafts = [draft for draft in drafts if not draft.missing]  # a time over which the clock jumps
    event = make_upcoming_event(sessions=tuple(drafts))
    person = make_user()
    url = make_feed(person).get_absolute_url()

    register(event, person, at=timezone.now() - timedelta(hours=1))

    info = ZoneInfo(zone)
    expected = sorted(
        tuple(datetime.combine(day, wall, info).astimezone(UTC) for day, wall in ends)
        for ends in (((one.held_on, one.starts_wall), (one.ends_on, one.ends_wall)) for one in drafts)
    )
    mailed = [seen for to, seen in letters() if to == person.email and seen]
    [served] = read([client.get(url).content])
    assert sorted((one.starts_at, one.ends_at) for one in mailed) == expected
    until = timezone.now() + 365 * DAY
    assert [(one.starts_at, one.ends_at) for one in served] == [times for times in expected if times[0] < until]
