"""A draft that is published by hand in the very minute in which the clock publishes it."""

from collections.abc import Callable
from functools import partial

import pytest

from audit.models import Line
from events import actions
from events.actions import publishing
from events.models import Event
from events.querysets import EventQuerySet
from tests.factories.events import NOW, make_draft

pytestmark = pytest.mark.postgres


def _by_hand(event: Event) -> None:
    actions.publish(event=event, by=event.roles.get().user, at=NOW)


def _by_the_clock(event: Event) -> None:
    actions.publish_due(event=event, at=NOW)


def _published_twice(race: Callable, rounds: int) -> int:
    """At how many events it is said twice that they were published."""
    events = [make_draft() for _ in range(rounds)]
    Event.objects.update(publish_at=NOW)

    race([partial(_by_hand, event) for event in events], [partial(_by_the_clock, event) for event in events])

    said = Line.objects.filter(verb="event.published").values_list("scope", flat=True)
    assert {event.scope for event in events} == set(said)
    return len(said) - rounds


def test_it_is_published_once(race):
    assert _published_twice(race, 8) == 0


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))
    monkeypatch.setattr(publishing, "wait_for_turn", lambda: None)  # in which rooms are taken, one after the other


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_it_is_published_twice(race):
    assert _published_twice(race, 10) > 0
