"""Starting and stopping long work, and what the workers say about themselves."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import F

from common import queue
from jobs import registry, tasks
from jobs.enums import REPEATABLE, UNFINISHED, JobState
from jobs.models import ATTEMPTS, Heartbeat, Job, JobFile, Run

if TYPE_CHECKING:
    from accounts.models import User

STRAY_AFTER = timedelta(days=1)


@transaction.atomic
def start(
    *, kind: str, owner: "User | None", params: Mapping[str, object], title: str, at: datetime, scope: str = ""
) -> Job:
    """Ask for something long; it is done in the background and what it leaves is kept for ``owner``.

    Without one, whoever asked has no account: ``params`` say in which ``language`` they are spoken to.
    """
    registry.kind(kind)
    job = Job.objects.create(kind=kind, owner=owner, params=dict(params), title=title, scope=scope, queued_at=at)
    queue.kick(tasks.run_due)
    return job


@transaction.atomic
def stop(*, job: Job, by: "User", at: datetime) -> bool:
    """Stop a job; one that runs ends at its next step. Says whether there was something to stop."""
    stopped = Job.objects.filter(pk=job.pk, state__in=UNFINISHED).update(
        state=JobState.STOPPED, finished_at=at, lease_until=None, is_stopped_for=job.owner_id != by.pk
    )
    return bool(stopped)


@transaction.atomic
def retry(*, job: Job, at: datetime) -> bool:
    """Do a job again that failed or was stopped, as what was asked for then; says whether there was such a one."""
    repeated = Job.objects.filter(pk=job.pk, state__in=REPEATABLE).update(
        state=JobState.QUEUED,
        queued_at=at,
        started_at=None,
        finished_at=None,
        progress=0,
        total=0,
        doing="",
        failure="",
        error="",
        fault="",
        is_stopped_for=False,
        # An attempt that was stopped may still be ending: its number is never given again.
        attempts_allowed=F("attempts") + ATTEMPTS,
    )
    if repeated:
        queue.kick(tasks.run_due)
    return bool(repeated)


def beat(cluster: str, *, at: datetime) -> None:
    """Note that a worker of ``cluster`` is at work."""
    Heartbeat.objects.update_or_create(cluster=cluster, defaults={"beat_at": at})


def note_trouble(cluster: str, trouble: str, *, at: datetime) -> None:
    """Note what keeps a cluster from its work, though it is alive; nothing, when all is well again."""
    Heartbeat.objects.update_or_create(cluster=cluster, defaults={"beat_at": at, "trouble": trouble})


def forget_signs() -> None:
    """Forget the signs of life of workers that belong to another installation: a backup was restored."""
    Heartbeat.objects.all().delete()


def note_success(name: str, *, at: datetime) -> None:
    """Note that something which runs by itself came to a good end."""
    Run.objects.update_or_create(name=name, defaults={"succeeded_at": at})


def note_failure(name: str, fault: str, *, at: datetime) -> None:
    """Note that something which runs by itself has failed, and why."""
    Run.objects.update_or_create(name=name, defaults={"failed_at": at, "fault": fault[:1000]})


def remove_expired_files(*, at: datetime) -> int:
    """Remove files whose time is over, and what dead attempts have left; says how many rows went."""
    expired = list(JobFile.objects.expired(at=at))
    for file in expired:
        file.location.unlink(missing_ok=True)
    JobFile.objects.filter(pk__in=[file.pk for file in expired]).delete()
    known = set(JobFile.objects.values_list("path", flat=True))
    folder = Path(settings.JOB_FILES_DIR)
    for path in folder.iterdir() if folder.is_dir() else ():
        # A file is written before its row, so a young one may still get it.
        if path.name not in known and path.stat().st_mtime < (at - STRAY_AFTER).timestamp():
            path.unlink(missing_ok=True)
    return len(expired)
