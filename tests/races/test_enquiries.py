"""Two at once: a question is answered once, and nobody asks more than may wait. Seen to fail without each lock."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from accounts.querysets import UserQuerySet
from events import actions
from events.exceptions import EventRefused
from events.models import Enquiry, Event
from events.policies import MOST_ENQUIRIES
from events.querysets import EventQuerySet
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _answer(enquiry: Enquiry, by: User) -> bool:
    try:
        actions.answer(enquiry=enquiry, text="Yes.", shown_text="", by=by, at=timezone.now())
    except EventRefused:
        return False
    return True


def _ask(event: Event, by: User) -> bool:
    try:
        actions.ask(event=event, text="Why?", by=by, at=timezone.now())
    except EventRefused:
        return False
    return True


def _answered_twice(race: Callable) -> int:
    owner, other, asker = make_user(), make_user(), make_user()
    questions = []
    for _ in range(ROUNDS):
        event = make_upcoming_event(owner=owner)
        questions.append(actions.ask(event=event, text="Why?", by=asker, at=timezone.now()))

    lanes = race(*([partial(_answer, one, by) for one in questions] for by in (owner, other)))

    return sum(first.value is True and second.value is True for first, second in zip(*lanes, strict=True))


def _asked_too_often(race: Callable) -> int:
    event, askers = make_upcoming_event(), [make_user() for _ in range(ROUNDS)]
    for asker in askers:
        for _ in range(MOST_ENQUIRIES - 1):
            actions.ask(event=event, text="Why?", by=asker, at=timezone.now())

    lanes = race(*([partial(_ask, event, asker) for asker in askers] for _ in range(2)))

    return sum(first.value is True and second.value is True for first, second in zip(*lanes, strict=True))


@pytest.fixture
def _without_the_locks(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))
    monkeypatch.setattr(UserQuerySet, "lock", lambda self, user: self.get(pk=user.pk))


@pytest.mark.parametrize("broken", [_answered_twice, _asked_too_often])
def test_two_at_once_change_nothing(race, broken):
    assert broken(race) == 0


@pytest.mark.usefixtures("_without_the_locks")
@pytest.mark.parametrize("broken", [_answered_twice, _asked_too_often])
def test_without_the_locks_both_go_through(race, broken):
    assert sooner_or_later(lambda: broken(race))
