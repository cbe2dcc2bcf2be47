"""A row becomes a mail, once, in order, and whatever goes wrong with one stops no other."""

from collections.abc import Callable
from contextlib import closing
from datetime import timedelta

import pytest
from django.core import mail
from django.test import override_settings
from django.utils import timezone, translation

from outbox import delivery, pacing, registry, transport
from outbox.enums import SET_ASIDE, MessageState, Priority
from outbox.exceptions import Obsolete
from outbox.models import Message, Pace
from outbox.rendering import Mail
from tests.factories.accounts import make_guest, make_user
from tests.factories.outbox import NOW, make_message, post, render

pytestmark = pytest.mark.django_db

DAY = timedelta(days=1)
SOON = timedelta(minutes=5)


def subjects() -> list[str]:
    """What was sent, in order."""
    return [line[9:].decode() for sent in mail.outbox for line in sent.message().as_bytes().splitlines()
            if line.startswith(b"Subject: ")]  # fmt: skip


def states() -> list[str]:
    return list(Message.objects.order_by("pk").values_list("state", flat=True))


def send_due() -> None:
    assert delivery.send_due(is_over=lambda: False) is False


def deliver(message: Message) -> None:
    with closing(transport.Connection()) as connection:
        delivery.deliver(message, connection)


def claimed(**values: object) -> Message:
    message = post(**values)
    assert delivery.claim(message, at=timezone.now())
    return message


def kind(render: Callable[[Message], Mail]) -> str:
    registry.register("tests.special", label="Special", render=render)
    return "tests.special"


def test_what_is_due_is_sent_and_can_be_read_afterwards():
    message = post(at=timezone.now(), params={"subject": "A seat"})

    send_due()

    message.refresh_from_db()
    assert (message.state, message.lease_until, message.subject, message.attempts) == ("sent", None, "A seat", 1)
    assert [sent.message().as_bytes() for sent in mail.outbox] == [bytes(message.raw)]


def test_what_is_not_due_yet_stays():
    post(not_before=NOW + DAY)

    send_due()

    assert (states(), mail.outbox) == ([MessageState.QUEUED], [])


def test_sending_stops_when_its_time_is_over():
    post()

    assert delivery.send_due(is_over=lambda: True) is True
    assert states() == [MessageState.QUEUED]


def test_the_most_urgent_goes_first_then_the_one_that_waits_longest():
    post(params={"subject": "to many"}, priority=Priority.BULK)
    post(params={"subject": "second seat"})
    post(params={"subject": "first seat"}, at=NOW - SOON)
    post(params={"subject": "code"}, priority=Priority.SECRET)

    send_due()

    assert subjects() == ["code", "first seat", "second seat", "to many"]


def test_of_equally_urgent_mails_each_event_has_its_turn():
    for number in range(3):
        post(params={"subject": f"large {number}"}, scope="event:large", at=NOW - SOON)
    post(params={"subject": "small"}, scope="event:small")

    send_due()

    assert subjects() == ["large 0", "small", "large 1", "large 2"]


def test_a_code_that_is_posted_meanwhile_waits_for_no_mailing(monkeypatch):
    monkeypatch.setattr(delivery, "FRESH_SECONDS", 0.0)

    def first(_message: Message) -> Mail:
        post(params={"subject": "code"}, priority=Priority.SECRET)
        return Mail("first", "Text", "<p>Text</p>")

    post(kind=kind(first), priority=Priority.BULK, at=NOW - SOON)
    post(params={"subject": "second"}, priority=Priority.BULK)

    send_due()

    assert subjects() == ["first", "code", "second"]


def test_a_domain_at_its_pace_holds_up_no_other(settings):
    settings.MAILS_PER_MINUTE_AND_DOMAIN = 2
    for number in range(4):
        post(to=make_user(email=f"{number}@Large.example"), params={"subject": f"large {number}"}, at=NOW - SOON)
    post(to=make_user(email="one@small.example"), params={"subject": "small"})

    send_due()
    one_minute = subjects()
    Pace.objects.update(minute_at=NOW - SOON)
    send_due()

    assert one_minute == ["large 0", "large 1", "small"]
    assert subjects()[3:] == ["large 2", "large 3"]


