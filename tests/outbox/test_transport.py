"""What a real SMTP server answers, and what that means for a message."""

import pytest
from django.test import override_settings

from jobs.models import Heartbeat
from outbox import delivery, tasks
from outbox.enums import MessageState
from outbox.models import Message
from outbox.transport import Unreachable
from tests.factories.accounts import make_user
from tests.factories.outbox import post
from tests.support.mail import free_port

pytestmark = pytest.mark.django_db(transaction=True)


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
    assert Message.objects.first().error == "SMTPDataError: (554, b'not here')"


@pytest.mark.parametrize(("answer", "state"), [("550 unknown", "refused"), ("450 busy", "queued")])
def test_a_refused_recipient_stops_nobody(smtp, mail_sink, answer, state):
    async def handle_RCPT(_server, _session, envelope, address, _options):  # noqa: N802  # aiosmtpd's name
        if address == "gone@example.org":
            return answer
        envelope.rcpt_tos.append(address)
        return "250 OK"

    mail_sink.handler.handle_RCPT = handle_RCPT
    post(to=make_user(email="gone@example.org"))
    post()

    send_due()

    assert outcome() == [(state, 1), (MessageState.SENT, 1)]


def test_a_lost_connection_costs_one_message_one_attempt(smtp):
    smtp.answers.append("421 closing")
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
    assert Heartbeat.objects.get().trouble.startswith("ConnectionRefusedError")
    tasks.drain()
    assert (outcome(), Heartbeat.objects.get().trouble) == ([(MessageState.SENT, 1)], "")


def test_many_mails_share_a_connection(smtp, monkeypatch):
    from outbox import transport

    opened = []
    really = transport.get_connection
    monkeypatch.setattr(transport, "get_connection", lambda: opened.append(1) or really())
    for _number in range(5):
        post()

    send_due()

    assert (len(smtp.accepted), len(opened)) == (5, 1)
