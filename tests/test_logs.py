"""What a request and a mail server that refuses leave in the log; all pages are looked at in tests/test_rights.py."""

import pytest
from django.urls import reverse

from outbox import delivery, transport
from tests.factories.accounts import make_user
from tests.factories.outbox import post
from tests.support.logged import logged
from tests.support.mail import MailSink, SinkController

pytestmark = pytest.mark.django_db


@pytest.fixture
def log():
    with logged() as stream:
        yield stream


def test_a_request_has_one_line_with_its_route_and_not_its_path(client, log):
    response = client.get(reverse("event", args=["no-such-event"]), headers={"X-Request-ID": "from-somebody-else"})

    lines = [line for line in log.getvalue().splitlines() if '"event": "request"' in line]
    assert len(lines) == 1
    assert ('"route": "event", "status": 302' in lines[0], "no-such-event" in log.getvalue()) == (True, False)
    assert (response.headers["X-Request-ID"] in lines[0], "from-somebody-else" in lines[0]) == (True, False)


def test_the_number_of_our_proxy_is_taken_on(client, settings, log):
    settings.BEHIND_PROXY = True

    numbers = [
        client.get("/help/", headers={"X-Request-ID": given}).headers["X-Request-ID"]
        for given in ("abc-123.def", "a\tb", "x" * 65)
    ]

    assert (numbers[0], len(numbers[1]), len(numbers[2])) == ("abc-123.def", 32, 32)


class Refusing(MailSink):
    """Names the address in its refusal, as servers do."""

    async def handle_RCPT(self, _server, _session, _envelope, address, _options):  # noqa: N802  # aiosmtpd's name
        return f"550 5.1.1 <{address}>: Wilhelmina Secret is unknown here"


@pytest.mark.django_db(transaction=True)
def test_a_refused_mail_stands_in_the_log_without_its_address(settings, log):
    controller = SinkController(Refusing())
    controller.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = controller.hostname, controller.port
    message = post(to=make_user("Wilhelmina Secret"))

    try:
        delivery.send_due(is_over=lambda: False)
    finally:
        controller.stop()

    message.refresh_from_db()
    assert (transport.is_configured(), message.state, "Wilhelmina" in message.error) == (True, "refused", True)
    assert f'"message_id": {message.pk}' in log.getvalue()
    assert '"state": "refused"' in log.getvalue()
    assert [word for word in ("Wilhelmina", message.address) if word in log.getvalue()] == []