def test_a_later_word_of_a_stream_overtakes_what_still_waits():
    for position, subject in ((1, "invited"), (2, "moved")):
        post(params={"subject": subject}, stream="entry:1", position=position)

    send_due()

    assert (subjects(), states()) == (["moved"], [MessageState.OVERTAKEN, MessageState.SENT])


def test_ten_edits_within_the_quiet_period_send_one_mail():
    for number in range(10):
        at = NOW - timedelta(minutes=20 - number)
        post(params={"subject": f"edit {number}"}, stream="entry:1", position=number, at=at, not_before=at + SOON)

    send_due()

    assert (subjects(), states().count(MessageState.OVERTAKEN)) == (["edit 9"], 9)


def test_an_edit_that_still_waits_silences_the_one_before():
    post(stream="entry:1", position=1, at=NOW - 2 * SOON, not_before=NOW - SOON)
    post(stream="entry:1", position=2, not_before=NOW + DAY)

    send_due()

    assert (states(), mail.outbox) == ([MessageState.OVERTAKEN, MessageState.QUEUED], [])


def test_a_confirmation_does_not_wait_for_the_next_edit():
    post(params={"subject": "confirmed"}, stream="entry:1", position=1)
    post(params={"subject": "moved"}, stream="entry:1", position=2, not_before=NOW + DAY)

    send_due()

    assert (subjects(), states()) == (["confirmed"], [MessageState.SENT, MessageState.QUEUED])


@pytest.mark.parametrize("state", SET_ASIDE)
def test_a_word_that_was_taken_back_overtakes_nothing(state):
    post(params={"subject": "confirmed"}, stream="entry:1", position=1)
    make_message(state, stream="entry:1", position=2)

    send_due()

    assert subjects() == ["confirmed"]


def test_a_later_mail_waits_for_the_earlier_one_that_is_being_sent():
    claimed(stream="entry:1", position=1)
    later = post(stream="entry:1", position=2)

    assert delivery.claim(later, at=timezone.now()) is False
    send_due()
    assert states() == [MessageState.SENDING, MessageState.QUEUED]


def test_a_later_mail_overtakes_the_earlier_one_whose_sender_died():
    make_message(MessageState.SENDING, stream="entry:1", position=1, lease_until=NOW - SOON, attempts=1)
    post(stream="entry:1", position=2)

    send_due()

    assert states() == [MessageState.OVERTAKEN, MessageState.SENT]


def test_a_claimed_row_is_nobody_elses_until_its_lease_has_run_out():
    message = claimed()
    until = Message.objects.get().lease_until

    assert Message.objects.due(at=until - timedelta(seconds=1)).count() == 0
    assert list(Message.objects.due(at=until)) == [message]


def test_of_two_who_saw_the_same_row_one_has_it():
    first, second = post(), Message.objects.get()

    assert [delivery.claim(row, at=timezone.now()) for row in (first, second)] == [True, False]


def test_a_sender_that_has_lost_its_lease_marks_nothing():
    slow = claimed()
    quick = Message.objects.get()
    delivery.claim(quick, at=Message.objects.get().lease_until)

    deliver(slow)

    assert (states(), Message.objects.get().attempts) == ([MessageState.SENDING], 2)


def test_a_renewed_lease_keeps_the_row():
    message = claimed()
    Message.objects.update(lease_until=NOW - SOON)
    held = delivery._Held()
    held.message = message

    held.renew()

    assert Message.objects.due(at=timezone.now()).count() == 0


def test_a_second_attempt_sends_the_same_bytes():
    first = claimed(params={"calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n", "text": "Grüße ✓", "subject": "1"})
    deliver(first)
    Message.objects.update(state=MessageState.QUEUED, sent_at=None, params={"subject": "2"})

    send_due()

    once, again = (sent.message().as_bytes() for sent in mail.outbox)
    assert once == again


