"""Claim, run, mark: how a row becomes work that is done once, whatever dies meanwhile."""

import logging
from datetime import datetime
from zoneinfo import ZoneInfo

from django.db.models import F
from django.utils import timezone, translation

from common.pulse import pulse
from jobs import registry
from jobs.enums import JobState
from jobs.exceptions import Refused, Stopped
from jobs.models import Job
from jobs.work import Work, lease_from

ATTEMPTS = 3
RENEW_EVERY = 10.0

logger = logging.getLogger(__name__)


def claim(*, at: datetime) -> Job | None:
    """Take the job that has waited longest; nobody else has it while the lease is renewed."""
    for pk, attempts in Job.objects.due(at=at).values_list("pk", "attempts"):
        ours = Job.objects.due(at=at).filter(pk=pk, attempts=attempts).order_by()
        if attempts >= ATTEMPTS:
            # Whoever tried died every time, most likely because of this job.
            ours.update(state=JobState.FAILED, finished_at=at, lease_until=None, fault="its workers were lost")
        elif ours.update(
            state=JobState.RUNNING, started_at=at, lease_until=lease_from(at), attempts=F("attempts") + 1, progress=0
        ):
            return Job.objects.select_related("owner").get(pk=pk)
    return None


def run(job: Job) -> None:
    """Do one claimed job, in its owner's language and zone, and mark what became of it."""
    work = Work(job)
    try:
        with (
            pulse(work.renew, every=RENEW_EVERY),
            translation.override(work.owner.language),
            timezone.override(ZoneInfo(work.owner.zone)),
        ):
            registry.kind(job.kind).run(work)
        work.require(state=JobState.DONE, finished_at=timezone.now(), lease_until=None)
        _note(job, JobState.DONE)
    except Stopped:
        logger.info("job %s is no longer ours", job.pk)
    except Refused as refused:
        _note(job, JobState.FAILED, reason="refused")
        _fail(work, error=str(refused))
    except Exception as error:
        logger.exception("job %s failed", job.pk)
        _fail(work, fault=f"{type(error).__name__}: {error}")


def _note(job: Job, state: JobState, **more: object) -> None:
    """One line of the log: which job, never whose."""
    fields = {"job_id": job.pk, "kind": job.kind, "state": state.value, "attempts": job.attempts}
    logger.info("job", extra={"fields": fields | more})


def _fail(work: Work, *, error: str = "", fault: str = "") -> None:
    try:
        work.require(
            state=JobState.FAILED,
            finished_at=timezone.now(),
            lease_until=None,
            error=error,
            fault=fault[:1000],
        )
    except Stopped:
        logger.info("job %s was stopped before it failed", work.job.pk)
