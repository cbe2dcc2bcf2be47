"""Whoever waits for a code while no mail leaves is told so, and nothing else."""

import pytest
from django.urls import reverse
from django.utils import timezone

from jobs.models import Heartbeat
from outbox import transport
from outbox.enums import Delay
from tests.factories.accounts import make_user
from tests.support.pages import read

pytestmark = pytest.mark.django_db


def notices(client) -> list[str]:
    asked = client.post(reverse("account_request_login_code"), {"email": "mara@example.org"}, follow=True)
    return read(asked).one("#notices").texts(".note")


@pytest.mark.parametrize("is_known", [True, False])
def test_a_code_that_is_on_its_way_is_told(client, is_known):
    make_user(email="mara@example.org" if is_known else "else@example.org")

    assert notices(client) == ["A code is on its way to mara@example.org."]


@pytest.mark.parametrize("is_known", [True, False])
def test_a_code_that_is_delayed_is_told_and_not_that_it_is_on_its_way(client, is_known):
    make_user(email="mara@example.org" if is_known else "else@example.org")
    Heartbeat.objects.create(cluster="roundtable", beat_at=timezone.now(), trouble="The mail server is away")

    assert notices(client) == [Delay.HELD_UP.label]


def test_where_no_mail_leaves_somebody_can_help(client, settings):
    settings.EMAIL_BACKEND = transport.DUMMY
    make_user(email="mara@example.org")

    assert notices(client) == [Delay.NO_SERVER.label]
