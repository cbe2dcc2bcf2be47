"""Seats and closed accounts: what was true when a request began need not be true any more."""

import pytest

from accounts import actions as accounts
from accounts.models import User
from registrations import actions
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def leaver() -> User:
    """Somebody as a request has read them, whose account is closed meanwhile."""
    person = make_user()
    accounts.deactivate(user=User.objects.get(pk=person.pk), by=None, at=NOW)
    assert person.is_active is True
    return person


def test_an_account_that_is_closed_meanwhile_takes_no_seat(leaver):
    event = make_event()

    with pytest.raises(RegistrationRefused) as caught:
        actions.register(event=event, participant=leaver, pool=main_pool(event), at=NOW)

    assert (caught.value.reason, Registration.objects.count()) == (Refusal.NO_ACCOUNT, 0)


def test_nobody_is_added_whose_account_is_closed_meanwhile(leaver):
    event = make_event()

    with pytest.raises(RegistrationRefused) as caught:
        actions.add(event=event, participant=leaver, pool=main_pool(event), by=event.roles.get().user, at=NOW)

    assert (caught.value.reason, Registration.objects.count()) == (Refusal.NO_ACCOUNT, 0)
