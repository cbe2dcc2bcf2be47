"""An event's workspace: overview, whether it takes place, cancelling."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import CancelEventForm
from events.models import Event
from events.queries import minimum_of
from portal.panels.history import history
from portal.panels.overview import overview as overview_panel
from portal.panels.workspace import workspace
from registrations import actions as registrations
from registrations.queries import figures


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def overview(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Figures, seats, who is coming, what needs doing, what happens when."""
    events = Event.objects.editable_by(request.user).select_related("minimum")
    events = events.prefetch_related("sessions__room__location", "pools")
    event, at = get_object_or_404(events, slug=slug), timezone.now()
    changes = history(event, asked=request.GET.dict())
    if file := exports.answer(request, changes.table):
        return file
    context = {
        "workspace": workspace(event, here="workspace", at=at),
        "overview": overview_panel(event, at=at),
        "history": changes,
    }
    return render(request, "portal/workspace_overview.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that an event takes place although fewer people have registered than it was to have."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    if request.method != "POST":
        context = {
            "workspace": workspace(event, here="", at=at),
            "refusal": policies.verdict_refusal(event, at=at),
            "minimum": minimum_of(event),
            "figures": figures(event),
        }
        return render(request, "portal/decide.html", context)
    try:
        registrations.let_take_place(event=event, by=request.user, at=at)
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("It takes place. Everybody who has a seat is told."))
    return redirect("workspace", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask what to tell everybody, then call the event off."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = CancelEventForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            actions.cancel(event=event, message=form.cleaned_data["message"], by=request.user, at=at)
        except EventRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Cancelled. Everybody who was registered is told."))
        return redirect("workspace", slug=slug)
    refusal = policies.cancel_refusal(event, at=at)
    context = {
        "workspace": workspace(event, here="", at=at),
        "form": form,
        "refusal": refusal,
        "figures": figures(event),
    }
    return render(request, "portal/cancel.html", context)
