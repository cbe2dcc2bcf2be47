"""Documents about an event."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.reports import ids
from portal.panels.reports import reports as reports_panel
from portal.panels.workspace import workspace
from reports import actions, registry
from reports.exceptions import ReportRefused
from reports.forms import EVENT_FORMS, OptionsForm
from reports.registry import Order


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
    form = EVENT_FORMS[name](request.POST.dict(), reader=request.user, event=event, auto_id=ids(name))
    if not form.is_valid():
        return _page(request, event, filled=form)
    order = Order(kind=kind, options=form.options, language=form.cleaned_data["language"])
    try:
        job = actions.request(order=order, subject=event, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("workspace-reports", slug=slug)
    return redirect(job)


def _page(request: SignedInRequest, event: Event, *, filled: OptionsForm | None = None) -> HttpResponse:
    at = timezone.now()
    context = {
        "workspace": workspace(event, here="workspace-reports", at=at),
        "reports": reports_panel(event, user=request.user, at=at, filled=filled),
    }
    return render(request, "portal/workspace_reports.html", context, status=422 if filled else 200)
