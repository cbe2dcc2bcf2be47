"""The draw of an event's seats: trying it out, drawing, publishing, and how anybody checks it."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.draws import draw_page
from portal.panels.workspace import workspace
from registrations import actions
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Draw

# A second click, or a second organiser, finds on the page what the first one did.
DONE_ALREADY = {Refusal.DRAWN, Refusal.DRAW_PUBLISHED}
SCRIPT = settings.BASE_DIR / "docs" / "draw" / "reproduce.py"


@access.rule(access.Rule.ORGANISER)
@require_safe
def draws(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who has asked for a seat, and who was drawn; or, tried out, who would be."""
    event, at = _event(request, slug), timezone.now()
    seed = actions.new_seed() if "try" in request.GET and event.is_drawn else ""
    context = {
        "workspace": workspace(event, here="workspace-draw", at=at),
        "page": draw_page(event, trial_seed=seed, at=at),
    }
    return render(request, "portal/workspace_draw.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def make(request: SignedInRequest, slug: str) -> HttpResponse:
    """Draw the seats; nobody is told yet."""
    event = _event(request, slug)
    drawn = _done(request, actions.draw, event, at=timezone.now())
    if drawn:
        messages.success(request, _("The seats are drawn. Nobody is told before you publish the result."))
    return redirect("workspace-draw", slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Publish the result and tell everybody."""
    event = _event(request, slug)
    drawn = _done(request, actions.publish_draw, event, at=timezone.now())
    if drawn:
        text = ngettext("%(number)d person is told by mail.", "%(number)d people are told by mail.", drawn.requests)
        messages.success(request, _("The result is published.") + " " + text % {"number": drawn.requests})
    return redirect("workspace-draw", slug)


@access.rule(access.Rule.ORGANISER)
@require_safe
def kept(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything that a published result follows from, without names."""
    event = _event(request, slug)
    draw = get_object_or_404(Draw, event=event, published_at__isnull=False)
    answer = HttpResponse(draw.input, content_type="application/json")
    answer["Content-Disposition"] = f'attachment; filename="draw-{event.slug}.json"'
    return answer


@access.rule(access.Rule.ANYONE)
@require_safe
def explained(request: HttpRequest) -> HttpResponse:
    """How a draw works, and how to check one."""
    return render(request, "portal/draws.html")


@access.rule(access.Rule.ANYONE)
@require_safe
def script(_request: HttpRequest) -> FileResponse:
    """The script that repeats a draw."""
    if not SCRIPT.exists():
        raise Http404
    return FileResponse(SCRIPT.open("rb"), as_attachment=True, content_type="text/plain")


def _event(request: SignedInRequest, slug: str) -> Event:
    return get_object_or_404(Event.objects.editable_by(request.user), slug=slug)


def _done(request: SignedInRequest, act: Callable[..., Draw], event: Event, *, at: datetime) -> Draw | None:
    try:
        return act(event=event, by=request.user, at=at)
    except RegistrationRefused as refused:
        if refused.reason not in DONE_ALREADY:
            messages.error(request, str(refused))
        return None
