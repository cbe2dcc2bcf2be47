"""A seat that is given to a colleague while it is cancelled: one of the two happens, and the counter says so."""

from collections.abc import Callable
from functools import partial

import pytest

from events.enums import HandOver
from events.models import Pool
from events.querysets import EventQuerySet
from registrations import actions, recount
from registrations.models import Absence, Registration
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_event, session_draft
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres


def _cancel(place: Registration) -> None:
    actions.cancel(registration=place, by=place.user, at=NOW)


def _hand_over(place: Registration, to: object) -> None:
    actions.hand_over(registration=place, to=to, by=place.user, at=NOW)


def _given_and_cancelled(race: Callable, rounds: int) -> int:
    """Seats that are given while they are cancelled: at how many events the counter is not what stands there."""
    places = [register(make_event(capacity=2, hands_over=HandOver.ALWAYS)) for _ in range(rounds)]
    givers = [partial(_hand_over, place, make_user()) for place in places]
    leavers = [partial(_cancel, place) for place in places]

    race(givers, leavers)

    pools = Pool.objects.filter(event__in=[place.event_id for place in places])
    return sum(pool.seats_taken != pool.registrations.seated().count() for pool in pools)


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def test_a_seat_is_given_or_cancelled_and_counted_once(race):
    assert _given_and_cancelled(race, 8) == 0
    assert recount.differences(at=NOW) == []


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_seat_is_counted_twice(race):
    assert sooner_or_later(lambda: _given_and_cancelled(race, 3))


def _miss(place: Registration, number: int) -> None:
    session = place.event.sessions.order_by("starts_at")[number]
    actions.stay_away(registration=place, session=session, by=place.user, at=NOW)


def _missed_altogether(race: Callable, rounds: int) -> int:
    """Two clicks at once, on both sessions of an event: how many then have a seat and come to nothing."""
    meetings = (session_draft(DAY, "10:00", "11:00"), session_draft(DAY, "14:00", "15:00"))
    places = [register(make_event(sessions=meetings)) for _ in range(rounds)]

    race([partial(_miss, place, 0) for place in places], [partial(_miss, place, 1) for place in places])

    return sum(Absence.objects.filter(registration=place).count() > 1 for place in places)


def test_nobody_keeps_a_seat_and_misses_all_of_it(race):
    assert _missed_altogether(race, 8) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_somebody_misses_all_of_it(race):
    assert sooner_or_later(lambda: _missed_altogether(race, 3))
