"""Two topics merged into each other at once: no event loses its topic. Seen to fail without the lock, and still does."""

from collections.abc import Callable
from contextlib import suppress
from functools import partial

import pytest

from accounts.models import User
from events import actions
from events.exceptions import EventRefused
from events.models import Event, Topic
from events.querysets import TopicQuerySet
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _merge(one: str, other: str) -> None:
    topics = {topic.key: topic for topic in Topic.objects.all()}
    with suppress(EventRefused, KeyError, Topic.DoesNotExist):
        actions.merge_topics(topic=topics[one], into=topics[other], by=User.objects.get(is_staff=True), at=NOW)


def _count_and_restore() -> int:
    """How many topics the event has left; then it gets one of two again."""
    event = Event.objects.get()
    left = event.topics.count()
    Topic.objects.all().delete()
    one, _other = (Topic.objects.create(key=key, name=key) for key in ("one", "other"))
    event.topics.set([one])
    return left


def _nothing() -> None:
    pass


@pytest.fixture(autouse=True)
def _an_event_with_a_topic(race: Callable) -> None:  # which brings the database
    make_user(is_staff=True)
    make_event()
    _count_and_restore()


def _fewest_topics(race: Callable) -> int:
    (first, _second) = race(
        [partial(_merge, "one", "other"), _count_and_restore] * ROUNDS,
        [partial(_merge, "other", "one"), _nothing] * ROUNDS,
    )
    return min(result.value for result in first[1::2])


def test_merging_into_each_other_loses_nothing(race):
    assert _fewest_topics(race) == 1


def test_without_the_lock_an_event_loses_its_topic(race, monkeypatch):
    monkeypatch.setattr(TopicQuerySet, "select_for_update", lambda self, **_options: self)

    assert sooner_or_later(lambda: _fewest_topics(race) == 0)
