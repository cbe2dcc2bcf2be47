"""Long work as it may stand: running, done, failed, broken, stopped; and a table that comes every week.

None waits: the worker of a product that runs would take it at once.
"""

from collections.abc import Mapping
from datetime import datetime, time, timedelta

from django.urls import reverse

from accounts.models import User
from events.enums import RoleKind
from events.models import Event
from exports import actions as exports
from exports import runner as tables
from exports.enums import Format
from exports.timing import Rhythm
from jobs import actions as jobs
from jobs import runner
from jobs.enums import Failure, JobState
from jobs.models import Job
from jobs.work import Work

WEEKLY = Rhythm(at=time(7), weekday=0)
MONTHLY = Rhythm(at=time(8, 30), day=31)
FOR_LONG = timedelta(days=30)  # a lease that nobody takes over while somebody looks


def show_work(events: Mapping[str, Event], *, at: datetime) -> None:
    """Of the owner of the open event: work in each state, and two tables that come regularly."""
    owner = events["open"].roles.get(kind=RoleKind.OWNER).user
    people = _people(events["open"])
    _stopped(exports.start(address=people, format=Format.CSV, by=owner, at=at - timedelta(hours=5)), at=at)
    _done(exports.start(address=people, format=Format.XLSX, by=owner, at=at - timedelta(hours=4)), at=at)
    _broken(exports.start(address=people, format=Format.XLSX, by=owner, at=at - timedelta(hours=3)), at=at)
    _refused("Attendance, Reading a balance sheet", owner, at=at - timedelta(hours=2))
    _running(exports.start(address=people, format=Format.XLSX, by=owner, at=at - timedelta(minutes=1)), at=at)
    exports.plan(address=people, format=Format.XLSX, rhythm=WEEKLY, by=owner, at=at)
    desk = f"{reverse('organise')}?export=mail"
    exports.pause(regular=exports.plan(address=desk, format=Format.CSV, rhythm=MONTHLY, by=owner, at=at), at=at)


def _people(event: Event) -> str:
    return f"{reverse('workspace-people', args=[event.slug])}?export=mail"


def _stopped(job: Job, *, at: datetime) -> None:
    jobs.stop(job=job, by=job.owner, at=at - timedelta(hours=5) + timedelta(seconds=8))


def _done(job: Job, *, at: datetime) -> None:
    work = _begun(at=at)
    tables.make(work)
    work.require(state=JobState.DONE, finished_at=job.queued_at + timedelta(seconds=3), lease_until=None)


def _broken(_job: Job, *, at: datetime) -> None:
    _begun(at=at).fail(Failure.TOO_LARGE, fault="took 312 MB of memory, 300 are allowed")


def _refused(title: str, owner: User, *, at: datetime) -> None:
    params = {"address": "/organise/reading-a-balance-sheet/attendance/?export=mail", "format": Format.CSV}
    jobs.start(kind=tables.KIND, owner=owner, params=params, title=title, at=at)
    _begun(at=at).fail(Failure.REFUSED, error="This table is not there, or you may not see it any more.")


def _running(_job: Job, *, at: datetime) -> None:
    work = _begun(at=at)
    work.report(5_500, 12_840, "Writing row 5,500 of 12,840")
    work.require(lease_until=at + FOR_LONG)


def _begun(*, at: datetime) -> Work:
    """What a worker would hold: nothing else waits while the demo is built."""
    job = runner.claim(at=at)
    if job is None:
        raise LookupError("nothing waits")
    return Work(job, tables.LIMITS)
