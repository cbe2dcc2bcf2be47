"""Drafting and editing an event."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access, times
from common.forms import sent
from common.words import listed
from events import actions
from events.exceptions import EventRefused
from events.forms import Editor
from events.models import Event
from events.queries import templates_for, tight_rooms
from events.repeating import Reach
from events.walltime import zones
from portal.panels.editor import folds
from portal.panels.planning import plans
from portal.panels.settings import settings as settings_panel

TEMPLATES_SHOWN = 4


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def event_new(request: SignedInRequest) -> HttpResponse:
    """Make a draft."""
    editor = Editor(*sent(request), person=request.user)
    if editor.is_valid():
        try:
            event = actions.create(draft=editor.draft, by=request.user, at=timezone.now())
        except EventRefused as refused:
            editor.refuse(refused)
        else:
            messages.success(request, _("Saved as a draft. Only you see it."))
            _warn_of_tight_rooms(request, event)
            return redirect("workspace", slug=event.slug)
    planned = plans(editor, at=timezone.now())
    some = templates_for(request.user)[:TEMPLATES_SHOWN]
    context = {"editor": editor, "folds": folds(editor), "plans": planned, "zones": zones(), "templates": some}
    return render(request, "portal/event_new.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: SignedInRequest, slug: str) -> HttpResponse:
    """Change everything about an event."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    editor = Editor(*sent(request), person=request.user, event=event, put=request.GET.dict())
    if editor.is_valid():
        try:
            event, dates = _edited(event, editor, by=request.user, at=at)
        except EventRefused as refused:
            editor.refuse(refused)
        else:
            messages.success(request, _saved(dates.events))
            _warn_of_overruled(request, dates)
            _warn_of_tight_rooms(request, event)
            return redirect("workspace-settings", slug=event.slug)
    return render(
        request,
        "portal/workspace_settings.html",
        settings_panel(event, editor=editor, at=at, open_at=request.GET.get("at", "")),
    )


def _edited(event: Event, editor: Editor, *, by: User, at: datetime) -> tuple[Event, actions.EditedDates]:
    """The event as it was saved, and the dates of its series that are now like it."""
    if editor.chosen_reach == Reach.ONE:
        event = actions.edit(event=event, draft=editor.draft, by=by, at=at, seen=editor.seen)
        return event, actions.EditedDates(events=[event], overruled=[])
    changed = actions.edit_series(
        event=event, draft=editor.draft, reach=editor.chosen_reach, by=by, at=at, seen=editor.seen
    )
    return next(one for one in changed.events if one.pk == event.pk), changed


def _saved(events: Sequence[Event]) -> str:
    number, is_told = len(events), any(event.is_published for event in events)
    if number > 1 and not is_told:
        text = ngettext(
            "Saved for %(number)d date. Nobody is told while they are drafts.",
            "Saved for %(number)d dates. Nobody is told while they are drafts.",
            number,
        )
        return text % {"number": number}
    if number > 1:
        text = ngettext(
            "Saved for %(number)d date. Whoever is registered or teaches is told if time, place or title have changed.",
            "Saved for %(number)d dates. Whoever is registered or teaches is told if time, place or title have changed.",
            number,
        )
        return text % {"number": number}
    if is_told:
        return _("Saved. Whoever is registered or teaches is told if time, place or title have changed.")
    return _("Saved. Nobody is told while it is a draft.")


def _warn_of_overruled(request: HttpRequest, dates: actions.EditedDates) -> None:
    days = sorted(one.series_on for one in dates.overruled if one.series_on is not None)
    if days:
        message = _("Something else stood there before, and is replaced: %(days)s. The history of each date says what.")
        messages.warning(request, message % {"days": listed([times.day(day) for day in days])})


def _warn_of_tight_rooms(request: HttpRequest, event: Event) -> None:
    for tight in tight_rooms(event):
        message = _("%(room)s has %(seats)d seats, and you offer %(offered)d.")
        values = {"room": tight.room.name, "seats": tight.room.capacity, "offered": tight.offered}
        messages.warning(request, message % values)
