"""A row becomes a mail, once, in order, and whatever goes wrong with one stops no other."""

from datetime import timedelta

import pytest
from django.core import mail
from django.core.mail.backends.base import BaseEmailBackend
from django.db import IntegrityError, transaction
from django.test import override_settings
from django.utils import timezone

from outbox import actions, delivery, registry, tasks
from outbox.enums import MessageState, Priority
from outbox.exceptions import Obsolete
from outbox.models import Message
from outbox.rendering import Mail
from tests.factories.accounts import make_guest, make_user
from tests.factories.outbox import START, post

pytestmark = pytest.mark.django_db

NOW = START  # sending marks its rows by the clock, so the tests start now
LATER = NOW + timedelta(seconds=20)


def subjects() -> list[str]:
    return [str(sent.message()["Subject"]) for sent in mail.outbox]


def states() -> list[str]:
    return [message.state for message in Message.objects.order_by("pk")]


def drain_until_idle(*, at=LATER) -> None:
    connection = delivery.open_connection()
    while (row := delivery.claim(at=at)) is not None:
        delivery.deliver(row, connection)


def test_the_same_key_makes_one_message():
    first = post(key="once")

    assert post(key="once") == first
    assert Message.objects.count() == 1


def test_a_message_of_a_transaction_that_fails_is_not_there():
    def change() -> None:
        with transaction.atomic():
            post()
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        change()
    assert Message.objects.count() == 0


def test_drain_sends_what_is_due_and_marks_it():
    message = post(at=timezone.now())

    tasks.drain()

    message.refresh_from_db()
    assert (message.state, message.lease_until, len(mail.outbox)) == (MessageState.SENT, None, 1)


def test_what_is_not_due_yet_stays():
    post(not_before=NOW + timedelta(minutes=5))

    drain_until_idle(at=LATER)

    assert states() == [MessageState.QUEUED]


def test_the_most_urgent_goes_first():
    post(params={"subject": "to many"}, priority=Priority.BULK)
    post(params={"subject": "own seat"}, priority=Priority.SEAT)
    post(params={"subject": "code"}, priority=Priority.SECRET)

    drain_until_idle()

    assert subjects() == ["code", "own seat", "to many"]


def test_mails_of_one_stream_leave_in_order_and_a_later_one_overtakes():
    for position, subject in ((1, "invited"), (2, "moved")):
        post(params={"subject": subject}, stream="entry:1", position=position)

    delivery.tidy_queue(at=LATER)
    drain_until_idle()

    assert (subjects(), states()) == (["moved"], [MessageState.SKIPPED, MessageState.SENT])


def test_a_later_mail_waits_for_the_earlier_one_that_is_being_sent():
    post(stream="entry:1", position=1)
    delivery.claim(at=LATER)
    post(stream="entry:1", position=2)

    assert delivery.claim(at=LATER) is None


def test_a_claimed_row_is_nobody_elses_until_its_lease_has_run_out():
    message = post()

    assert delivery.claim(at=LATER) == message
    assert delivery.claim(at=LATER + delivery.LEASE - timedelta(seconds=1)) is None
    assert delivery.claim(at=LATER + delivery.LEASE) == message


def test_a_sender_that_has_lost_its_lease_marks_nothing():
    post()
    slow = delivery.claim(at=LATER)
    delivery.claim(at=LATER + delivery.LEASE)

    delivery.deliver(slow, delivery.open_connection())

    assert states() == [MessageState.SENDING]


def test_a_retry_sends_the_same_bytes():
    post(params={"calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text": "Grüße ✓"})
    first = delivery.claim(at=LATER)
    delivery.deliver(first, delivery.open_connection())
    Message.objects.update(state=MessageState.QUEUED, sent_at=None)

    drain_until_idle()

    once, again = (sent.message().as_bytes() for sent in mail.outbox)
    assert once == again


