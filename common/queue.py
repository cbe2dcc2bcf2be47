"""The only door to the queue.

A task is declared with the cluster that runs it; a kick after commit always passes that cluster,
since django-q2 would otherwise let a kick inherit the cluster in which it happens to run.
"""

from collections.abc import Callable
from enum import StrEnum

from django.db import transaction
from django_q.tasks import async_task


class Cluster(StrEnum):
    """The worker clusters: a long document never holds up a mail."""

    MAIL = "roundtable"
    DOCUMENTS = "documents"


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
    cluster = _clusters[function]
    path = f"{function.__module__}.{function.__name__}"
    transaction.on_commit(lambda: async_task(path, *ids, cluster=cluster.value))
