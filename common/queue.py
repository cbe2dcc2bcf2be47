"""The only door to the queue.

A task is declared with the cluster that runs it; a kick after commit always passes that cluster,
since django-q2 would otherwise let a kick inherit the cluster in which it happens to run.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django_q.models import OrmQ
from django_q.tasks import async_task

from common.gathered import Gathered

logger = logging.getLogger(__name__)


class Cluster(StrEnum):
    """The worker clusters: a long document never holds up a mail."""

    MAIL = "roundtable"
    DOCUMENTS = "documents"


Task = Callable[..., None]

_clusters: dict[Task, Cluster] = {}


@dataclass(frozen=True)
class Clock:
    """A line of the schedule: what runs every so many minutes, or daily at a time of the site's zone.

    It is told the time, pulls what is due from the data, and may run late or twice. ``is_set_up`` says whether this
    installation has what it is for.
    """

    name: str
    run: Callable[[datetime], None]
    minutes: int = 0
    daily_at: time | None = None
    is_set_up: Callable[[], bool] = lambda: True

    def __post_init__(self) -> None:
        if bool(self.minutes) == (self.daily_at is not None):
            raise ValueError(f"{self.name}: either every so many minutes or daily at a time")


@dataclass(frozen=True)
class _Kick:
    """A call of a task; two of the same task and ids are equal."""

    path: str
    ids: tuple[int | str, ...]
    cluster: Cluster

    def __call__(self) -> None:
        """The transaction has committed."""
        if _gathered:
            _gathered.add(self)
        else:
            self.send()

    def send(self) -> None:
        """Put it in the queue."""
        try:
            # Successes are not worth a row: what was done stands in the message and job tables.
            async_task(self.path, *self.ids, cluster=self.cluster.value, save=False)
        except Exception:
            # The work that was to be done is committed, so whoever asked for it has it; the sweep kicks again.
            logger.exception("%s could not be kicked", self.path)


_gathered: Gathered[_Kick] | None = None


def gather(*, seconds: float = 0.1) -> Gathered[_Kick]:
    """Let this process send equal kicks of many requests as one: in a rush every click leaves the same one."""
    global _gathered  # noqa: PLW0603  # a process has one queue
    _gathered = Gathered(_Kick.send, seconds=seconds)
    return _gathered


def task(cluster: Cluster) -> Callable[[Task], Task]:
    """Declare a function as a task of ``cluster``. It takes ids and may run twice."""

    def declare(function: Task) -> Task:
        _clusters[function] = cluster
        return function

    return declare


def cluster_of(function: Task) -> Cluster:
    """Which cluster runs a task."""
    return _clusters[function]


def path_of(function: Task) -> str:
    """Where a worker finds a task."""
    return f"{function.__module__}.{function.__name__}"


def kick(function: Task, *ids: int | str) -> None:
    """Ask the task's cluster to run it once this transaction has committed.

    Only a kick: what is to be done stands in the database, and the sweep finds it without. So
    one transaction kicks the same thing once, and a kick that fails does not fail the request
    whose work is done.
    """
    wanted = _Kick(path_of(function), ids, cluster_of(function))
    waiting = (entry[1] for entry in transaction.get_connection().run_on_commit)
    if wanted not in waiting:
        transaction.on_commit(wanted)


def has_untaken_kick(cluster: Cluster) -> bool:
    """Whether a kick waits that no worker of the cluster has taken yet."""
    return bool(OrmQ.objects.filter(key=cluster.value, lock__lte=timezone.now()).exists())
