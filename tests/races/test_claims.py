"""Two events published at the same moment: one of them gets the room. Seen to fail without the lock."""

from collections.abc import Callable
from functools import partial

import pytest

from common import locks
from events import actions
from events.models import Event
from tests.factories.events import NOW, make_draft, make_room, session_draft

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _publish(event: Event) -> None:
    actions.publish(event=event, by=event.roles.get().user, at=NOW)


def _published(race: Callable) -> tuple[list[int], set[str]]:
    """How many of two events for one room were published, round by round as numbers that occur, and what went wrong."""
    pairs = []
    for _ in range(ROUNDS):
        sessions = (session_draft(room=make_room(), place=""),)
        pairs.append([make_draft(sessions=sessions) for _ in range(2)])

    results = race(*[[partial(_publish, pair[lane]) for pair in pairs] for lane in range(2)])

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    published = set(Event.objects.filter(state="published").values_list("pk", flat=True))
    return sorted({sum(event.pk in published for event in pair) for pair in pairs}), errors


def test_a_room_goes_to_one_of_two(race):
    assert _published(race) == ([1], {"Clashing"})


def test_without_the_lock_both_get_it(race, monkeypatch):
    monkeypatch.setattr(locks, "one_at_a_time", lambda _what: None)

    assert max(_published(race)[0]) == 2
