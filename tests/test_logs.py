"""What a walk over every page, and a mail server that refuses, leave in the log: nothing about anybody."""

import io
import logging

import pytest
from django.urls import reverse

from common import logs
from outbox import delivery, transport
from tests.factories.accounts import make_user
from tests.factories.outbox import post
from tests.support.answers import answer
from tests.support.mail import MailSink, SinkController
from tests.support.routes import routes
from tests.support.visits import address, visits

pytestmark = pytest.mark.django_db
ROUTES = routes()


@pytest.fixture
def log():
    stream = io.StringIO()
    handler = logging.StreamHandler(stream)
    handler.setFormatter(logs.Json())
    root = logging.getLogger()
    before = root.level
    root.setLevel(logging.INFO)
    root.addHandler(handler)
    yield stream
    root.removeHandler(handler)
    root.setLevel(before)


def private(organisation) -> list[str]:
    """What would give somebody away: names, addresses, keys."""
    people = [*organisation.people.values(), organisation.guest]
    tokens = [organisation.guest_link, organisation.feed.rpartition("/")[2].removesuffix(".ics")]
    return [*(person.name for person in people), *(person.email for person in people), *tokens]


@pytest.mark.once  # what stands in a line follows from the request
@pytest.mark.parametrize("role", ["participant", "owner", "admin", "anonymous"])
def test_a_walk_over_every_page_leaves_nobody_in_the_log(role, organisation, clients, log):
    for route in ROUTES:
        for filled in visits(route):
            path = f"{address(route, filled.arguments(organisation))}?q={organisation.people['participant'].email}"
            with answer(clients[role], "get", path):
                pass
            with answer(clients[role], "post", path):
                pass

    written = log.getvalue()
    assert len(written.splitlines()) > len(ROUTES)
    assert [word for word in private(organisation) if word in written] == []


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
