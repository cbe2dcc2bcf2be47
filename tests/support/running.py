"""The product under the supervisor, with its processes at hand and a kind of mail and of work for the tests."""

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import psutil
from django.db import connection

from tests.support.mail import MailSink, SinkController
from tests.support.product import Product

SECONDS = 90
SAYS = {"web": "gunicorn", "mail door": "receive_mail"}  # by which a part is known that is no cluster


def wait_for(answer: Callable[[], object], what: str, *, seconds: float = SECONDS) -> object:
    """The first answer that is true; ``what`` is said if there is none in time."""
    deadline = time.monotonic() + seconds
    while not (found := answer()):
        assert time.monotonic() < deadline, what
        time.sleep(0.1)
    return found


def alive(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run."""
    return [each for each in processes if _is_alive(each)]


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:  # it went between the two questions
        return False


class Running(Product):
    """The product, on SQLite or on the tests' own PostgreSQL database."""

    sink: MailSink
    mail_server: SinkController

    def stop_mail(self) -> None:
        """The mail server goes away."""
        self.mail_server.stop()

    def start_mail(self) -> None:
        """It is back, at the same address."""
        back = SinkController(self.sink)
        back.port = self.mail_server.port
        self.mail_server = back
        back.start()

    def stop(self) -> None:
        """Stop it, and wait for the last of its processes: it may have something to write yet."""
        family = self.family() if self._process and self._process.poll() is None else []
        super().stop()
        wait_for(lambda: not alive(family), "a part lives on")

    @property
    def is_on_postgres(self) -> bool:
        """The tests say which."""
        return connection.vendor == "postgresql"

    @property
    def environment(self) -> dict[str, str]:
        """That of every installation; the watchdog is impatient."""
        ours = super().environment | {
            "DJANGO_SETTINGS_MODULE": "tests.support.running_settings",
            "SWEEP_SECONDS": "1",
            "STUCK_SECONDS": "6",
        }
        if self.is_on_postgres:
            server, _, _name = os.environ["TEST_DATABASE_URL"].rpartition("/")
            ours["DATABASE_URL"] = f"{server}/{connection.settings_dict['NAME']}"
        return ours

    @contextmanager
    def database(self) -> Iterator[None]:
        """On PostgreSQL the tests' own database is the one it runs on."""
        if self.is_on_postgres:
            yield
        else:
            with super().database():
                yield

    @property
    def supervisor(self) -> psutil.Process:
        """The process that looks after all others."""
        return psutil.Process(self._process.pid)

    def part(self, name: str) -> psutil.Process | None:
        """The first process of a part: web, roundtable, documents, mail door."""
        for process in self.supervisor.children():
            try:
                arguments = process.cmdline()
                if SAYS.get(name) in arguments:
                    return process
                if "qcluster" in arguments and process.environ().get("Q_CLUSTER_NAME", "roundtable") == name:
                    return process
            except psutil.NoSuchProcess:
                continue
        return None

    def workers(self, name: str) -> list[psutil.Process]:
        """The processes of a cluster that do the work; they are the first that its sentinel starts."""
        count = 1 if name == "documents" else 2
        try:
            sentinels = self.part(name).children()
            family = sentinels[0].children() if sentinels else []
        except (psutil.NoSuchProcess, AttributeError):
            return []
        return sorted(family, key=lambda process: process.pid)[:count] if len(family) == count + 2 else []

    def family(self) -> list[psutil.Process]:
        """Everybody."""
        return [self.supervisor, *self.supervisor.children(recursive=True)]


@contextmanager
def running(product: Running) -> Iterator[Running]:
    """Start it with a mail server of its own, and stop it in the end."""
    product.sink = MailSink()
    product.mail_server = SinkController(product.sink)
    product.mail = product.mail_server.url
    product.mail_server.start()
    try:
        if not product.is_on_postgres:
            product.prepare()
        product.start()
        yield product
    finally:
        product.stop()
        product.mail_server.stop()
