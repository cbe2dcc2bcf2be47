"""The sweep: finds work that nobody was told of, and clusters that do not get on with it.

The clusters have a clock of their own, but a dead one sweeps nothing. A cluster is judged by signs of
life, which a worker gives while it is at a task however long that takes, and only if something
waits. A cluster for which nothing waits is asked for a sign now and then.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta

from django.conf import settings

from common import queue
from common.queue import Cluster
from jobs.models import Heartbeat, Job
from jobs.queries import SILENT_AFTER
from jobs.tasks import run_due
from outbox.models import Message
from outbox.tasks import drain

TASKS = {Cluster.MAIL: drain, Cluster.DOCUMENTS: run_due}
PROBE_AFTER = timedelta(seconds=60)
STUCK_AFTER = timedelta(seconds=settings.STUCK_SECONDS)
STARTED_AFTER = 4 * STUCK_AFTER
DEAD_AFTER = SILENT_AFTER
MOST_DOUBLINGS = 4


def waiting_since(cluster: Cluster, *, at: datetime) -> datetime | None:
    """Since when the oldest due row of a cluster waits for a worker."""
    if cluster is Cluster.MAIL:
        return Message.objects.oldest_due(at=at)
    return Job.objects.oldest_due(at=at)


def last_sign(cluster: Cluster) -> datetime | None:
    """When a worker of the cluster last showed that it works."""
    return Heartbeat.objects.filter(cluster=cluster).values_list("beat_at", flat=True).first()


def sweep(*, at: datetime) -> None:
    """Kick every cluster for which something is due, or that has not been heard of for a while."""
    for cluster, task in TASKS.items():
        sign = last_sign(cluster)
        is_quiet = sign is None or at - sign > PROBE_AFTER
        if (is_quiet or waiting_since(cluster, at=at)) and not queue.has_untaken_kick(cluster):
            queue.kick(task)


def has_settled(*, at: datetime, started: datetime) -> bool:
    """Whether a cluster that nobody replaces has lived for so long that an earlier replacement no longer counts."""
    return at - started > DEAD_AFTER


def stuck(*, at: datetime, started: Mapping[Cluster, datetime], replaced: Mapping[Cluster, int]) -> list[Cluster]:
    """The clusters that are to be replaced; ``started`` says when each was last started.

    One that has not yet given a sign has more time: replaced while it starts, it would start for ever where the
    machine is busy. So has, each time twice as much, one that was ``replaced`` so often in a row.
    """
    found = []
    for cluster, since in started.items():
        sign = last_sign(cluster)
        has_started = sign is not None and sign > since
        silent = at - max(since, sign or since)
        waiting = waiting_since(cluster, at=at)
        patience = (STUCK_AFTER if has_started else STARTED_AFTER) * 2 ** min(replaced.get(cluster, 0), MOST_DOUBLINGS)
        is_late = waiting is not None and at - waiting > STUCK_AFTER and silent > patience
        if is_late or silent > DEAD_AFTER:
            found.append(cluster)
    return found
