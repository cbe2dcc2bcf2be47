"""Jobs: the valid minimum."""

from datetime import timedelta
from itertools import count

from django.utils import timezone

from accounts.models import User
from jobs.enums import Failure, JobState
from jobs.models import Job, JobFile
from tests.factories.accounts import make_user

NOW = timezone.now().replace(microsecond=0)
_numbers = count(1)
DATES = {
    JobState.QUEUED: {},
    JobState.RUNNING: {"started_at": NOW, "lease_until": NOW + timedelta(seconds=30), "attempts": 1},
    JobState.DONE: {"started_at": NOW, "finished_at": NOW, "attempts": 1},
    JobState.FAILED: {
        "started_at": NOW,
        "finished_at": NOW,
        "attempts": 1,
        "failure": Failure.REFUSED,
        "error": "Too many rows.",
    },
    JobState.STOPPED: {"finished_at": NOW},
}


def make_job(state: JobState = JobState.QUEUED, *, owner: User | None = None, **values: object) -> Job:
    """One that failed was refused, unless a ``fault`` says what broke."""
    broken = {"failure": Failure.BROKEN, "error": ""} if values.get("fault") else {}
    given = {
        "kind": "test.work",
        "title": f"Work {next(_numbers)}",
        "owner": owner or make_user(),
        "state": state,
        "queued_at": NOW,
        **DATES[state],
        **broken,
        **values,
    }
    return Job.objects.create(**given)


def make_file(job: Job, name: str = "list.pdf", **values: object) -> JobFile:
    given = {
        "content_type": "application/pdf",
        "path": f"{job.uuid}-{name}",
        "size": 3,
        "sha256": "0" * 64,
        "kept_at": NOW,
        "expires_at": NOW + timedelta(days=30),
        **values,
    }
    return JobFile.objects.create(job=job, name=name, **given)
