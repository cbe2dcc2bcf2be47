"""The real thing: started as people start it, its parts killed, and what is left when it stops."""

import time
import urllib.request
import uuid
from collections.abc import Iterator

import pytest
from django.utils import timezone

from inbox.models import Received
from jobs.models import Heartbeat
from outbox import actions
from outbox.enums import MessageState
from outbox.models import Message
from outbox.rendering import Mail
from tests.factories.inbox import letter
from tests.support.listening import OURS, Listening
from tests.support.product import Product
from tests.support.running import Running, alive, running, wait_for

# On SQLite the browser tests run it.
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]


class Complete(Listening, Running):
    """All parts that there can be."""


@pytest.fixture(scope="module")
def product(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Complete]:
    with running(Complete(tmp_path_factory.mktemp("serve"), django_db_blocker, mail="")) as product:
        yield product


def post() -> Message:
    return actions.post_ready(
        key=uuid.uuid4().hex,
        kind="tests.mailing",
        mail=Mail("Hello", "Hello", "<p>Hello</p>"),
        address="somebody@example.org",
        language="en",
        at=timezone.now(),
    )


def test_all_parts_come_up_and_give_signs_of_life(product):
    parts = ("web", "roundtable", "documents", "mail door")
    assert [product.part(name) is not None for name in parts] == [True] * 4
    wait_for(lambda: Heartbeat.objects.count() == 2, "a cluster gave no sign of life")


def test_a_message_is_sent_at_once(product):
    message = post()

    wait_for(lambda: Message.objects.get(pk=message.pk).state == MessageState.SENT, "it was not sent")
    assert product.sink.recipients[-1] == "somebody@example.org"


def test_a_killed_web_server_is_back(product):
    old = product.part("web")
    family = [old, *old.children(recursive=True)]

    old.kill()

    wait_for(lambda: not alive(family), "orphans were left")
    wait_for(product.answers, "no page was answered")
    assert product.part("web").pid != old.pid


@pytest.mark.parametrize("name", ["roundtable", "documents"])
def test_a_killed_cluster_is_back_without_orphans(product, name):
    old = product.part(name)
    family = [old, *old.children(recursive=True)]

    old.kill()

    wait_for(lambda: not alive(family), "orphans were left")
    wait_for(lambda: product.part(name), "it did not come back")


def test_a_killed_mail_door_is_back_and_takes_mail(product):
    wait_for(product.takes_mail, "nobody has opened")
    old = product.part("mail door")

    old.kill()
    wait_for(lambda: not alive([old]), "it lives on")

    wait_for(product.takes_mail, "nobody opened again")
    with product.spoken_to() as server:
        assert server.sendmail("mara@example.org", [OURS], letter()) == {}
    assert (product.part("mail door").pid != old.pid, Received.objects.count()) == (True, 1)


def test_a_cluster_that_hangs_is_replaced_and_the_message_sent(product):
    """An idle worker that is killed takes the lock of its queue with it, and nothing runs any more."""
    wait_for(lambda: Message.objects.open().count() == 0, "it did not come to rest")
    workers = wait_for(lambda: product.workers("roundtable"), "no workers")
    time.sleep(1.5)  # both wait for work now
    for worker in workers:
        worker.kill()

    message = post()

    wait_for(lambda: Message.objects.get(pk=message.pk).state == MessageState.SENT, "it was not sent")


def test_it_stops_on_ctrl_c_and_leaves_nothing(product):
    family = product.family()

    product.stop()

    assert alive(family) == []
    product.start()


def test_nothing_survives_a_killed_supervisor(product):
    family = product.family()

    product.supervisor.kill()
    product._process.wait()

    wait_for(lambda: not alive(family), "a part lives on")
    product.start()


def test_it_does_not_start_on_a_database_that_is_not_up_to_date(product, tmp_path, django_db_blocker):
    other = Product(tmp_path, django_db_blocker, mail="dummy://")

    with pytest.raises(AssertionError, match="not up to date"):
        other.manage("serve")


def test_the_page_for_probes_says_that_it_is_well(product):
    with urllib.request.urlopen(f"{product.url}/healthz", timeout=5) as response:
        assert (response.status, response.read()) == (200, b"ok\n")
