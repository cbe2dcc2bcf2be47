"""Starting and stopping long work, and what the workers say about themselves."""

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from django.db import transaction

from common import queue
from jobs import registry, tasks
from jobs.enums import UNFINISHED, JobState
from jobs.models import Heartbeat, Job

if TYPE_CHECKING:
    from accounts.models import User


@transaction.atomic
def start(*, kind: str, owner: "User", params: Mapping[str, object], title: str, at: datetime, scope: str = "") -> Job:
    """Ask for something long; it is done in the background and what it leaves is kept for ``owner``."""
    registry.kind(kind)
    job = Job.objects.create(kind=kind, owner=owner, params=dict(params), title=title, scope=scope, queued_at=at)
    queue.kick(tasks.run_due)
    return job


@transaction.atomic
def stop(*, job: Job, at: datetime) -> bool:
    """Stop a job; one that runs ends at its next step. Says whether there was something to stop."""
    stopped = Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=JobState.STOPPED, finished_at=at, lease_until=None
    )
    return bool(stopped)


def beat(cluster: str, *, at: datetime) -> None:
    """Note that a worker of ``cluster`` is at work."""
    Heartbeat.objects.update_or_create(cluster=cluster, defaults={"beat_at": at})


def note_trouble(cluster: str, trouble: str, *, at: datetime) -> None:
    """Note what keeps a cluster from its work, though it is alive; nothing, when all is well again."""
    Heartbeat.objects.update_or_create(cluster=cluster, defaults={"beat_at": at, "trouble": trouble})