def test_a_renderer_that_breaks_stops_no_other_and_is_seen():
    def broken(message: Message) -> Mail:
        raise ValueError("no such seminar")

    registry.register("tests.broken", label="Broken", render=broken)
    post(kind="tests.broken", priority=Priority.SECRET)
    post()

    drain_until_idle()

    failing = Message.objects.order_by("pk")[0]
    assert (failing.state, failing.error, failing.attempts) == (MessageState.QUEUED, "ValueError: no such seminar", 1)
    assert len(mail.outbox) == 1


def test_after_the_last_attempt_a_message_has_failed():
    registry.register("tests.broken", label="Broken", render=lambda _message: 1 / 0)
    post(kind="tests.broken")
    for number in range(delivery.ATTEMPTS):
        drain_until_idle(at=timezone.now() + timedelta(days=number + 1))

    assert (states(), Message.objects.get().attempts) == ([MessageState.FAILED], delivery.ATTEMPTS)


def test_a_failed_message_can_be_tried_again_by_hand():
    message = post()
    Message.objects.update(state=MessageState.FAILED, failed_at=NOW, attempts=8)

    assert actions.try_again(message=message, at=NOW) is True
    drain_until_idle()
    assert (states(), actions.try_again(message=message, at=NOW)) == ([MessageState.SENT], False)


def test_what_has_become_pointless_is_skipped():
    def pointless(message: Message) -> Mail:
        raise Obsolete

    registry.register("tests.pointless", label="Pointless", render=pointless)
    post(kind="tests.pointless")
    post(not_after=LATER)

    delivery.tidy_queue(at=LATER)
    drain_until_idle()

    assert (states(), mail.outbox) == ([MessageState.SKIPPED, MessageState.SKIPPED], [])


class AwayBackend(BaseEmailBackend):
    """A mail server that can't be reached."""

    def send_messages(self, _messages):
        raise ConnectionRefusedError("nobody there")


def test_a_server_that_is_away_costs_one_attempt_of_one_message():
    for _ in range(3):
        post(at=timezone.now())

    with override_settings(EMAIL_BACKEND=f"{__name__}.AwayBackend"):
        tasks.drain()

    assert sorted(Message.objects.values_list("attempts", flat=True)) == [0, 0, 1]
    assert states() == [MessageState.QUEUED] * 3


def test_without_a_mail_server_messages_are_kept_and_can_be_read():
    message = post()

    with override_settings(EMAIL_BACKEND=delivery.DUMMY):
        drain_until_idle()

    message.refresh_from_db()
    assert (message.state, b"Subject: A note" in bytes(message.raw)) == (MessageState.KEPT, True)


def test_a_secret_is_forgotten_when_it_is_sent():
    actions.post_ready(
        key="code",
        kind="tests.code",
        mail=Mail("Code", "123", "<p>123</p>"),
        address="a@b.example",
        language="en",
        at=NOW,
    )

    drain_until_idle()

    assert (states(), Message.objects.get().raw, len(mail.outbox)) == ([MessageState.SENT], None, 1)


def test_the_database_refuses_to_keep_a_secret_that_was_sent():
    message = post(is_secret=True)

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=MessageState.SENT, sent_at=NOW, raw=b"code 123")


@pytest.mark.parametrize("state", [state for state in MessageState.values if state != "queued"])
def test_the_database_refuses_a_state_without_its_date(state):
    message = post()

    with pytest.raises(IntegrityError), transaction.atomic():
        Message.objects.filter(pk=message.pk).update(state=state)


def test_the_database_refuses_two_messages_at_one_place_of_a_stream():
    post(stream="entry:1", position=1)

    with pytest.raises(IntegrityError), transaction.atomic():
        post(stream="entry:1", position=1)


def test_each_reader_is_written_to_in_their_own_language_and_zone():
    seen = []

    def render(message: Message) -> Mail:
        from django.utils import translation

        seen.append((translation.get_language(), timezone.get_current_timezone_name()))
        return Mail("Subject", "Text", "<p>Text</p>")

    registry.register("tests.language", label="Language", render=render)
    post(kind="tests.language", to=make_user(language="de", zone="Asia/Tokyo"))
    post(kind="tests.language", to=make_guest(language="en", zone="America/New_York"))

    drain_until_idle()

    assert seen == [("de", "Asia/Tokyo"), ("en", "America/New_York")]
