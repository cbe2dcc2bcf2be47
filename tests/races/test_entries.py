"""One person's calendar changed from two sides at once: the last word must be the one that holds."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import transaction

from calendars import actions
from calendars.models import Entry
from calendars.querysets import EntryQuerySet
from tests.factories.accounts import make_user
from tests.factories.calendars import NOW, STARTS, invite, make_details, make_meeting
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 12
HOUR = timedelta(hours=1)
LATER = NOW + HOUR


def _contradictions(race: Callable) -> int:
    """People leave while their address changes: how often a calendar is left with a meeting, or something broke."""
    meeting = make_meeting()
    people = [make_user() for _ in range(ROUNDS)]
    for person in people:
        invite(person, meeting)
        person.email = f"new-{person.email}"
        person.save()
    leave = [
        partial(_quietly, actions.expect, person=person, wanted=[], among=[meeting.uid], at=LATER) for person in people
    ]
    move = [
        partial(_quietly, actions.follow_address, person=person, former="old@example.org", at=LATER)
        for person in people
    ]

    results = race(leave, move)

    broken = sum(bool(result.error) for lane in results for result in lane)
    return broken + sum(_shows_the_meeting(entry) for entry in Entry.objects.all())


def _shows_the_meeting(entry: Entry) -> bool:
    """What a calendar makes of all it got: the highest SEQUENCE holds, then the latest DTSTAMP."""
    return entry.revisions.order_by("sequence", "stamped_at").last().method == "REQUEST"


def _quietly(action: Callable, **values: object) -> None:
    action(**values)


def _stale(race: Callable) -> int:
    """A session moves while people's addresses change: how many are left with the old time, or something broke."""
    pairs = [(make_user(), make_meeting()) for _ in range(ROUNDS)]
    for person, meeting in pairs:
        invite(person, meeting)
    move = [partial(_move, meeting.uid) for _person, meeting in pairs]
    follow = [
        partial(_quietly, actions.follow_address, person=person, former="old@example.org", at=LATER)
        for person, _meeting in pairs
    ]

    results = race(move, follow)

    broken = sum(bool(result.error) for lane in results for result in lane)
    last = [entry.revisions.order_by("sequence", "stamped_at").last() for entry in Entry.objects.all()]
    return broken + sum(revision.told.details.starts_at != STARTS + HOUR for revision in last)


@transaction.atomic
def _move(uid: str) -> None:
    actions.put_meeting(uid=uid, details=make_details(STARTS + HOUR), at=LATER)
    actions.bring_up_to_date(uids=[uid], at=LATER)


@pytest.fixture
def _with_meetings_as_old_as_the_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        EntryQuerySet, "with_meeting_and_person", lambda self: self.select_related("user", "guest", "meeting")
    )


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EntryQuerySet, "locked", lambda self: self.order_by("pk"))


def test_who_leaves_while_their_address_changes_has_an_empty_calendar(race):
    assert _contradictions(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_calendars_contradict_what_holds(race):
    assert sooner_or_later(lambda: _contradictions(race))


def test_who_changes_address_while_a_session_moves_gets_the_new_time(race):
    assert _stale(race) == 0


@pytest.mark.usefixtures("_with_meetings_as_old_as_the_wait")
def test_meetings_read_before_the_lock_would_send_the_old_time(race):
    assert sooner_or_later(lambda: _stale(race))
