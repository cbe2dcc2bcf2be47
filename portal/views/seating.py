"""How the seats of an event are given."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access, times
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import ReachForm, Seating
from events.models import Event
from events.queries import zone_of
from events.repeating import Reach
from portal.panels import seating as panels
from portal.panels.series_desk import for_dates
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def seats(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say how seats are given and shared by departments; see what that comes to before it is saved."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    with timezone.override(ZoneInfo(zone_of(event) or request.user.zone)):
        seating = Seating(request.POST if request.method == "POST" else None, event=event, at=at)
        reach = ReachForm(request.POST if request.method == "POST" else None, event=event)
        is_valid = all([seating.is_valid(), reach.is_valid()])
        if is_valid and not seating.is_preview and _saved(request, seating, reach.chosen):
            return redirect("workspace-seats", slug=slug)
        rules = seating.draft.rules if is_valid else panels.standing(event)
        context = {
            "workspace": workspace(event, here="workspace-settings", at=at),
            "seating": seating,
            "reach": reach,
            "previews": panels.preview(event, rules, at=at) if is_valid or not seating.is_bound else (),
            "is_preview": is_valid and seating.is_preview,
            "zone": times.zone_name(),
            "refusal": policies.edit_refusal(event, at=at),
        }
        return render(request, "portal/workspace_seats.html", context)


def _saved(request: SignedInRequest, seating: Seating, reach: Reach) -> bool:
    try:
        number = actions.set_seating_of_dates(
            event=seating.event, draft=seating.draft, reach=reach, by=request.user, at=seating.at
        )
    except EventRefused as refused:
        seating.refuse(refused)
        return False
    messages.success(
        request, for_dates(number) or _("Saved. Whoever may have a seat now gets it, and nobody loses one.")
    )
    return True
