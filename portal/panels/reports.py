"""Everything the reports tab shows."""

from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from accounts.models import User
from events.models import Event
from jobs.models import Job
from jobs.panels import JobPanel, job_panels
from registrations.queries import was_closed
from reports import policies
from reports.enums import Refusal
from reports.forms import SummaryForm

SHOWN = 10


@dataclass(frozen=True, kw_only=True)
class Reports:
    """What may be asked for, what stands against it, and what one has asked for already."""

    form: SummaryForm
    new_url: str
    print_url: str
    refusal: Refusal | None
    is_preliminary: bool
    jobs: list[JobPanel]

    @property
    def is_printable(self) -> bool:
        """Whether only the PDF is missing, so that the page can still be printed."""
        return self.refusal in (None, Refusal.NO_LIBRARY)

    @property
    def is_without_library(self) -> bool:
        """Whether documents can't be drawn on this machine."""
        return self.refusal == Refusal.NO_LIBRARY


def reports(event: Event, *, user: User, at: datetime) -> Reports:
    """The reports of ``event``, as ``user`` sees them: everybody's jobs are their own."""
    own = Job.objects.owned_by(user).in_scope(event.scope).newest_first().prefetch_related("files")[:SHOWN]
    return Reports(
        form=SummaryForm(),
        new_url=reverse("attendance-summary-new", args=[event.slug]),
        print_url=reverse("attendance-summary-print", args=[event.slug]),
        refusal=policies.summary_refusal(event),
        is_preliminary=not was_closed(event, at=at),
        jobs=job_panels(own, at=at),
    )
