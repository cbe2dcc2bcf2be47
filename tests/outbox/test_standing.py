"""Whether mails leave at the moment, for pages that have just promised one."""

from datetime import timedelta

import pytest
from django.test import override_settings

from common.queue import Cluster
from jobs.models import Heartbeat
from outbox import standing, transport
from outbox.enums import Delay
from tests.factories.outbox import NOW

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("age", "trouble", "delay"),
    [
        (timedelta(seconds=149), "", None),
        (timedelta(seconds=151), "", Delay.HELD_UP),
        (timedelta(seconds=1), "SMTPAuthenticationError: (535, b'no')", Delay.HELD_UP),
    ],
)
def test_mail_is_delayed_when_the_worker_is_silent_or_the_server_out_of_reach(age, trouble, delay, count_queries):
    Heartbeat.objects.create(cluster=Cluster.MAIL, beat_at=NOW - age, trouble=trouble)

    assert standing.delay(at=NOW) == delay
    assert count_queries(lambda: standing.delay(at=NOW)) == 1


def test_a_worker_that_has_not_begun_delays_nothing():
    assert standing.delay(at=NOW) is None


def test_without_a_server_no_mail_leaves_and_nothing_is_asked(count_queries):
    with override_settings(EMAIL_BACKEND=transport.DUMMY):
        assert standing.delay(at=NOW) == Delay.NO_SERVER
        assert count_queries(lambda: standing.delay(at=NOW)) == 0