def test_a_renderer_that_breaks_stops_no_other_and_is_seen(caplog):
    broken = post(kind=kind(lambda _message: 1 / 0), priority=Priority.SECRET)
    post()

    send_due()

    broken.refresh_from_db()
    assert (broken.state, broken.error, broken.attempts) == (MessageState.QUEUED, "division by zero", 1)
    assert broken.next_try_at > timezone.now()
    assert len(mail.outbox) == 1


def test_a_kind_that_nobody_writes_is_an_error_of_that_message(caplog):
    post(kind="tests.unknown")
    post()

    send_due()

    assert states() == [MessageState.QUEUED, MessageState.SENT]


def test_each_pause_is_longer_and_after_the_last_attempt_a_message_has_failed(caplog):
    message = post(kind=kind(lambda _message: 1 / 0))
    pauses = []
    while message.state == MessageState.QUEUED:
        before = timezone.now()
        send_due()
        message.refresh_from_db()
        pauses.append((message.next_try_at - before).total_seconds())
        Message.objects.update(next_try_at=timezone.now())

    assert (message.state, message.attempts) == (MessageState.FAILED, delivery.ATTEMPTS)
    about = [30, 120, 480, 1920, 7680, 21600, 21600]
    assert pauses[:-1] == [pytest.approx(seconds, rel=pacing.JITTER, abs=2) for seconds in about]


def test_a_message_on_which_workers_die_has_failed_after_the_last_attempt():
    make_message(MessageState.SENDING, lease_until=NOW - SOON, attempts=delivery.ATTEMPTS)

    send_due()

    assert (states(), Message.objects.get().error) == (
        [MessageState.FAILED],
        "the worker was lost on the last attempt",
    )


def test_what_has_become_pointless_is_skipped_and_what_is_too_late_expires():
    def pointless(_message: Message) -> Mail:
        raise Obsolete

    post(kind=kind(pointless))
    post(not_after=timezone.now())

    send_due()

    assert (states(), mail.outbox) == ([MessageState.SKIPPED, MessageState.EXPIRED], [])


def test_without_a_mail_server_messages_are_kept_and_can_be_read():
    message = post()

    with override_settings(EMAIL_BACKEND=transport.DUMMY):
        send_due()

    message.refresh_from_db()
    assert (message.state, b"Subject: A note" in bytes(message.raw)) == (MessageState.KEPT, True)


def test_a_secret_is_forgotten_when_it_is_sent_or_out_of_time():
    post(is_secret=True)
    make_message(is_secret=True, raw=b"code 123", not_after=NOW - SOON)

    send_due()

    assert [(row.state, row.raw, row.subject) for row in Message.objects.order_by("pk")] == [
        (MessageState.SENT, None, ""),
        (MessageState.EXPIRED, None, ""),
    ]
    assert len(mail.outbox) == 1


def test_each_reader_is_written_to_in_their_own_language_and_zone():
    seen = []

    def note(_message: Message) -> Mail:
        seen.append((translation.get_language(), timezone.get_current_timezone_name()))
        return Mail("Subject", "Text", "<p>Text</p>")

    post(kind=kind(note), to=make_user(language="de", zone="Asia/Tokyo"))
    post(kind="tests.special", to=make_guest(language="en", zone="America/New_York"))

    send_due()

    assert seen == [("de", "Asia/Tokyo"), ("en", "America/New_York")]


def test_a_preview_changes_nothing():
    registry.register("tests.note", label="A note", render=render)
    message = make_message()

    assert b"Subject: A note" in delivery.preview(message)
    assert (message.raw, Message.objects.get().raw) == (None, None)


def test_sending_many_asks_the_database_a_fixed_number_of_times_each(django_assert_num_queries):
    post()
    with django_assert_num_queries(10):
        send_due()

    for _number in range(3):
        post()
    with django_assert_num_queries(16):
        send_due()
