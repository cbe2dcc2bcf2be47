"""A seat that is offered, answered from the mail: by whoever holds the link, signed in or not."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import access
from portal.panels.offers import offer_page
from registrations import actions
from registrations.exceptions import RegistrationRefused
from registrations.links import SeatOffer, offer_from

Asked = Callable[[HttpRequest, SeatOffer, str, datetime], HttpResponse]


def _from_the_mail(view: Asked) -> Callable[[HttpRequest, str], HttpResponse]:
    """Hand ``view`` what the link asks, in the language and zone of the person whom it asks."""

    @wraps(view)
    def opened(request: HttpRequest, signed: str) -> HttpResponse:
        at = timezone.now()
        offer = offer_from(signed, at=at)
        if offer is None:
            raise Http404
        person = offer.registration.participant
        with timezone.override(ZoneInfo(person.zone)), translation.override(person.language):
            response = view(request, offer, signed, at)
        # The address is the key: it goes to no other site and into no index.
        response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
        return response

    return opened


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
@_from_the_mail
def offer(request: HttpRequest, found: SeatOffer, signed: str, at: datetime) -> HttpResponse:
    """Ask whether somebody takes the seat that is held for them; opening the page answers nothing."""
    says_no = request.GET.get("answer") == "no"
    page = offer_page(found, request.user, signed=signed, says_no=says_no, at=at)
    return render(request, "portal/offer.html", {"page": page})


@access.rule(access.Rule.LINK)
@require_POST
@_from_the_mail
def accept(request: HttpRequest, found: SeatOffer, signed: str, at: datetime) -> HttpResponse:
    """Take the seat."""
    return _answered(request, found, signed, actions.accept, at=at)


@access.rule(access.Rule.LINK)
@require_POST
@_from_the_mail
def decline(request: HttpRequest, found: SeatOffer, signed: str, at: datetime) -> HttpResponse:
    """Pass the seat on."""
    return _answered(request, found, signed, actions.decline, at=at)


def _answered(
    request: HttpRequest, found: SeatOffer, signed: str, answer: Callable[..., object], *, at: datetime
) -> HttpResponse:
    """Answer what stands; for anything else the page says by itself what has become of it."""
    if found.stands:
        try:
            answer(registration=found.registration, by=None, at=at)
        except RegistrationRefused as refused:
            messages.error(request, str(refused))
    return redirect("offer", signed)
