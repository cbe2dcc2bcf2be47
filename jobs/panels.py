"""Everything the pages show of jobs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils.translation import gettext as _

from common import tables
from common.queue import Cluster
from common.tables import Column, Description, Filter, Table
from jobs import queries, registry
from jobs.enums import JobState
from jobs.models import Job, JobFile
from jobs.querysets import JobQuerySet

PER_PAGE = 30

LONG = timedelta(seconds=20)
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
    is_held_up: bool = False  # it waits, and the worker that should do it gives no sign

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


def job_panels(jobs: Iterable[Job], *, at: datetime) -> list[JobPanel]:
    """What pages show of ``jobs``; the worker is asked after only where one has waited for a while."""
    jobs = list(jobs)
    is_silent = any(_waits_long(job, at=at) for job in jobs) and queries.is_silent(Cluster.DOCUMENTS, at=at)
    return [_panel(job, at=at, is_held_up=is_silent and not job.is_finished) for job in jobs]


def job_panel(job: Job, *, at: datetime) -> JobPanel:
    """What a page shows of one job."""
    return job_panels([job], at=at)[0]


def _panel(job: Job, *, at: datetime, is_held_up: bool) -> JobPanel:
    look, icon = LOOKS[JobState(job.state)]
    files = sorted((file for file in job.files.all() if file.expires_at > at), key=lambda file: file.name)
    return JobPanel(job=job, kind=registry.label(job.kind), look=look, icon=icon, files=files, is_held_up=is_held_up)


def _waits_long(job: Job, *, at: datetime) -> bool:
    return not job.is_finished and at - job.queued_at > LONG


@dataclass(frozen=True, kw_only=True)
class Jobs:
    """One page of somebody's jobs."""

    table: Table[Job]
    panels: list[JobPanel]


def jobs(own: JobQuerySet, *, asked: Mapping[str, str], at: datetime) -> Jobs:
    """The jobs ``own``, newest first unless the address asks otherwise."""
    columns: list[Column[Job]] = [
        Column(name="title", label=_("Work"), value=lambda job: job.title, order=("title", "queued_at")),
        Column(name="kind", label=_("Kind"), value=lambda job: registry.label(job.kind)),
        Column(name="state", label=_("State"), value=lambda job: str(JobState(job.state).label), order=("state",)),
        Column(
            name="asked", label=_("Asked for"), value=lambda job: job.queued_at, order=("queued_at",), kind="moment"
        ),
        Column(name="finished", label=_("Finished"), value=lambda job: job.finished_at, kind="moment"),
    ]
    states = [(state, str(state.label)) for state in JobState]
    description = Description(
        title=_("Work in progress"),
        columns=columns,
        order="-asked",
        filters=[Filter(name="state", label=_("States"), field="state", choices=states, everything=_("All"))],
        search_label=_("What was asked for"),
        matching=JobQuerySet.matching,
        prepared=lambda rows: rows.prefetch_related("files"),
        per_page=PER_PAGE,
    )
    table = tables.read(description, own, asked=asked)
    return Jobs(table=table, panels=job_panels(table.page, at=at))
