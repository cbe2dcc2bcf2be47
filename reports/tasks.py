"""Jobs of this app, done by the documents cluster."""

from collections.abc import Callable

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from events.models import Event
from jobs.work import Work
from registrations.models import GroupPlan
from reports import documents, policies, queries
from reports.enums import Refusal
from reports.exceptions import ReportRefused

ATTENDANCE_SUMMARY = "reports.attendance_summary"
TABLE_SIGNS = "reports.table_signs"

# In percent: reading takes little, laying out pages two thirds, drawing them the rest.
READ, LAID_OUT, ALL = 5, 70, 100
ROWS_A_PAGE = 30


def attendance_summary(work: Work) -> None:
    """Read the attendance of one event and keep it as a PDF, in the language and zone of whoever asked.

    What the owner may see is asked again: a role may have ended since.
    """
    event = Event.objects.editable_by(work.owner).filter(pk=work.params["event"]).first()
    if event is None:
        raise ReportRefused(Refusal.NOT_YOURS)
    if reason := policies.summary_refusal(event):
        raise ReportRefused(reason)
    people = queries.participants(event)
    work.report(0, ALL, ngettext("Reading %(number)d person", "Reading %(number)d people", people) % {"number": people})
    summary = queries.attendance_summary(event, at=timezone.now())
    pages = 1 + len(summary.rows) // ROWS_A_PAGE
    data = documents.attendance_pdf(
        summary,
        with_signatures=work.params["with_signatures"],
        on_page=_progress(work, pages),
    )
    work.keep(documents.file_name(summary), documents.PDF, data)


def table_signs(work: Work) -> None:
    """Draw a sign for the table of each group of one session, as they are now."""
    events = Event.objects.editable_by(work.owner)
    found = GroupPlan.objects.filter(pk=work.params["plan"]).select_related("session__event")
    plan = found.filter(session__event__in=events).first()
    if plan is None:
        raise ReportRefused(Refusal.NO_GROUPS)
    if reason := policies.signs_refusal():
        raise ReportRefused(reason)
    signs = queries.table_signs(plan, with_names=work.params["with_names"], at=timezone.now())
    data = documents.table_signs_pdf(signs, on_page=_progress(work, len(signs.tables) or 1))
    work.keep(documents.signs_file_name(signs), documents.PDF, data)


def _progress(work: Work, pages: int) -> Callable[[int], None]:
    """Tells how far a document is, by the page that is laid out; ``pages``: about how many there will be."""

    def tell(number: int) -> None:
        words = _("Laying out page %(number)d of about %(pages)d") % {"number": number, "pages": max(number, pages)}
        if number >= pages:
            words = _("Drawing the pages")
        work.report(READ + (LAID_OUT - READ) * min(number, pages) // pages, ALL, words)

    return tell
