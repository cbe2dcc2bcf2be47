"""Giving one's seat to a colleague: finding them, and asking once more."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from portal.panels.handing import handing
from registrations import actions, queries
from registrations.exceptions import RegistrationRefused
from registrations.forms import HandOverForm
from registrations.models import Registration


@access.rule(access.Rule.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look for a colleague, then give them one's seat."""
    event, at = queries.readable_event(request.user, slug), timezone.now()
    registration = queries.registration_of(request.user, event) if event else None
    if event is None or registration is None:
        raise Http404
    if not registration.is_live:
        return redirect("event", slug=slug)  # a second click: the page says what has become of the seat
    sent = request.POST if request.method == "POST" else request.GET
    chosen = HandOverForm(sent, colleagues=queries.colleagues_for(event, giver=request.user)).colleague
    if request.method == "POST" and chosen and _give(request, registration, chosen):
        return redirect("event", slug=slug)
    if request.method == "POST" and not chosen:
        messages.error(request, _("Choose a colleague."))
    page = handing(registration, chosen=chosen, text=request.GET.get("q", ""), at=at)
    return render(request, "portal/hand_over.html", {"page": page})


def _give(request: SignedInRequest, registration: Registration, colleague: User) -> bool:
    try:
        actions.hand_over(registration=registration, to=colleague, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
        return False
    text = _("%(name)s has your seat now and is told by mail. Thank you.")
    messages.success(request, text % {"name": colleague.name})
    return True
