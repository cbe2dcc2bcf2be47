"""Publishing a draft, at once or at a time; putting events out of the way."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access, times
from events import actions
from events.exceptions import EventRefused
from events.forms import ScheduleForm
from events.models import Event
from portal.panels.publishing import publish_page
from portal.panels.workspace import workspace


def _own(request: SignedInRequest, slug: str) -> Event:
    return get_object_or_404(Event.objects.editable_by(request.user), slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say what is missing and ask once more, then show the event to its audience."""
    event, at = _own(request, slug), timezone.now()
    if request.method != "POST":
        return render(request, "portal/publish.html", _page(event, by=request.user, at=at))
    done = _("Published. It stands in the catalogue, and registration is open.")
    if event.is_unlisted:
        done = _("Published. Registration is open for whoever has the link.")
    _try(request, lambda: actions.publish(event=event, by=request.user, at=at), done)
    return redirect("workspace", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the clock publish the event."""
    event, at = _own(request, slug), timezone.now()
    form = ScheduleForm(request.POST)
    if form.is_valid():
        publish_at = form.cleaned_data["publish_at"]
        try:
            actions.schedule(event=event, publish_at=publish_at, by=request.user, at=at)
        except EventRefused as refused:
            form.add_error("publish_at", str(refused))
        else:
            when = times.moment(publish_at)
            messages.success(request, _("It will be published on %(when)s.") % {"when": when})
            return redirect("workspace", slug=slug)
    return render(request, "portal/publish.html", _page(event, by=request.user, form=form, at=at), status=422)


@access.rule(access.Rule.ORGANISER)
@require_POST
def unschedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the event stay a draft."""
    event, at = _own(request, slug), timezone.now()
    done = _("It stays a draft until you publish it.")
    _try(request, lambda: actions.unschedule(event=event, by=request.user, at=at), done)
    return redirect("event-publish", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def archive(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put the event out of the way."""
    event, at = _own(request, slug), timezone.now()
    done = _("Archived. You find it under “Archived” among your events, and can bring it back.")
    _try(request, lambda: actions.archive(event=event, by=request.user, at=at), done)
    return redirect("workspace-settings", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def bring_back(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the event stand in the lists again."""
    event, at = _own(request, slug), timezone.now()
    done = _("Brought back. It stands in the lists again in which it stood.")
    _try(request, lambda: actions.bring_back(event=event, by=request.user, at=at), done)
    return redirect("workspace-settings", slug=slug)


def _page(event: Event, *, by: User, form: ScheduleForm | None = None, at: datetime) -> dict[str, object]:
    return {
        "workspace": workspace(event, here="", at=at),
        "page": publish_page(event, by=by, form=form, at=at),
    }


def _try(request: SignedInRequest, verb: Callable[[], object], done: str) -> None:
    """Do it and say so, or say why it can't be."""
    try:
        verb()
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, done)
