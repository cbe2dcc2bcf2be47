"""Offers under real concurrency. Each of these was seen to fail without the event's lock, and still is."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

import pytest

from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft
from events.enums import Promotion
from events.models import Event, Pool
from events.querysets import EventQuerySet
from registrations import actions
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.events import NOW, make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8
OFFERED, CONFIRMED, EXPIRED, WAITLISTED = (
    RegistrationStatus.OFFERED,
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.EXPIRED,
    RegistrationStatus.WAITLISTED,
)


def _offering(capacity: int) -> Event:
    event = make_event(capacity=capacity)
    draft = SeatingDraft(promotion=Promotion.OFFER)
    return events.set_seating(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def _cancel(registration: Registration) -> None:
    actions.cancel(registration=registration, by=None, at=NOW)


def _accept(registration: Registration, at: datetime) -> None:
    actions.accept(registration=registration, by=None, at=at)


def _lapse(event: Event, at: datetime) -> None:
    actions.let_lapse(event=event, at=at)


def _follow(event: Event, by: User) -> None:
    actions.follow_change(event=event, programme=None, by=by, at=NOW)


def _statuses(event: Event) -> list[str]:
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def _wrong_answers(race: Callable, rounds: int) -> list[list[str]]:
    """A yes in the last second beside the clock: rounds that end neither way, or with a wrong count."""
    pairs = []
    for _ in range(rounds):
        event = _offering(1)
        seat, first, _second = (register(event) for _ in range(3))
        _cancel(seat)
        first.refresh_from_db()
        pairs.append((event, first, first.offered_until))
    answers = [partial(_accept, first, until - timedelta(seconds=1)) for _event, first, until in pairs]
    clock = [partial(_lapse, event, until) for event, _first, until in pairs]

    race(answers, clock)

    right = ([CONFIRMED, WAITLISTED], [EXPIRED, OFFERED])
    found = [(_statuses(event)[1:], Pool.objects.get(event=event).seats_taken) for event, _first, _until in pairs]
    return [states for states, taken in found if states not in right or taken != 1]


def _wrong_promotions(race: Callable, rounds: int) -> list[list[str]]:
    """Two look at once at an event that has more seats by now: rounds in which whoever waits is not asked once."""
    groups = []
    for _ in range(rounds):
        event = _offering(1)
        register(event)
        register(event)
        groups.append(event)
    Pool.objects.update(capacity=3)
    by = groups[0].roles.get().user
    lane = [partial(_follow, event, by) for event in groups]

    race(lane, lane)

    found = [(_statuses(event), Pool.objects.get(event=event).seats_taken) for event in groups]
    return [states for states, taken in found if states != [CONFIRMED, OFFERED] or taken != 2]


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def test_a_yes_beside_the_clock_is_either_in_time_or_too_late(race):
    assert _wrong_answers(race, ROUNDS) == []


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_yes_beside_the_clock_goes_wrong(race):
    assert sooner_or_later(lambda: _wrong_answers(race, 4))


def test_two_that_promote_at_once_ask_once(race):
    assert _wrong_promotions(race, ROUNDS) == []


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_two_promote_twice(race):
    assert sooner_or_later(lambda: _wrong_promotions(race, 3))
