"""The real thing: started as people start it, its parts killed, and what is left when it stops."""

import os
import time
import urllib.request
import uuid
from collections.abc import Callable, Iterator

import psutil
import pytest
from django.db import connection
from django.utils import timezone

from jobs.models import Heartbeat
from outbox import actions
from outbox.enums import MessageState
from outbox.models import Message
from outbox.rendering import Mail
from tests.support.mail import MailSink, SinkController
from tests.support.product import Product

# On SQLite the browser tests run it.
pytestmark = [pytest.mark.postgres, pytest.mark.django_db(transaction=True)]

SECONDS = 40


def wait_for(answer: Callable[[], object], what: str) -> object:
    deadline = time.monotonic() + SECONDS
    while not (found := answer()):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)
    return found


class Running(Product):
    """The product with its processes by name."""

    sink: MailSink

    @property
    def environment(self) -> dict[str, str]:
        server, _, _name = os.environ["TEST_DATABASE_URL"].rpartition("/")
        return super().environment | {
            "DATABASE_URL": f"{server}/{connection.settings_dict['NAME']}",
            "SWEEP_SECONDS": "1",
            "STUCK_SECONDS": "6",
        }

    @property
    def supervisor(self) -> psutil.Process:
        return psutil.Process(self._process.pid)

    def part(self, name: str) -> psutil.Process | None:
        """The first process of a part."""
        for process in self.supervisor.children():
            arguments = process.cmdline()
            if name == "web" and "gunicorn" in arguments:
                return process
            if "qcluster" in arguments and process.environ().get("Q_CLUSTER_NAME", "roundtable") == name:
                return process
        return None

    def family(self) -> list[psutil.Process]:
        return [self.supervisor, *self.supervisor.children(recursive=True)]

    def post(self) -> Message:
        return actions.post_ready(
            key=uuid.uuid4().hex,
            kind="tests.serve",
            mail=Mail("Hello", "Hello", "<p>Hello</p>"),
            address="somebody@example.org",
            language="en",
            at=timezone.now(),
        )


@pytest.fixture(scope="module")
def product(tmp_path_factory, django_db_setup, django_db_blocker) -> Iterator[Running]:
    controller = SinkController(MailSink())
    controller.start()
    running = Running(tmp_path_factory.mktemp("serve"), django_db_blocker, mail=controller.url)
    running.sink = controller.handler
    try:
        running.start()
        yield running
    finally:
        running.stop()
        controller.stop()


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    return [each for each in processes if each.is_running() and each.status() != psutil.STATUS_ZOMBIE]


def test_all_parts_come_up_and_give_signs_of_life(product):
    assert [product.part(name) is not None for name in ("web", "roundtable", "documents")] == [True] * 3
    wait_for(lambda: Heartbeat.objects.count() == 2, "a cluster gave no sign of life")


def test_a_message_is_sent_at_once(product):
    message = product.post()

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


def test_a_cluster_that_hangs_is_replaced_and_the_message_sent(product):
    """An idle worker that is killed takes the lock of its queue with it, and nothing runs any more."""
    wait_for(lambda: Message.objects.open().count() == 0, "it did not come to rest")
    old = product.part("roundtable")
    sentinel = wait_for(old.children, "it did not start")[0]
    workers = wait_for(lambda: len(sentinel.children()) == 4 and sentinel.children()[:2], "no workers")
    time.sleep(1.5)  # both wait for work now
    for worker in workers:
        worker.kill()

    message = product.post()

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
