"""What everybody thought of an event, for those who run it."""

from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event
from feedback import panels
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def feedback(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The results once the form is closed; until then what is awaited, and why nothing is shown."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    shown = panels.results(event, at=at)
    if shown.stage == "shown" and (file := exports.answer(request, panels.result_sheet(event, shown))):
        return file
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "results": shown}
    if shown.form and shown.form.is_closed:
        context["steps"] = panels.next_steps(shown.form, is_shown=shown.stage == "shown")
    return render(request, "portal/workspace_feedback.html", context)
