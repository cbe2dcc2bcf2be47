"""Two at once: what organisers write leaves once, and not more often than it may. Seen to fail without the lock."""

import uuid
from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from events.models import Event
from events.querysets import EventQuerySet
from registrations import actions
from registrations.exceptions import RegistrationRefused
from registrations.models import Circular
from registrations.notifications.writing import Words
from registrations.policies import MOST_WRITTEN
from registrations.queries import Whom
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 30


def _write(event: Event, by: User, key: uuid.UUID) -> int:
    words = Words(subject="Hello", text="All well")
    writing = actions.Writing(words=words, whom=Whom(), number=1, key=key)
    try:
        return actions.write(event=event, writing=writing, by=by, at=timezone.now()).pk
    except RegistrationRefused:
        return 0


def _seated() -> Event:
    event = make_upcoming_event()
    register(event, at=timezone.now())
    return event


def _answered_otherwise(race: Callable) -> int:
    """How often the second click of two got another answer than the first."""
    owner, clicks = make_user(), [(_seated(), uuid.uuid4()) for _ in range(ROUNDS)]

    lanes = race(*([partial(_write, event, owner, key) for event, key in clicks] for _ in range(2)))

    assert Circular.objects.filter(event__in=[event for event, _key in clicks]).count() == ROUNDS
    return sum(first.value != second.value for first, second in zip(*lanes, strict=True))


def _written_too_often(race: Callable) -> int:
    """How often two mails left where there was room for one more."""
    owner, events = make_user(), [_seated() for _ in range(ROUNDS)]
    for event in events:
        for _ in range(MOST_WRITTEN - 1):
            _write(event, owner, uuid.uuid4())

    lanes = race(*([partial(_write, event, owner, uuid.uuid4()) for event in events] for _ in range(2)))

    return sum(bool(first.value and second.value) for first, second in zip(*lanes, strict=True))


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


@pytest.mark.parametrize("broken", [_answered_otherwise, _written_too_often])
def test_two_at_once_send_once(race, broken):
    assert broken(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
@pytest.mark.parametrize("broken", [_answered_otherwise, _written_too_often])
def test_without_the_lock_they_do_not(race, broken):
    assert sooner_or_later(lambda: broken(race))
