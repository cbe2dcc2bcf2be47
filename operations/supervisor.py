"""Keeps the product's processes alive: web server, mail cluster, documents cluster, and the mail door if there is one."""

import logging
import os
import signal
import sys
import threading
import time
from collections import Counter
from collections.abc import Mapping
from queue import Empty, SimpleQueue
from types import FrameType

from django.conf import settings
from django.db import close_old_connections, connection
from django.utils import timezone

from common.queue import Cluster
from operations import watch
from operations.children import Child

TEND_EVERY = 0.2
GIVES_WAY = 5  # who waits for a page comes before who will get a mail
SECONDS_TO_STOP = 10.0

logger = logging.getLogger(__name__)


def web_server(*, host: str, port: int) -> Child:
    """gunicorn: two processes of four threads, forked from one that has loaded everything."""
    options = {
        "bind": f"[{host}]:{port}" if ":" in host else f"{host}:{port}",
        "worker-class": "gthread",
        "workers": "2",
        "threads": "4",
        "graceful-timeout": "8",
        "log-level": "warning",
        "logger-class": "operations.weblog.WebLog",
    }
    flags = [part for name, value in options.items() for part in (f"--{name}", value)]
    command = [sys.executable, "-m", "gunicorn", *flags, "--preload", "--no-control-socket", "config.wsgi"]
    return Child("web", command, os.environ)


def worker(cluster: Cluster) -> Child:
    """A cluster of the queue; the one with the settings' own name gets no name, as django-q2 wants it."""
    environment = {name: value for name, value in os.environ.items() if name != "Q_CLUSTER_NAME"}
    if cluster.value != settings.Q_CLUSTER["name"]:
        environment["Q_CLUSTER_NAME"] = cluster.value
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "qcluster", "--skip-checks"]
    return Child(cluster.value, command, environment, niceness=GIVES_WAY)


def mail_door() -> Child:
    """Where a mail server hands over answers from calendars and mails that came back."""
    command = [sys.executable, str(settings.BASE_DIR / "manage.py"), "receive_mail", "--skip-checks"]
    return Child("mail door", command, os.environ)


class Supervisor:
    """Starts all, starts again what ends, replaces what is stuck, and in the end stops all."""

    def __init__(self, web: Child, workers: Mapping[Cluster, Child], *others: Child) -> None:
        self.children = [web, *workers.values(), *others]
        self._workers = workers
        self._is_over = threading.Event()
        self._is_urgent = threading.Event()
        self._stuck: SimpleQueue[Cluster] = SimpleQueue()
        self._replaced: Counter[Cluster] = Counter()  # in a row; of the sweep alone

    def run(self) -> int:
        """Run until a signal comes or a child can't be kept alive; answers with the exit code."""
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._stop)
        for child in self.children:
            child.start()
        threading.Thread(target=self._sweep, name="sweep", daemon=True).start()
        code = 0
        while not self._is_over.wait(TEND_EVERY):
            self._replace_stuck()
            hopeless = [child.name for child in self.children if not child.tend()]
            if hopeless:
                logger.critical("Giving up: %s keeps ending.", ", ".join(hopeless))
                code = 1
                break
        self._end_all()
        return code

    def _stop(self, _number: int, _frame: FrameType | None) -> None:
        if self._is_over.is_set():
            self._is_urgent.set()  # who asks twice does not want to wait
        self._is_over.set()

    def _replace_stuck(self) -> None:
        """In the main thread, since the system ties the life of a child to the thread that made it."""
        while True:
            try:
                cluster = self._stuck.get_nowait()
            except Empty:
                return
            logger.error("%s does not get on with its work; starting it anew", cluster)
            self._workers[cluster].replace()

    def _sweep(self) -> None:
        """In a thread of its own: a database that does not answer keeps nobody from being tended or stopped."""
        while not self._is_over.wait(settings.SWEEP_SECONDS):
            close_old_connections()
            try:
                self._sweep_once()
            except Exception:
                logger.exception("The sweep failed; it tries again.")
        connection.close()

    def _sweep_once(self) -> None:
        at = timezone.now()
        watch.sweep(at=at)
        started = {cluster: child.started_at for cluster, child in self._workers.items()}
        stuck = watch.stuck(at=at, started=started, replaced=self._replaced)
        for cluster, since in started.items():
            if cluster in stuck:
                self._replaced[cluster] += 1
                self._stuck.put(cluster)
            elif watch.has_settled(at=at, started=since):
                self._replaced[cluster] = 0

    def _end_all(self) -> None:
        """Ask everybody, wait for all of them together, then end what is left."""
        for child in self.children:
            child.ask_to_stop()
        until = time.monotonic() + SECONDS_TO_STOP
        while time.monotonic() < until and not all(child.is_gone for child in self.children):
            if self._is_urgent.wait(0.05):
                break
        for child in self.children:
            if not child.is_gone:
                logger.warning("%s did not stop in time", child.name)
            child.kill()
