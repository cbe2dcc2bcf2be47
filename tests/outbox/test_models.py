"""What the database itself refuses about messages."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from outbox.enums import OPEN, MessageState
from outbox.models import DATES, Message
from tests.factories.outbox import NOW, make_message

pytestmark = pytest.mark.django_db


def refused(constraint: str, state: MessageState = MessageState.QUEUED, **values: object) -> None:
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        make_message(state, **values)


@pytest.mark.parametrize(("state", "date"), [(state, date) for state, own in DATES.items() for date in own])
def test_a_state_without_its_dates_is_refused(state, date):
    refused("message_state_has_its_dates", state, **{date: None})


@pytest.mark.parametrize(
    ("state", "date"),
    [(state, date) for state, own in DATES.items() for date in sorted(set().union(*DATES.values()) - set(own))],
)
def test_a_date_of_another_state_is_refused(state, date):
    refused("message_state_has_its_dates", state, **{date: NOW})


def test_an_unknown_state_is_refused():
    message = make_message()

    with pytest.raises(IntegrityError, match="message_state_has_its_dates"):
        Message.objects.filter(pk=message.pk).update(state="lost")


@pytest.mark.parametrize("name", ["key", "kind", "address", "language", "zone"])
def test_a_message_without_kind_or_recipient_is_refused(name):
    refused("message_has_kind_and_recipient", **{name: ""})


def test_an_unknown_priority_is_refused():
    refused("message_priority_is_known", priority=11)


def test_half_a_subject_is_refused():
    refused("message_about_is_whole", about_type="events.event")


def test_a_message_that_ends_before_it_begins_is_refused():
    refused("message_not_before_precedes_not_after", not_before=NOW, not_after=NOW)


@pytest.mark.parametrize("state", [state for state in MessageState if state not in OPEN])
def test_a_secret_that_outlives_its_message_is_refused(state):
    refused("message_secret_forgotten_when_done", state, is_secret=True, raw=b"code 1234")


@pytest.mark.parametrize("state", [MessageState.SENT, MessageState.BOUNCED])
def test_a_sent_message_that_nobody_can_read_is_refused(state):
    refused("message_sent_can_be_read", state, raw=None)


def test_a_subject_of_a_secret_is_refused():
    refused("message_secret_has_no_subject", is_secret=True, subject="1234 is your code")


def test_two_messages_at_one_place_of_a_stream_are_refused():
    make_message(stream="entry:1", position=3)

    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(stream="entry:1", position=3)


def test_messages_outside_streams_have_no_place():
    make_message()
    make_message()

    assert Message.objects.filter(stream="", position=0).count() == 2


def test_a_second_message_with_the_same_key_is_refused():
    first = make_message()

    with pytest.raises(IntegrityError), transaction.atomic():
        make_message(key=first.key)


def test_settled_at_is_the_date_of_the_end():
    at = NOW + timedelta(hours=1)

    assert [
        make_message(MessageState.QUEUED).settled_at,
        make_message(MessageState.SENDING).settled_at,
        make_message(MessageState.SENT, sent_at=at).settled_at,
        make_message(MessageState.FAILED, failed_at=at).settled_at,
    ] == [None, None, at, at]
