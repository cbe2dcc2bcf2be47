"""What a real SMTP server answers, and what that means for a message."""

from collections import Counter
from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from jobs.models import Heartbeat
from outbox import actions, delivery, pacing, tasks, transport
from outbox.enums import MessageState, Priority
from outbox.models import Message, Pause
from outbox.transport import Unreachable
from tests.factories.accounts import make_user
from tests.factories.outbox import post
from tests.support.mail import DROP, DROP_AFTER, OK, free_port

pytestmark = pytest.mark.django_db(transaction=True)

LONG_AGO = timezone.now() - timedelta(days=1)


@pytest.fixture
def smtp(mail_sink, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", mail_sink.port
    return mail_sink.handler


def outcome() -> list[tuple[str, int]]:
    return list(Message.objects.order_by("pk").values_list("state", "attempts"))


def send_due() -> None:
    delivery.send_due(is_over=lambda: False)


def test_the_bytes_that_were_kept_are_the_bytes_that_arrive(smtp):
    message = post(params={"text": "Grüße ✓\n.a line with a dot\n", "calendar": "BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n"})

    send_due()

    message.refresh_from_db()
    assert smtp.accepted == [bytes(message.raw)]
    assert smtp.recipients == [message.address]


def test_everything_is_seven_bit_clean(smtp):
    post(to=make_user("Zoë Müller"), params={"subject": "Größe", "text": "Grüße " * 300})

    send_due()

    assert max(smtp.accepted[0]) < 128
    assert max(len(line) for line in smtp.accepted[0].split(b"\r\n")) <= 998
    assert smtp.messages[0]["Subject"] == "Größe"


def test_an_address_of_a_domain_with_umlauts_is_written_as_servers_want_it(smtp):
    post(to=make_user(email="zoe@müller.example"))

    send_due()

    assert smtp.recipients == ["zoe@xn--mller-kva.example"]


def test_a_refusal_for_now_is_tried_again_and_stops_nobody(smtp):
    smtp.answers.append("451 try later")
    post()
    post()

    send_due()

    assert outcome() == [(MessageState.QUEUED, 1), (MessageState.SENT, 1)]


def test_a_refusal_for_good_is_seen_at_once(smtp):
    smtp.answers.append("554 not here")
    post()
    post()

    send_due()

    assert outcome() == [(MessageState.REFUSED, 1), (MessageState.SENT, 1)]
    assert Message.objects.first().error == "554 not here"


@pytest.mark.parametrize(("answer", "state"), [("550 unknown", "refused"), ("450 busy", "queued")])
def test_a_refused_recipient_stops_nobody(smtp, answer, state):
    smtp.refused["gone@example.org"] = answer
    post(to=make_user(email="gone@example.org"))
    post()

    send_due()

    assert outcome() == [(state, 1), (MessageState.SENT, 1)]
    assert Message.objects.order_by("pk")[0].error == answer


@pytest.mark.parametrize("answer", ["421 closing", DROP])
def test_a_lost_connection_costs_one_message_one_attempt(smtp, answer):
    smtp.answers.append(answer)
    for _number in range(3):
        post()

    send_due()

    assert outcome() == [(MessageState.QUEUED, 1), (MessageState.SENT, 1), (MessageState.SENT, 1)]


def test_a_server_that_is_away_costs_no_attempt_and_is_seen(smtp):
    post()

    with override_settings(EMAIL_PORT=free_port()):
        with pytest.raises(Unreachable):
            send_due()
        tasks.drain()

    assert outcome() == [(MessageState.QUEUED, 0)]
    assert Heartbeat.objects.get().trouble == Pause.objects.get().reason
    assert Pause.objects.get().reason.startswith("ConnectionRefusedError")


def test_while_the_server_is_let_be_nobody_asks_it(smtp):
    post()
    pacing.pause("away", at=timezone.now())

    tasks.drain()

    assert (smtp.sessions, outcome(), Heartbeat.objects.get().trouble) == (0, [(MessageState.QUEUED, 0)], "away")


def test_the_first_mail_after_a_pause_ends_the_trouble(smtp):
    post()
    pacing.pause("away", at=LONG_AGO)

    tasks.drain()

    assert (outcome(), Heartbeat.objects.get().trouble, Pause.objects.count()) == ([(MessageState.SENT, 1)], "", 0)


def test_a_server_that_hangs_up_again_and_again_is_let_be(smtp):
    smtp.answers += [DROP] * 9
    for _number in range(5):
        post()

    tasks.drain()

    assert sorted(outcome()) == [*[(MessageState.QUEUED, 0)] * 2, *[(MessageState.QUEUED, 1)] * 3]
    assert Pause.objects.get().failures == 1


def test_after_a_pause_one_mail_is_enough_to_see_that_nothing_gets_through(smtp):
    smtp.answers += [DROP] * 9
    for _number in range(3):
        post()
    pacing.pause("away", at=LONG_AGO)

    tasks.drain()

    assert sorted(outcome()) == [(MessageState.QUEUED, 0), (MessageState.QUEUED, 0), (MessageState.QUEUED, 1)]
    assert (Pause.objects.get().since, Pause.objects.get().failures) == (LONG_AGO, 2)


def test_a_server_that_will_not_have_our_sender_is_let_be(smtp):
    smtp.sender_answers += ["550 who are you"] * 9
    for _number in range(5):
        post()

    tasks.drain()

    assert [state for state, _attempts in outcome()] == [MessageState.QUEUED] * 5
    assert Pause.objects.get().reason == "550 who are you"


def test_so_many_mails_for_one_connection_cost_no_attempt(smtp):
    smtp.sender_answers += [OK, "421 too many for one connection"]
    for _number in range(3):
        post()

    send_due()

    assert (outcome(), smtp.sessions) == ([(MessageState.SENT, 1)] * 3, 2)


def test_a_connection_that_was_quiet_for_long_is_tried_before_a_mail_is_claimed(smtp, monkeypatch):
    monkeypatch.setattr(transport, "QUIET_SECONDS", 0.0)
    connection = transport.Connection()
    connection.open()
    connection._backend.connection.sock.close()

    connection.open()
    connection.send(b"Subject: Hello\r\n\r\nHello\r\n", sender="", address="mara@example.org")
    connection.close()

    assert smtp.recipients == ["mara@example.org"]


def test_a_greylisting_server_gets_each_mail_a_second_time_and_takes_it(smtp):
    smtp.is_greylisting = True
    for _number in range(3):
        post()

    send_due()
    put_off = outcome()
    Message.objects.update(next_try_at=LONG_AGO)
    send_due()

    assert (put_off, outcome()) == ([(MessageState.QUEUED, 1)] * 3, [(MessageState.SENT, 2)] * 3)


def test_whatever_a_server_does_the_states_say_so_and_everything_arrives_in_the_end(smtp):
    """Greylisting, hanging up with and without the mail, busy, full, and one recipient whom it does not know."""
    gone = post(to=make_user(email="gone@example.org"), priority=Priority.SECRET)
    for _number in range(19):
        post()
    smtp.is_greylisting, smtp.refused["gone@example.org"] = True, "550 5.1.1 unknown"
    smtp.answers += ["451 busy", DROP, "452 full", DROP_AFTER, "421 closing"]

    send_due()
    put_off = Counter(outcome())
    for _round in range(3):
        Message.objects.filter(state=MessageState.QUEUED).update(next_try_at=LONG_AGO)
        send_due()
    refused = Message.objects.get(pk=gone.pk)
    smtp.refused.clear()
    actions.send_again(message=refused, by=make_user(), at=LONG_AGO)
    Message.objects.filter(state=MessageState.QUEUED).update(next_try_at=LONG_AGO)
    send_due()
    Message.objects.filter(state=MessageState.QUEUED).update(next_try_at=LONG_AGO)
    send_due()

    assert put_off == {(MessageState.REFUSED, 1): 1, (MessageState.QUEUED, 1): 19}
    assert (refused.state, refused.error) == (MessageState.REFUSED, "550 5.1.1 unknown")
    assert {state for state, _attempts in outcome()} == {MessageState.SENT}
    kept = {bytes(raw) for raw in Message.objects.values_list("raw", flat=True)}
    assert (set(smtp.accepted) == kept, len(smtp.accepted)) == (True, 21)  # one was taken before the server hung up


def test_a_mail_that_was_taken_before_the_connection_broke_is_repeated_in_the_same_bytes(smtp):
    smtp.answers.append(DROP_AFTER)
    post()

    send_due()
    Message.objects.update(next_try_at=LONG_AGO)
    send_due()

    first, second = smtp.accepted
    assert (first == second, outcome()) == (True, [(MessageState.SENT, 2)])


def test_many_mails_share_a_connection(smtp):
    for _number in range(5):
        post()

    send_due()

    assert (len(smtp.accepted), smtp.sessions) == (5, 1)
