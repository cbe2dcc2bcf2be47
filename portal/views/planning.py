"""What is in the way of a session while it is planned."""

import re
from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from common.limits import limited
from events import actions
from events.exceptions import EventRefused
from events.forms import MOST_SESSIONS
from events.models import Event
from portal.panels import zones as panels
from portal.panels.planning import plan_of, room_search
from portal.panels.times import good_times
from portal.panels.workspace import workspace


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def session_check(request: SignedInRequest) -> HttpResponse:
    """What clashes with one session as it is typed; a page asks this by itself."""
    typed, slug = request.GET.get("position", "0"), request.GET.get("event", "")
    if not re.fullmatch(r"\d{1,2}", typed) or int(typed) >= MOST_SESSIONS:
        raise Http404
    event = Event.objects.editable_by(request.user).filter(slug=slug).first() if slug else None
    plan = plan_of(request.GET, position=int(typed), person=request.user, event=event, at=timezone.now())
    return render(request, "portal/_clashes.html", {"panel": plan})


@access.rule(access.Rule.ORGANISER)
@require_safe
def rooms(request: SignedInRequest, slug: str) -> HttpResponse:
    """Rooms that are free for a session; one click puts one of them into the editor."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    context = {
        "workspace": workspace(event, here="workspace-settings", at=at),
        "search": room_search(event, request.GET, at=at),
    }
    return render(request, "portal/workspace_rooms.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
@limited("good_times")
def times(request: SignedInRequest, slug: str) -> HttpResponse:
    """Times at which many of the audience are free; one click puts one of them into the editor."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    page = good_times(event, request.GET, person=request.user, at=at)
    context = {"workspace": workspace(event, here="workspace-settings", at=at), "page": page}
    return render(request, "portal/workspace_times.html", context, status=422 if page.form.errors else 200)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def zones(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every date by the clocks of every office, and times that share the bad hours among them."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    asks = request.method == "POST" or "share" in request.GET
    page = panels.zones(event, by=request.user, asks=asks, at=at)
    if request.method != "POST":
        return render(
            request,
            "portal/workspace_zones.html",
            {"workspace": workspace(event, here="workspace-settings", at=at), "page": page},
        )
    try:
        number = _take(page.proposal, event, by=request.user, at=at)
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(number)d date begins at another time.", "%(number)d dates begin at other times.", number)
        messages.success(request, text % {"number": number})
    return redirect("workspace-zones", slug=slug)


def _take(proposal: panels.Proposal | None, event: Event, *, by: User, at: datetime) -> int:
    if proposal is None or not proposal.is_better:
        return 0
    events = list({one.event.pk: one.event for one in panels.sessions_to_come(event, by=by, at=at)}.values())
    return actions.set_starts(events=events, starts=proposal.starts, by=by, at=at)
