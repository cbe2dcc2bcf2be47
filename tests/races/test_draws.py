"""A draw beside what people do at the same moment. Each was seen to fail without the event's lock, and still is."""

from collections.abc import Callable
from functools import partial

import pytest

from events.models import Event, Pool
from events.querysets import EventQuerySet
from outbox.models import Message
from registrations import actions, drawing
from registrations.models import Draw, Registration
from tests.factories.accounts import make_user
from tests.factories.draws import AFTER, ask, make_draw_event

pytestmark = pytest.mark.postgres

ROUNDS, PEOPLE, SEATS = 12, 6, 2


def _publish(event: Event) -> None:
    actions.publish_draw(event=event, by=event.roles.get().user, at=AFTER)


def _cancel(registration: Registration) -> None:
    actions.cancel(registration=registration, by=registration.user, at=AFTER)


def _drawn(rounds: int) -> list[tuple[Event, list[Registration]]]:
    found = []
    for _ in range(rounds):
        event = make_draw_event(capacity=SEATS, owner=make_user())
        asked = ask(event, *[make_user() for _ in range(PEOPLE)])
        actions.draw(event=event, by=event.roles.get().user, at=AFTER)
        found.append((event, asked))
    return found


def _wrong(race: Callable, rounds: int) -> int:
    """Somebody who would have a seat takes the request back while the result is published: what comes out wrong."""
    drawn = _drawn(rounds)
    leavers = []
    for event, _asked in drawn:
        first = drawing.draw(drawing.lots_from(Draw.objects.get(event=event).input)).order[0]
        leavers.append(partial(_cancel, Registration.objects.select_related("event", "user").get(pk=first)))

    race([partial(_publish, event) for event, _asked in drawn], leavers)

    return sum(not _is_as_promised(event) for event, _asked in drawn)


def _is_as_promised(event: Event) -> bool:
    confirmed = Registration.objects.filter(event=event).confirmed().count()
    waiting = Registration.objects.filter(event=event).waiting().count()
    taken = Pool.objects.get(event=event).seats_taken
    left = Registration.objects.filter(event=event, status="cancelled").count()
    return (confirmed, waiting, taken, left) == (SEATS, PEOPLE - SEATS - 1, SEATS, 1)


def _told_twice(race: Callable, rounds: int) -> int:
    """Two organisers publish at the same moment: how often the result was published a second time."""
    drawn = _drawn(rounds)

    results = race(*[[partial(_publish, event) for event, _asked in drawn] for _ in range(2)])

    done = sum(not result.error for lane in results for result in lane)
    return done - rounds


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def test_a_request_taken_back_while_the_result_is_published_leaves_no_seat_free(race):
    assert _wrong(race, ROUNDS) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_request_taken_back_comes_out_wrong(race):
    assert _wrong(race, ROUNDS) > 0


def test_a_result_is_published_once(race):
    assert _told_twice(race, ROUNDS) == 0
    kinds = ["registration.drawn", "registration.not_drawn"]
    assert Message.objects.filter(kind__in=kinds).count() == ROUNDS * PEOPLE


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_result_is_published_twice_or_fails(race):
    assert _told_twice(race, ROUNDS) != 0
