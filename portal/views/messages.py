"""What was mailed about an event."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event
from portal.panels.messages import messages as messages_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def messages(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Every mail about the event, and what became of it."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    at = timezone.now()
    panel = messages_panel(event, asked=request.GET.dict(), at=at)
    if file := exports.of_table(panel.table, request.GET.dict()):
        return file
    context = {"workspace": workspace(event, here="workspace-messages", at=at), "mail": panel}
    return render(request, "portal/workspace_messages.html", context)
