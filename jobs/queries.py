"""Reads that do not chain."""

from datetime import datetime, timedelta

from django.db.models import CharField

from common.questions import Question, Slot
from common.queue import Cluster
from jobs.models import Heartbeat

_HEART = Question(lambda: Heartbeat.objects.filter(cluster=Slot("cluster", CharField())))
SILENT_AFTER = timedelta(seconds=150)  # the supervisor asks for a sign about every minute


def heart(cluster: Cluster) -> Heartbeat | None:
    """The last sign of life of a cluster; None before its first."""
    return next(iter(_HEART.ask(cluster=cluster.value)), None)


def is_silent(cluster: Cluster, *, at: datetime) -> bool:
    """Whether a cluster that has worked gives no sign any more."""
    last = heart(cluster)
    return last is not None and at - last.beat_at > SILENT_AFTER
