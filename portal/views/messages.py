"""What was mailed about an event."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.messages import messages as messages_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def messages(request: SignedInRequest, slug: str) -> HttpResponse:
    """Every mail about the event, and what became of it."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-messages", at=timezone.now()),
        "mail": messages_panel(event, asked=request.GET.dict()),
    }
    return render(request, "portal/workspace_messages.html", context)
