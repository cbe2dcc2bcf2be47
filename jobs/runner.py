"""Claim, run, mark: how a row becomes work that is done once, whatever dies meanwhile."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db.models import F
from django.utils import timezone, translation

from jobs import registry
from jobs.enums import Failure, JobState
from jobs.exceptions import Refused, Stopped
from jobs.guard import guarded, leave
from jobs.models import Job
from jobs.work import Work, lease_from

logger = logging.getLogger(__name__)


def claim(*, at: datetime) -> Job | None:
    """Take the job that has waited longest; nobody else has it while the lease is renewed."""
    for pk, attempts, allowed in Job.objects.due(at=at).values_list("pk", "attempts", "attempts_allowed"):
        ours = Job.objects.due(at=at).filter(pk=pk, attempts=attempts).order_by()
        if attempts >= allowed:
            # Whoever tried died every time, most likely because of this job.
            ours.update(
                state=JobState.FAILED,
                failure=Failure.LOST,
                finished_at=at,
                lease_until=None,
                fault="its workers were lost",
            )
        elif ours.update(
            state=JobState.RUNNING,
            started_at=at,
            lease_until=lease_from(at),
            attempts=F("attempts") + 1,
            progress=0,
            doing="",
        ):
            return Job.objects.select_related("owner").get(pk=pk)
    return None


def run(job: Job, *, end: Callable[[], object] = leave) -> None:
    """Do one claimed job, in its owner's language and zone, and mark what became of it.

    ``end``: what is done with a process whose work takes too much, or does not stop.
    """
    work = Work(job, registry.limits(job.kind))
    try:
        with (
            guarded(work, end=end),
            translation.override(work.language),
            timezone.override(work.zone),
        ):
            registry.kind(job.kind).run(work)
        work.require(state=JobState.DONE, finished_at=timezone.now(), lease_until=None)
        _note(job, JobState.DONE)
    except Stopped:
        logger.info("job %s is no longer ours", job.pk)
    except Refused as refused:
        _note(job, JobState.FAILED, reason="refused")
        _fail(work, Failure.REFUSED, error=str(refused))
    except MemoryError:
        _fail(work, Failure.TOO_LARGE, fault="the machine had no more memory")
    except Exception as error:
        logger.exception("job %s failed", job.pk)
        _fail(work, Failure.BROKEN, fault=f"{type(error).__name__}: {error}")


def _note(job: Job, state: JobState, **more: object) -> None:
    """One line of the log: which job, never whose."""
    fields = {"job_id": job.pk, "kind": job.kind, "state": state.value, "attempts": job.attempts}
    logger.info("job", extra={"fields": fields | more})


def _fail(work: Work, failure: Failure, *, error: str = "", fault: str = "") -> None:
    if not work.fail(failure, error=error, fault=fault):
        logger.info("job %s was stopped before it failed", work.job.pk)
