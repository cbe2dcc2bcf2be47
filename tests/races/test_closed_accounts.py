"""Accounts that are closed while their owners act. The first was seen to fail without the person's lock, and still is."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts import actions as accounts
from accounts.models import User
from accounts.querysets import UserQuerySet
from events.models import Event
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.registrations import register
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

PEOPLE = 60


def _close(person: User) -> None:
    accounts.deactivate(user=person, by=None, at=NOW)


def _register(event: Event, person: User) -> None:
    actions.register(event=event, participant=person, pool=main_pool(event), at=NOW)


def _cancel(registration: Registration) -> None:
    actions.cancel(registration=registration, by=registration.user, at=NOW)


def _seats_of_the_closed(race: Callable) -> int:
    """Everybody's account is closed at the moment in which they register: how many keep a seat."""
    event, people = make_event(capacity=None), [make_user() for _ in range(PEOPLE)]

    race([partial(_close, person) for person in people], [partial(_register, event, person) for person in people])

    return Registration.objects.live().filter(user__is_active=False).count()


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(UserQuerySet, "lock", lambda self, user: self.get(pk=user.pk))


def test_no_closed_account_keeps_a_seat(race):
    assert _seats_of_the_closed(race) == 0


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_closed_accounts_keep_seats(race):
    assert sooner_or_later(lambda: _seats_of_the_closed(race))


def test_closing_an_account_and_cancelling_never_wait_for_each_other(race):
    event = make_event(capacity=None)
    places = [register(event) for _ in range(PEOPLE)]

    lanes = race([partial(_close, place.user) for place in places], [partial(_cancel, place) for place in places])

    assert {result.error.partition(":")[0] for lane in lanes for result in lane} <= {"", "RegistrationRefused"}
    assert Registration.objects.live().count() == 0
