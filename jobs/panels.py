"""Everything the pages show of jobs."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _

from common import tables
from common.queue import Cluster
from common.tables import Column, Description, Filter, Table
from jobs import queries, registry
from jobs.enums import JobState
from jobs.models import Job, JobFile
from jobs.querysets import JobQuerySet

if TYPE_CHECKING:
    from accounts.models import User

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
    is_closed: bool = False  # its owner may not have its files any more
    owner: str = ""  # where it is somebody else's
    fault: str = ""  # for whoever looks after the installation
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
    def doing(self) -> str:
        """What is happening, in words."""
        return self.job.doing or _("It is being worked on")

    @property
    def is_gone(self) -> bool:
        """Whether its files have been removed because their time was over."""
        return self.is_done and not self.files and not self.owner and not self.is_closed


def job_panels(jobs: Iterable[Job], *, at: datetime) -> list[JobPanel]:
    """What pages show of ``jobs`` to whoever asked for them: files only as long as they may have them."""
    panels = _panels(jobs, at=at)
    is_open = registry.open_to_owner(panel.job for panel in panels if panel.files)
    return [
        replace(panel, files=[], is_closed=True) if panel.files and panel.job.pk not in is_open else panel
        for panel in panels
    ]


def _panels(jobs: Iterable[Job], *, at: datetime) -> list[JobPanel]:
    """All of each; the worker is asked after only where one has waited for a while."""
    jobs = list(jobs)
    is_silent = any(_waits_long(job, at=at) for job in jobs) and queries.is_silent(Cluster.DOCUMENTS, at=at)
    return [_panel(job, at=at, is_held_up=is_silent and not job.is_finished) for job in jobs]


def job_panel(job: Job, *, at: datetime) -> JobPanel:
    """What a page shows of one job."""
    return job_panels([job], at=at)[0]


def panels_of_others(jobs: Iterable[Job], *, at: datetime) -> list[JobPanel]:
    """What whoever looks after the installation is shown: that there is work, and what broke, but no file."""
    return [replace(panel, files=[], owner=panel.job.asked_by, fault=panel.job.fault) for panel in _panels(jobs, at=at)]


def panel_for(reader: "User", job: Job, *, at: datetime) -> JobPanel:
    """What ``reader`` is shown of a job that they may see."""
    return job_panel(job, at=at) if job.owner_id == reader.pk else panels_of_others([job], at=at)[0]


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


def jobs(own: JobQuerySet, *, asked: Mapping[str, str]) -> Table[Job]:
    """The jobs ``own``, newest first unless the address asks otherwise."""
    return tables.read(_description(_columns()), own.select_related("owner"), asked=asked)


def page_of(table: Table[Job], *, at: datetime) -> Jobs:
    """A page of them with their files. Not for a file of the table: whether one may be had can ask for that table."""
    return Jobs(table=table, panels=job_panels(table.page, at=at))


def everybodys_jobs(*, asked: Mapping[str, str], at: datetime) -> Jobs:
    """All jobs there are, for whoever looks after the installation."""
    work, *others = _columns()
    columns: list[Column[Job]] = [
        work,
        Column(name="owner", label=_("Asked for by"), value=lambda job: job.asked_by, order=("owner__name",)),
        *others,
        Column(name="reason", label=_("Why it failed"), value=lambda job: job.reason),
        Column(name="fault", label=_("What broke"), value=lambda job: job.fault),
    ]
    found = Job.objects.select_related("owner")
    table = tables.read(_description(columns), found, asked=asked)
    return Jobs(table=table, panels=panels_of_others(table.page, at=at))


def _columns() -> list[Column[Job]]:
    return [
        Column(name="title", label=_("Work"), value=lambda job: job.title, order=("title", "queued_at")),
        Column(name="kind", label=_("Kind"), value=lambda job: registry.label(job.kind)),
        Column(name="state", label=_("State"), value=lambda job: str(JobState(job.state).label), order=("state",)),
        Column(
            name="asked", label=_("Asked for"), value=lambda job: job.queued_at, order=("queued_at",), kind="moment"
        ),
        Column(name="finished", label=_("Finished"), value=lambda job: job.finished_at, kind="moment"),
    ]


def _description(columns: list[Column[Job]]) -> Description[Job]:
    states = [(state, str(state.label)) for state in JobState]
    return Description(
        title=_("Work in progress"),
        columns=columns,
        order="-asked",
        filters=[Filter(name="state", label=_("States"), field="state", choices=states, everything=_("All"))],
        search_label=_("What was asked for"),
        matching=JobQuerySet.matching,
        prepared=lambda rows: rows.prefetch_related("files"),
        per_page=PER_PAGE,
    )
