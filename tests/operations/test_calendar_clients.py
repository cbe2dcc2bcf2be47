"""Real calendar clients read feeds of the running product: vdirsyncer fetches, khal shows, Radicale takes entries."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from django.utils import timezone

from calendars import actions as calendars
from calendars import ical
from calendars.details import MeetingDetails
from tests.factories.accounts import make_user
from tests.factories.calendars import invite, make_feed, make_meeting
from tests.support.clients import Subscriber, calendar_server
from tests.support.desk import DAYS, Desk
from tests.support.readers import read
from tests.support.running import Running, running

pytestmark = pytest.mark.once  # the real product, on SQLite
HOUR = timedelta(hours=1)


@pytest.fixture(scope="module")
def product(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Running]:
    product = Running(tmp_path_factory.mktemp("clients"), django_db_blocker, mail="")
    with running(product):
        yield product


def test_a_move_and_a_cancellation_arrive_at_the_next_sync(product, tmp_path: Path):
    with product.database():
        desk = Desk()
        desk.register()
        feed = make_feed(desk.person, at=desk.at)
        day = desk.event.sessions.get().held_on
        subscriber = Subscriber(tmp_path, product.url + feed.get_absolute_url())
        shown = [synced(subscriber, day)]

        desk.edit_session(starts_wall=time(14), ends_wall=time(15, 30))
        shown.append(synced(subscriber, day))
        desk.call_off()
        shown.append(synced(subscriber, day))

    assert shown == [
        [f"{day} 10:00-11:00 Clear writing"],
        [f"{day} 14:00-15:30 Clear writing"],
        [f"{day} 14:00-15:30 CANCELLED Cancelled: Clear writing"],
    ]


def test_somebody_who_leaves_no_longer_has_it_after_the_next_sync(product, tmp_path: Path):
    with product.database():
        desk = Desk(days=DAYS + 1)
        desk.register()
        feed = make_feed(desk.person, at=desk.at)
        day = desk.event.sessions.get().held_on
        subscriber = Subscriber(tmp_path, product.url + feed.get_absolute_url())
        shown = [synced(subscriber, day)]

        desk.leave()
        shown.append(synced(subscriber, day))

    assert shown == [[f"{day} 10:00-11:00 Clear writing"], []]


def synced(subscriber: Subscriber, day: date) -> list[str]:
    subscriber.sync()
    return subscriber.listed(day.isoformat())


ZONES = ("Europe/Berlin", "America/New_York", "America/Santiago", "Australia/Lord_Howe", "Asia/Kolkata", "UTC")


def entries(at: datetime) -> Iterator[MeetingDetails]:
    """Every form that an entry takes: zones, the hour that comes twice, texts that need care, and long ones."""
    for number, zone in enumerate(ZONES):
        starts = (at + timedelta(days=20 + number)).replace(minute=0, second=0)
        yield MeetingDetails(starts, starts + HOUR, zone, f"In {zone}")
    night = next(
        instant
        for instant in (at.replace(minute=0, second=0) + number * HOUR for number in range(24 * 400))
        if _comes_twice(instant, "Europe/Berlin")
    )
    yield MeetingDetails(night, night + HOUR / 2, "Europe/Berlin", "In the hour that comes twice")
    texts = {"place": "Alster 1.10; Hamburg", "url": "https://example.org/e/x/", "description": "日本語, \\n;\n" * 80}
    yield MeetingDetails(
        at + timedelta(days=40), at + timedelta(days=40, hours=1), "Europe/Berlin", "Größe, 😀; " * 12, **texts
    )
    yield MeetingDetails(at + timedelta(days=50), at + timedelta(days=53), "Europe/Berlin", "For three days")


def _comes_twice(instant: datetime, zone: str) -> bool:
    wall = instant.astimezone(ZoneInfo(zone))
    return wall.utcoffset() != wall.replace(fold=1 - wall.fold).utcoffset()


def test_a_caldav_server_takes_every_entry_from_vdirsyncer(product, tmp_path: Path):
    with product.database(), calendar_server(tmp_path) as server:
        at = timezone.now().replace(microsecond=0)
        person = make_user()
        told = [details for details in entries(at) if details.starts_at < at + timedelta(days=365)]
        for details in told:
            invite(person, make_meeting(at=at, **vars(details)), at=at)
        calendars.cancel_meeting(uid=make_cancelled(person, at), at=at)
        feed = make_feed(person, at=at)
        subscriber = Subscriber(tmp_path / "subscriber", product.url + feed.get_absolute_url(), kept=server.storage)

        subscriber.sync()

        _status, content = server.ask("GET")
    [seen] = read([content])
    expected = sorted((one.starts_at, one.ends_at) for one in told)
    assert sorted((one.starts_at, one.ends_at) for one in seen if one.status == "CONFIRMED") == expected
    assert [one.title for one in seen if one.status == "CANCELLED"] == ["Cancelled: Off"]


def make_cancelled(person, at: datetime) -> str:
    meeting = make_meeting(at=at, starts_at=at + timedelta(days=60), title="Off")
    invite(person, meeting, at=at)
    return meeting.uid


@pytest.mark.parametrize("is_cancelled", [False, True])
def test_a_caldav_server_takes_each_entry_by_itself(tmp_path: Path, is_cancelled):
    at = datetime(2027, 3, 1, 9, tzinfo=UTC)
    me, you = ical.Party("Roundtable", "seminars@example.org"), ical.Party('Ines "I" Okafor', "ines@example.org")
    made = {
        f"entry-{number}": ical.Item(
            f"entry-{number}", details, 3, at, at, is_cancelled=is_cancelled, organiser=me, attendee=you
        )
        for number, details in enumerate(entries(at))
    }

    with calendar_server(tmp_path) as server:
        answers = [
            server.ask("PUT", path=f"{uid}.ics", body=as_stored(ical.invitation(item, ical.Method.REQUEST)))[0]
            for uid, item in made.items()
        ]
        kept = {uid: read([server.ask("GET", path=f"{uid}.ics")[1]])[0][0] for uid in made}

    assert answers == [201] * len(made)
    assert [(one.uid, one.starts_at, one.ends_at) for one in kept.values()] == [
        (item.uid, item.details.starts_at, item.details.ends_at) for item in made.values()
    ]


def as_stored(invitation: bytes) -> bytes:
    """As a program keeps it: what is kept invites nobody (RFC 4791, 4.1)."""
    return invitation.replace(b"METHOD:REQUEST\r\n", b"")
