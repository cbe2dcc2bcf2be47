"""What events ask of people, decided or changed by two at the same moment."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from itertools import count

import pytest

from audit.models import Line
from common import locks
from events import actions as events
from events.drafts import MinimumDraft, RulesDraft
from events.models import Event, Prerequisite
from events.querysets import EventQuerySet
from outbox.models import Message
from registrations import actions
from tests.factories.events import NOW, event_draft, make_draft, make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

DECIDED = NOW + timedelta(days=3)


def _need(event: Event, needed: Event) -> None:
    draft = event_draft(title=event.title, sessions=(), rules=RulesDraft(needs=(needed,)))
    events.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def _circles(race: Callable, rounds: int) -> tuple[int, set[str]]:
    """Two events that are told to need each other at the same moment: how many do, and what went wrong."""
    pairs = [(make_draft(sessions=()), make_draft(sessions=())) for _ in range(rounds)]

    lanes = [partial(_need, one, other) for one, other in pairs], [partial(_need, other, one) for one, other in pairs]
    results = race(*lanes)

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    needs = set(Prerequisite.objects.values_list("event", "needed"))
    return sum((needed, event) in needs for event, needed in needs), errors


def test_two_events_never_need_each_other(race):
    assert _circles(race, 8) == (0, {"EventRefused"})
    assert Prerequisite.objects.count() == 8


def test_without_the_lock_two_events_wait_for_each_other(race, monkeypatch):
    monkeypatch.setattr(locks, "one_at_a_time", lambda _what: None)

    assert sooner_or_later(lambda: _circles(race, 3) != (0, {"EventRefused"}))


def _decide(event: Event) -> None:
    actions.decide(event=event, at=DECIDED)


def _verdicts(race: Callable, rounds: int) -> tuple[int, int]:
    """Two clocks look at once: how often an event is decided, and how many are told."""
    rules = RulesDraft(minimum=MinimumDraft(people=1, decide_at=DECIDED))
    made = [make_event(rules=rules) for _ in range(rounds)]
    for event in made:
        register(event)

    race(*[[partial(_decide, event) for event in made] for _ in range(2)])

    told = Message.objects.filter(kind="registration.takes_place").count()
    return Line.objects.filter(verb="event.decided").count(), told


def test_two_clocks_decide_once(race):
    assert _verdicts(race, 8) == (8, 8)


def test_without_the_lock_two_clocks_decide_twice(race, monkeypatch):
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))

    decided = count(start=3, step=3)
    assert sooner_or_later(lambda: _verdicts(race, 3) != (once := next(decided), once))
