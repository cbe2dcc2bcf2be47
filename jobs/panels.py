"""Everything the page shows of one job."""

from dataclasses import dataclass
from datetime import datetime

from jobs import registry
from jobs.enums import JobState
from jobs.models import Job, JobFile

LOOKS = {
    JobState.QUEUED: ("requested", "clock"),
    JobState.RUNNING: ("requested", "refresh"),
    JobState.DONE: ("confirmed", "check"),
    JobState.FAILED: ("absent", "alert"),
    JobState.STOPPED: ("declined", "declined"),
}


@dataclass(frozen=True, kw_only=True)
class JobPanel:
    """A job, how it looks, and the files that may still be downloaded."""

    job: Job
    kind: str
    look: str
    icon: str
    files: list[JobFile]

    @property
    def is_done(self) -> bool:
        """Whether it has come to a good end."""
        return self.job.state == JobState.DONE

    @property
    def is_failed(self) -> bool:
        """Whether it could not be done."""
        return self.job.state == JobState.FAILED

    @property
    def is_gone(self) -> bool:
        """Whether its files have been removed because their time was over."""
        return self.is_done and not self.files


def job_panel(job: Job, *, at: datetime) -> JobPanel:
    """What the page shows of ``job``."""
    look, icon = LOOKS[JobState(job.state)]
    files = sorted((file for file in job.files.all() if file.expires_at > at), key=lambda file: file.name)
    return JobPanel(job=job, kind=registry.label(job.kind), look=look, icon=icon, files=files)
