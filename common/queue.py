"""The only door to the queue.

A task is declared with the cluster that runs it; a kick after commit always passes that cluster,
since django-q2 would otherwise let a kick inherit the cluster in which it happens to run.
"""

from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum

from django.db import transaction
from django_q.tasks import async_task


class Cluster(StrEnum):
    """The worker clusters: a long document never holds up a mail."""

    MAIL = "roundtable"
    DOCUMENTS = "documents"


@dataclass(frozen=True)
class _Kick:
    """One kick as a value: a mailing of 400 in one transaction needs one, not 400."""

    path: str
    ids: tuple[int | str, ...]
    cluster: Cluster

    def __call__(self) -> None:
        async_task(self.path, *self.ids, cluster=self.cluster.value)


_clusters: dict[Callable[..., None], Cluster] = {}


def task(cluster: Cluster) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Declare a function as a task of ``cluster``. It takes ids and may run twice."""

    def declare(function: Callable[..., None]) -> Callable[..., None]:
        _clusters[function] = cluster
        return function

    return declare


def kick(function: Callable[..., None], *ids: int | str) -> None:
    """Ask the task's cluster to run it once this transaction has committed.

    Only a kick: what is to be done stands in the database, and the sweep finds it without.
    """
    one = _Kick(f"{function.__module__}.{function.__name__}", ids, _clusters[function])
    if all(waiting != one for _savepoints, waiting, _robust in transaction.get_connection().run_on_commit):
        transaction.on_commit(one)
