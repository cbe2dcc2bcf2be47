"""Announcing something informal: a title, a time and a place, and it stands in the catalogue."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import ShortForm
from events.queries import rooms_for


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def event_short(request: SignedInRequest) -> HttpResponse:
    """Make something informal and publish it."""
    rooms = list(rooms_for(None))
    form = ShortForm(request.POST if request.method == "POST" else None, person=request.user, rooms=rooms)
    if form.is_valid():
        try:
            event = actions.announce(draft=form.draft, by=request.user, at=timezone.now())
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(
                request, _("It stands in the catalogue, and anybody can take a seat. Tell people about it.")
            )
            return redirect("event", slug=event.slug)
    status = 422 if form.is_bound else 200
    return render(request, "portal/event_short.html", {"form": form, "rooms": rooms}, status=status)
