"""Documents about an event."""

from django.db.models import Model
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event, Series
from jobs.models import Job
from portal.panels.reports import ids, papers
from portal.panels.reports import reports as reports_panel
from portal.panels.workspace import workspace
from reports import actions, documents, registry
from reports.enums import Subject
from reports.exceptions import ReportRefused
from reports.forms import EVENT_FORMS, OptionsForm, PeriodForm
from reports.models import Document
from reports.querysets import subjects_open_to
from reports.registry import Kind, Order

LISTED = (
    documents.DEPARTMENT,
    documents.ORGANISATION,
    documents.CERTIFICATES_OF_DEPARTMENT,
    documents.CERTIFICATES_OF_ALL,
)


@access.rule(access.Rule.ORGANISER)
@require_safe
def reports(request: SignedInRequest, slug: str) -> HttpResponse:
    """What can be made, and what has been made."""
    return _page(request, get_object_or_404(Event.objects.editable_by(request.user), slug=slug))


@access.rule(access.Rule.ORGANISER)
@require_POST
def document_new(request: SignedInRequest, slug: str, name: str) -> HttpResponse:
    """Start the job, and show how far it is."""
    event, kind = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), registry.find(name)
    if kind is None or name not in EVENT_FORMS:
        raise Http404
    form = EVENT_FORMS[name](_typed(request), reader=request.user, event=event, auto_id=ids(name))
    if not form.is_valid():
        return _page(request, event, filled=form)
    job = _ask(request, kind, form, event)
    return redirect(job) if job else _page(request, event, filled=form)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def series_reports(request: SignedInRequest, slug: str) -> HttpResponse:
    """The attendance of a series, date by date, and all dates together."""
    at = timezone.now()
    series = get_object_or_404(Series.objects.editable_by(request.user, at=at), slug=slug)
    form = OptionsForm(_typed(request), reader=request.user)
    if form.is_valid() and (job := _ask(request, documents.SERIES, form, series)):
        return redirect(job)
    page = papers([documents.SERIES], Document.objects.about(series), form=form, user=request.user, at=at)
    return render(request, "portal/series_reports.html", {"page": page, "series": series}, status=_status(form))


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def department_reports(request: SignedInRequest) -> HttpResponse:
    """The attendance of departments that one looks after, and for administrators of all together."""
    at = timezone.now()
    departments = subjects_open_to(request.user, at=at)[Subject.DEPARTMENT].order_by("name", "pk")
    form = PeriodForm(_typed(request), reader=request.user, departments=departments, at=at)
    if not form.departments and not request.user.is_staff:
        raise Http404
    if form.is_valid():
        kind = documents.DEPARTMENT if form.subject else documents.ORGANISATION
        if job := _ask(request, kind, form, form.subject):
            return redirect(job)
    page = papers(LISTED, Document.objects.open_to(request.user, at=at), form=form, user=request.user, at=at)
    return render(request, "portal/department_reports.html", {"page": page}, status=_status(form))


def _typed(request: SignedInRequest) -> dict[str, str] | None:
    return {name: str(value) for name, value in request.POST.items()} if request.method == "POST" else None


def _status(form: OptionsForm) -> int:
    return 422 if form.errors else 200


def _ask(request: SignedInRequest, kind: Kind, form: OptionsForm, subject: Model | None) -> Job | None:
    """The job; nothing, and the reason on the page, where something stands against it."""
    order = Order(kind=kind, options=form.options, language=form.cleaned_data["language"])
    try:
        return actions.request(order=order, subject=subject, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        form.add_error(None, str(refused))
        return None


def _page(request: SignedInRequest, event: Event, *, filled: OptionsForm | None = None) -> HttpResponse:
    at = timezone.now()
    context = {
        "workspace": workspace(event, here="workspace-reports", at=at),
        "reports": reports_panel(event, user=request.user, at=at, filled=filled),
    }
    return render(request, "portal/workspace_reports.html", context, status=422 if filled else 200)
