"""Documents about an event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.reports import reports as reports_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def reports(request: SignedInRequest, slug: str) -> HttpResponse:
    """What can be made, and what one has had made."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    context = {
        "workspace": workspace(event, here="workspace-reports", at=at),
        "reports": reports_panel(event, user=request.user, at=at),
    }
    return render(request, "portal/workspace_reports.html", context)
