"""The mail that brings a certificate."""

from datetime import timedelta

import pytest
from django.conf import settings
from django.utils import translation

from outbox.exceptions import Obsolete
from outbox.models import Message
from recognition import actions, notifications
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.recognition import make_certificate

pytestmark = pytest.mark.django_db


def test_write_with_the_address_at_which_it_is_checked():
    certificate = make_certificate(title="Balance sheets")
    message = Message.objects.get(kind="recognition.issued")

    mail = notifications.render(message)

    assert mail.subject == "Your certificate: Balance sheets"
    address = settings.BASE_URL + certificate.get_absolute_url()
    assert (address in mail.text, address in mail.html) == (True, True)
    assert mail.unsubscribe.startswith(f"{settings.BASE_URL}/mail/")


def test_write_in_the_language_of_the_reader():
    make_certificate(title="Balance sheets")

    with translation.override("de"):
        mail = notifications.render(Message.objects.get(kind="recognition.issued"))

    assert mail.subject == "Ihr Zertifikat: Balance sheets"


def test_send_nothing_of_what_was_taken_back_meanwhile():
    certificate = make_certificate()
    actions.revoke(certificate=certificate, reason="Mistake", by=make_user(), at=NOW + timedelta(minutes=1))

    with pytest.raises(Obsolete):
        notifications.render(Message.objects.get(kind="recognition.issued"))
