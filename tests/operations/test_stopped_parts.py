"""A part that is really stopped: people are told, nothing else suffers, and it goes on by itself."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from jobs.models import Heartbeat
from outbox import actions
from outbox.models import Message
from outbox.rendering import Mail
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.support.running import Running, running, wait_for


@pytest.fixture
def product(tmp_path, django_db_blocker, transactional_db):
    with running(Running(tmp_path, django_db_blocker, mail="")) as product, product.database():
        yield product


def ask_for_a_mail(product: Running) -> Message:
    return actions.post_ready(
        key="hello",
        kind="tests.mailing",
        mail=Mail("Hello", "Hello", "<p>Hello</p>"),
        address="somebody@example.org",
        language="en",
        at=timezone.now(),
    )


def trouble() -> str:
    return Heartbeat.objects.filter(cluster="roundtable").values_list("trouble", flat=True).first() or ""


def test_a_mail_server_that_goes_away_is_told_and_mails_leave_when_it_is_back(product, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    person, event, client = make_user("Mara", is_staff=True), make_upcoming_event(), Client()
    client.force_login(person)
    wait_for(lambda: Heartbeat.objects.count() == 2, "no sign of life")
    product.stop_mail()
    message = ask_for_a_mail(product)
    wait_for(trouble, "nobody noticed")

    taken = client.post(reverse("register", args=[event.slug]), {"pool": "room"}, follow=True).content.decode()
    shown = client.get(reverse("administration")).content.decode()
    product.start_mail()
    wait_for(lambda: not trouble(), "it was not noticed that it is back")
    wait_for(lambda: Message.objects.get(pk=message.pk).state == "sent", "it was not sent")

    assert ("The seat is yours. Mail is delayed at the moment." in taken, "Out of reach" in shown) == (True, True)
    assert "A part of this site has stopped" in shown
    assert "somebody@example.org" not in product.log
