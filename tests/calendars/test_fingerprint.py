"""A feed's fingerprint is asked of the database before anything is written: it must betray every other byte."""

import random
import shutil
import time
import zoneinfo
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.utils import timezone, translation

from calendars import actions, ical, queries, registry, rendering, vtimezone
from calendars.models import Entry, Feed, Meeting
from tests.factories.accounts import make_user
from tests.factories.calendars import NOW, invite, make_details, make_feed, make_meeting

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STEPS = 150
# Of the processor, for five hundred entries; twice that where others keep its caches busy.
FRESH_SECONDS, KNOWN_SECONDS = 2 * 0.060, 2 * 0.008


def state(feed: Feed, at) -> tuple[str, bytes]:
    """The fingerprint, and the bytes that it stands for."""
    feed = Feed.objects.select_related("user").get(pk=feed.pk)
    with translation.override(feed.language):
        contents = registry.contents(feed)
        keys = contents.shown.keys(at=at)
        meetings = contents.shown.meetings(at=at)
        content = rendering.feed(meetings, name=contents.name, alarm=feed.alarm)
    return queries.fingerprint(feed, name=contents.name, keys=keys, at=at), content


class Organisation:
    """Somebody with a feed, and everything that can happen to what stands in it."""

    def __init__(self, seed: int) -> None:
        self.dice = random.Random(seed)
        self.at = NOW
        self.reader = make_user()
        self.feed = make_feed(self.reader, at=NOW)

    def step(self) -> None:
        """One thing happens, and some time goes by: seconds, or weeks."""
        self.at += self.dice.choice([timedelta(0), timedelta(seconds=1), HOUR, 20 * DAY])
        deeds = [self.add, self.reword, self.move, self.call_off, self.leave, self.come_back, self.alarm, self.speak]
        self.dice.choice(deeds)()

    def meeting(self) -> Meeting | None:
        found = list(Meeting.objects.order_by("pk"))
        return self.dice.choice(found) if found else None

    def add(self) -> None:
        starts = self.at + self.dice.randrange(-40, 400) * DAY
        invite(self.reader, make_meeting(starts_at=starts, zone=self.zone(), at=self.at), at=self.at)

    def zone(self) -> str:
        return self.dice.choice(["Europe/Berlin", "Asia/Kolkata", "America/New_York", "UTC"])

    def reword(self) -> None:
        if meeting := self.meeting():
            details = make_details(
                meeting.starts_at, title=self.dice.choice("ABC"), place=self.dice.choice(["", "Here"])
            )
            actions.put_meeting(uid=meeting.uid, details=details, at=self.at)

    def move(self) -> None:
        if meeting := self.meeting():
            starts = meeting.starts_at + self.dice.choice([-1, 1]) * DAY
            actions.put_meeting(uid=meeting.uid, details=make_details(starts, zone=self.zone()), at=self.at)

    def call_off(self) -> None:
        if meeting := self.meeting():
            actions.cancel_meeting(uid=meeting.uid, at=self.at)

    def leave(self) -> None:
        if meeting := self.meeting():
            actions.expect(person=self.reader, wanted=[], among=[meeting.uid], at=self.at)

    def come_back(self) -> None:
        if meeting := self.meeting():
            invite(self.reader, meeting, at=self.at)

    def alarm(self) -> None:
        actions.set_alarm(feed=self.feed, minutes=self.dice.choice([None, 10, 60]))

    def speak(self) -> None:
        self.reader.language = self.dice.choice(["en", "de"])
        self.reader.save()


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_one_fingerprint_never_stands_for_two_files(seed):
    organisation = Organisation(seed)
    seen: dict[str, bytes] = {}
    changes, before = 0, b""

    for _ in range(STEPS):
        organisation.step()
        fingerprint, content = state(organisation.feed, organisation.at)
        assert seen.setdefault(fingerprint, content) == content
        changes, before = changes + (content != before), content

    assert changes > STEPS / 4  # or the walk has shown little


def test_fingerprint_stays_while_time_goes_by_and_nothing_happens():
    organisation = Organisation(1)
    invite(organisation.reader, make_meeting(), at=NOW)

    assert state(organisation.feed, NOW) == state(organisation.feed, NOW + 5 * DAY)


def test_other_rules_of_the_clock_are_another_fingerprint(tmp_path: Path):
    organisation = Organisation(1)
    invite(organisation.reader, make_meeting(zone="Europe/Berlin"), at=NOW)
    before = state(organisation.feed, NOW)
    home = next(Path(path) for path in zoneinfo.TZPATH if (Path(path) / "Africa/Algiers").exists())
    (tmp_path / "Europe").mkdir()
    shutil.copy(home / "Africa/Algiers", tmp_path / "Europe/Berlin")  # Berlin gives up summer time
    try:
        _go_by([str(tmp_path), *zoneinfo.TZPATH])
        after = state(organisation.feed, NOW)
    finally:
        _go_by(None)

    assert (before[0] != after[0], before[1] != after[1]) == (True, True)


def _go_by(places: list[str] | None) -> None:
    zoneinfo.reset_tzpath(places)
    zoneinfo.ZoneInfo.clear_cache()
    vtimezone.write.cache_clear()


def test_five_hundred_entries_cost_little(client: Client):
    reader = make_user()
    at = timezone.now()
    days = [at.replace(microsecond=0) + (number + 1) * 16 * HOUR for number in range(500)]
    texts = {
        "place": "Alster 1.10, Hamburg",
        "url": "http://testserver/e/talk/",
        "description": "What it is about.\n" * 20,
    }
    meetings = Meeting.objects.bulk_create(
        Meeting(
            uid=f"{number}", digest="x", revised_at=at, **vars(make_details(starts, title=f"Talk {number}", **texts))
        )
        for number, starts in enumerate(days)
    )
    Entry.objects.bulk_create(Entry(meeting=one, user=reader, for_seat=True, changed_at=at) for one in meetings)
    url = make_feed(reader, at=at).get_absolute_url()

    fresh = [cost(lambda: forget_what_was_written() or client.get(url)) for _ in range(5)]
    etag = client.get(url)["ETag"]
    known = [cost(lambda: client.get(url, headers={"If-None-Match": etag})) for _ in range(9)]

    assert client.get(url).content.count(b"BEGIN:VEVENT") == 500
    assert (min(fresh) < FRESH_SECONDS, min(known) < KNOWN_SECONDS) == (True, True), (min(fresh), min(known))


def forget_what_was_written() -> None:
    ical._event.cache_clear()


def cost(deed) -> float:
    """Seconds of the processor."""
    begun = time.process_time()
    deed()
    return time.process_time() - begun
