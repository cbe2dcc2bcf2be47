"""Reads that do not chain."""

from datetime import datetime, timedelta

from common.queue import Cluster
from jobs.models import Heartbeat

SILENT_AFTER = timedelta(seconds=150)  # the supervisor asks for a sign about every minute


def heart(cluster: Cluster) -> Heartbeat | None:
    """The last sign of life of a cluster; None before its first."""
    return Heartbeat.objects.filter(cluster=cluster.value).first()


def is_silent(cluster: Cluster, *, at: datetime) -> bool:
    """Whether a cluster that has worked gives no sign any more."""
    last = heart(cluster)
    return last is not None and at - last.beat_at > SILENT_AFTER
