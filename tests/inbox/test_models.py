"""What the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from inbox.enums import ReceivedState
from inbox.models import Received
from tests.factories.inbox import NOW, make_received

pytestmark = pytest.mark.django_db


def refuses(constraint: str, **values: object) -> bool:
    """Whether the database refuses such a row, and for that reason."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_received(**values)
    return constraint in str(caught.value)


def test_every_state_has_its_date_and_no_other():
    assert refuses("received_state_has_its_date", state=ReceivedState.DONE, done_at=None)
    assert refuses("received_state_has_its_date", state=ReceivedState.WAITING, kept_at=NOW)


def test_what_is_set_aside_has_a_reason():
    assert refuses("received_set_aside_for_a_reason", state=ReceivedState.KEPT, reason="")
    assert refuses("received_set_aside_for_a_reason", state=ReceivedState.DROPPED, reason="")


def test_what_waits_can_be_read():
    assert refuses("received_waiting_can_be_read", raw=None)


def test_every_mail_has_a_key_and_a_recipient():
    assert refuses("received_has_key_and_recipient", key="short")
    assert refuses("received_has_key_and_recipient", recipient="")


def test_what_it_is_about_is_whole():
    assert refuses("received_about_is_whole", about_type="calendars.entry")


def test_one_key_has_one_mail():
    first = make_received()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_received(key=first.key)
    assert Received.objects.count() == 1
