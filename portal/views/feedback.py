"""What everybody thought of an event, for those who run it."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from feedback.panels import results
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def feedback(request: SignedInRequest, slug: str) -> HttpResponse:
    """The results once the form is closed; until then what is awaited, and why nothing is shown."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "results": results(event, at=at)}
    return render(request, "portal/workspace_feedback.html", context)
