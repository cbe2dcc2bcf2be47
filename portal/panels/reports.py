"""Everything the reports tab shows."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.urls import reverse

from accounts.models import User
from events.models import Event
from jobs.enums import JobState
from jobs.models import Job
from jobs.panels import JobPanel, job_panels
from jobs.querysets import JobQuerySet
from registrations.queries import was_closed
from reports import policies, registry
from reports.enums import Refusal
from reports.forms import EVENT_FORMS, OptionsForm, SummaryForm
from reports.models import Document
from reports.panels import Made, made
from reports.querysets import DocumentQuerySet
from reports.registry import Kind

SHOWN_JOBS, SHOWN = 5, 30
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A kind of document, and what may be chosen about it."""

    name: str
    label: str
    form: OptionsForm
    url: str

    @property
    def is_open(self) -> bool:
        """Whether somebody has just filled it, and something was wrong."""
        return bool(self.form.errors)


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """What is being made for the reader, and what has been made for all who may see it."""

    jobs: Sequence[JobPanel]
    documents: Sequence[Made]


@dataclass(frozen=True, kw_only=True)
class Papers:
    """Documents about what is no event: one form, and what has been made."""

    form: OptionsForm
    refusal: Refusal | None
    made: Shelf


@dataclass(frozen=True, kw_only=True)
class Reports:
    """What may be asked for, what stands against it, what is being made, and what has been made."""

    offers: Sequence[Offer]
    refusal: Refusal | None
    print_url: str
    print_form: SummaryForm
    is_preliminary: bool
    made: Shelf

    @property
    def is_printable(self) -> bool:
        """Whether there is a list that a browser can print."""
        return self.refusal in (None, Refusal.NO_LIBRARY)

    @property
    def is_without_library(self) -> bool:
        """Whether documents can't be drawn on this machine."""
        return self.refusal == Refusal.NO_LIBRARY


def ids(name: str) -> str:
    """The ids of the fields of one kind: there are several forms on the page."""
    return f"{name}_%s"


def reports(event: Event, *, user: User, at: datetime, filled: OptionsForm | None = None) -> Reports:
    """The reports of ``event``: its documents are its organisers', jobs are everybody's own.

    ``filled``: what was typed and is wrong.
    """
    return Reports(
        offers=[
            Offer(
                name=name,
                label=registry.label(name),
                form=filled
                if filled and filled.auto_id == ids(name)
                else form(reader=user, event=event, auto_id=ids(name)),
                url=reverse("document-new", args=[event.slug, name]),
            )
            for name, form in EVENT_FORMS.items()
        ],
        refusal=policies.summary_refusal(event),
        print_url=reverse("attendance-summary-print", args=[event.slug]),
        print_form=SummaryForm(reader=user, event=event),
        is_preliminary=not was_closed(event, at=at),
        made=_shelf(Job.objects.owned_by(user).in_scope(event.scope), Document.objects.about(event), at=at),
    )


def papers(
    kinds: Collection[Kind], documents: DocumentQuerySet, *, form: OptionsForm, user: User, at: datetime
) -> Papers:
    """Documents of these kinds among ``documents``, and how to ask for more."""
    names, jobs = [kind.name for kind in kinds], [kind.job for kind in kinds]
    return Papers(
        form=form,
        refusal=policies.signs_refusal(),
        made=_shelf(Job.objects.owned_by(user).filter(kind__in=jobs), documents.filter(kind__in=names), at=at),
    )


def _shelf(jobs: JobQuerySet, documents: DocumentQuerySet, *, at: datetime) -> Shelf:
    recent = jobs.exclude(state=JobState.DONE).filter(queued_at__gt=at - ONE_DAY).newest_first()
    return Shelf(
        jobs=job_panels(recent.select_related("owner").prefetch_related("files")[:SHOWN_JOBS], at=at),
        documents=made(documents.with_standing().newest_first()[:SHOWN], at=at),
    )
