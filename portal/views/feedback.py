"""What everybody thought of an event, and the screen that asks them in the room: for those who run it."""

from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event
from feedback import panels
from feedback.enums import Occasion
from feedback.queries import LATER
from portal.panels.feedback import feedback_screen, occasions
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def feedback(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The results once the form is closed; until then what is awaited, and why nothing is shown."""
    return _results(request, slug, Occasion.AFTER)


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def feedback_later(request: SignedInRequest, slug: str, occasion: str) -> HttpResponseBase:
    """The same of what people were asked a month and three months later."""
    if occasion not in LATER:
        raise Http404
    return _results(request, slug, Occasion(occasion))


def _results(request: SignedInRequest, slug: str, occasion: Occasion) -> HttpResponseBase:
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    shown = panels.results(event, occasion=occasion, at=at)
    if shown.stage == "shown" and (file := exports.answer(request, panels.result_sheet(event, shown))):
        return file
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "results": shown}
    if occasion is Occasion.AFTER and shown.form and shown.form.is_closed:
        context["steps"] = panels.next_steps(shown.form, is_shown=shown.stage == "shown")
    return render(request, "portal/workspace_feedback.html", context | {"occasions": occasions(event, occasion)})


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def screen(request: SignedInRequest, slug: str) -> HttpResponse:
    """The screen of the room, for a projector: a code that leads to the questions, as soon as they are asked."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    page = "portal/_feedback_screen.html" if request.headers.get("HX-Request") else "portal/feedback_screen.html"
    response = render(request, page, {"screen": feedback_screen(event, at=timezone.now())})
    response["X-Robots-Tag"] = "noindex"
    return response
