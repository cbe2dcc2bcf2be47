"""Seats under real concurrency. Each of these was seen to fail without the event's lock, and still is."""

from collections.abc import Callable
from functools import partial

import pytest
from django.db.models import Count, F, Q

from accounts.models import User
from events import actions as events
from events.drafts import EventDraft
from events.models import Event, Pool
from events.querysets import EventQuerySet
from registrations import actions
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, event_draft, main_pool, make_event, session_draft
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

PEOPLE, SEATS, PROCESSES, ROUNDS = 300, 50, 6, 8


def _register(event: Event, pool: Pool, person: User) -> None:
    actions.register(event=event, participant=person, pool=pool, at=NOW)


def _cancel(registration: Registration) -> None:
    actions.cancel(registration=registration, by=None, at=NOW)


def _rush(race: Callable) -> tuple[int, int, list[str]]:
    """300 people after 50 seats: how many are confirmed, how many wait, and what went wrong."""
    event = make_event(capacity=SEATS)
    pool = main_pool(event)
    people = [make_user() for _ in range(PEOPLE)]
    lanes = [
        [partial(_register, event, pool, person) for person in people[lane::PROCESSES]] for lane in range(PROCESSES)
    ]

    results = race(*lanes, longest_pause=0)

    confirmed = Registration.objects.confirmed().count()
    waiting = Registration.objects.waiting().count()
    return confirmed, waiting, [result.error for lane in results for result in lane if result.error]


def _stranded(race: Callable, rounds: int) -> int:
    """A registration beside a cancellation, when the event is full and nobody waits yet: how often a seat is lost."""
    pairs = []
    for _ in range(rounds):
        event = make_event(capacity=1)
        pairs.append((event, register(event), make_user()))
    newcomers = [partial(_register, event, main_pool(event), person) for event, _seat, person in pairs]
    leavers = [partial(_cancel, seat) for _event, seat, _person in pairs]

    race(newcomers, leavers)

    free = Pool.objects.filter(seats_taken=0).values("event")
    return Registration.objects.waiting().filter(event__in=free).count()


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def test_300_people_after_50_seats_give_50_seats_and_250_in_order(race):
    confirmed, waiting, errors = _rush(race)

    assert (confirmed, waiting, errors) == (SEATS, PEOPLE - SEATS, [])
    queue = Registration.objects.waiting_in_order().values_list("pk", flat=True)
    assert list(queue) == sorted(queue)
    assert Pool.objects.get().seats_taken == SEATS


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_300_people_do_not_come_out_right(race):
    confirmed, waiting, errors = _rush(race)

    assert (confirmed, waiting, errors) != (SEATS, PEOPLE - SEATS, [])


def test_a_cancellation_beside_a_registration_never_strands_a_seat(race):
    assert _stranded(race, ROUNDS) == 0
    assert set(Registration.objects.values_list("status", flat=True)) == {
        RegistrationStatus.CONFIRMED,
        RegistrationStatus.CANCELLED,
    }


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_cancellation_strands_seats(race):
    assert sooner_or_later(lambda: _stranded(race, 4))


def _lowered(race: Callable, rounds: int) -> tuple[int, int, int]:
    """Four seats become two while four people want one: oversold events, lost seats, and what broke."""
    crowd, rows = 4, []
    for _ in range(rounds):
        event = make_event(capacity=4)
        register(event)
        session = session_draft(pk=event.sessions.get().pk)
        rows.append((event, [make_user() for _ in range(crowd)], event_draft(seats={"room": 2}, sessions=(session,))))
    lower = [partial(_edit, event, draft) for event, _people, draft in rows]
    newcomers = [
        [partial(_register, event, main_pool(event), people[lane]) for event, people, _draft in rows]
        for lane in range(crowd)
    ]

    results = race(lower, *newcomers)

    seated = Count("registrations", filter=Q(registrations__status=RegistrationStatus.CONFIRMED))
    waiting = Count("registrations", filter=Q(registrations__status=RegistrationStatus.WAITLISTED))
    pools = Pool.objects.annotate(seated=seated, waiting=waiting)
    oversold = pools.filter(seated__gt=F("capacity")).count()
    stranded = pools.filter(seated__lt=F("capacity"), waiting__gt=0).count()
    broken = [one.error for lane in results for one in lane if one.error and "SeatsTaken" not in one.error]
    return oversold, stranded, len(broken)


def _edit(event: Event, draft: EventDraft) -> None:
    events.edit(event=event, draft=draft, by=event.roles.get().user, at=NOW)


def test_seats_taken_away_beside_registrations_are_never_sold_and_none_is_lost(race):
    assert _lowered(race, 6) == (0, 0, 0)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_seats_taken_away_beside_registrations_break(race):
    assert sooner_or_later(lambda: _lowered(race, 2) != (0, 0, 0))
