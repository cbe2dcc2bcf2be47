"""What is in the way of a session while it is planned."""

import re

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from events.forms import MOST_SESSIONS
from events.models import Event
from portal.panels.planning import plan_of, room_search
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
        "workspace": workspace(event, here="", at=at),
        "search": room_search(event, request.GET, at=at),
    }
    return render(request, "portal/workspace_rooms.html", context)
