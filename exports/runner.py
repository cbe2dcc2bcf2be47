"""The job that makes a table's file."""

from collections.abc import Collection, Iterable, Iterator

from django.utils import timezone
from django.utils.formats import number_format
from django.utils.translation import gettext as _

from common import exports
from common.spreadsheets import Row
from exports import notifications
from exports.enums import Refusal
from exports.wording import FAILED, READY
from jobs.exceptions import Refused
from jobs.limits import Limits
from jobs.models import Job
from jobs.work import Work

KIND = "exports.table"
LIMITS = Limits(rows=500_000, seconds=300, megabytes=300)
STEP = 500  # rows between two words


def make(work: Work) -> None:
    """Ask the page for its table as the owner would see it now, and keep that as a file."""
    is_regular = "regular" in work.params
    try:
        rows = _made(work)
    except Refused:
        if is_regular:
            notifications.tell(FAILED, work.job, at=timezone.now())
        raise
    if is_regular:
        notifications.tell(READY, work.job, rows=rows, at=timezone.now())


def open_to_owner(jobs: Collection[Job]) -> list[Job]:
    """Those whose owner may still see the table of which the file was made; each table is asked for once."""
    asked = {(job.params["address"], job.owner_id): job for job in jobs}
    is_there = {key: _is_there(job) for key, job in asked.items()}
    return [job for job in jobs if is_there[job.params["address"], job.owner_id]]


def _is_there(job: Job) -> bool:
    try:
        exports.read(job.params["address"], reader=job.owner)
    except exports.NotThere:
        return False
    return True


def _made(work: Work) -> int:
    work.report(0, 1, _("Counting rows"))
    try:
        sheet = exports.read(work.params["address"], reader=work.owner)
    except exports.NotThere:
        raise Refused(str(Refusal.NOT_THERE.label)) from None
    work.limit_rows(sheet.count)
    kind = work.params["format"]
    data = exports.chunks(kind, sheet, _told(work, sheet.rows(), total=sheet.count))
    work.keep(sheet.file_name(kind), exports.TYPES[kind], data)
    return sheet.count


def _told(work: Work, rows: Iterable[Row], *, total: int) -> Iterator[Row]:
    """``rows``, and every few hundred of them how far we are."""
    all_ = number_format(total, force_grouping=True)
    for number, row in enumerate(rows):
        if number % STEP == 0:
            words = {"number": number_format(number, force_grouping=True), "total": all_}
            work.report(number, max(total, 1), _("Writing row %(number)s of %(total)s") % words)
        yield row
