"""Two at once: whoever says that they would come hears of the date, and a topic becomes one event.

Seen to fail without each lock.
"""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.querysets import UserQuerySet
from events import actions
from events.exceptions import EventRefused
from events.models import Event, Proposal
from events.querysets import EventQuerySet, ProposalQuerySet
from events.wording import DATED
from outbox.models import Message
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import event_draft, session_draft
from tests.factories.interest import make_gathering
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 10


def _say(event: Event, by: User, *, after: int) -> bool:
    """Say it ``after`` so many small questions, so that some round meets each moment of publishing."""
    for _ in range(after):
        Event.objects.filter(pk=event.pk).exists()
    try:
        actions.say_interest(event=event, by=by, at=timezone.now())
    except EventRefused:
        return False
    return True


def _publish(event: Event, by: User) -> None:
    actions.publish(event=event, by=by, at=timezone.now())


def _take_up(proposal: Proposal, by: User) -> bool:
    try:
        actions.take_up(proposal=proposal, teacher=None, by=by, at=timezone.now())
    except EventRefused:
        return False
    return True


def _unheard(race: Callable) -> int:
    owner, readers, events = make_user(), [make_user() for _ in range(ROUNDS)], []
    day = session_draft((timezone.now() + timedelta(days=40)).date())
    for _ in readers:
        event = make_gathering(owner=owner, at=timezone.now())
        draft = event_draft(title=event.title, sessions=(day,))
        events.append(actions.edit(event=event, draft=draft, by=owner, at=timezone.now()))

    lanes = race(
        [
            partial(_say, event, reader, after=number % 20)
            for number, (event, reader) in enumerate(zip(events, readers, strict=True))
        ],
        [partial(_publish, event, owner) for event in events],
    )

    said = {reader.pk for reader, result in zip(readers, lanes[0], strict=True) if result.value is True}
    told = set(Message.objects.filter(kind=DATED).values_list("user", flat=True))
    return len(said - told)


def _taken_up_twice(race: Callable) -> int:
    people = [make_coordinator(make_department()) for _ in range(2)]
    proposals = [
        actions.propose(title=f"Topic {number}", why="Why not?", by=make_user(), at=timezone.now())
        for number in range(ROUNDS)
    ]

    lanes = race(*([partial(_take_up, proposal, by) for proposal in proposals] for by in people))

    return sum(first.value is True and second.value is True for first, second in zip(*lanes, strict=True))


@pytest.fixture
def _without_the_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))
    monkeypatch.setattr(UserQuerySet, "lock", lambda self, user: self.get(pk=user.pk))
    monkeypatch.setattr(ProposalQuerySet, "lock", lambda self, one: self.select_related("proposer").get(pk=one.pk))


@pytest.mark.parametrize("broken", [_unheard, _taken_up_twice])
def test_two_at_once_change_nothing(race, broken):
    assert broken(race) == 0


@pytest.mark.usefixtures("_without_the_locks")
@pytest.mark.parametrize("broken", [_unheard, _taken_up_twice])
def test_without_the_locks_both_go_through(race, broken):
    assert sooner_or_later(lambda: broken(race))
