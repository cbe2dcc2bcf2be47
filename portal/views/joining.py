"""Our address of an online meeting: through it when it is time, a page that says when until then."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import Guest, User
from accounts.requests import SignedInRequest
from common import access
from events.links import engagement_from
from portal.panels.joining import JoinPage
from registrations import actions, links, policies, queries
from registrations.exceptions import RegistrationRefused


@access.rule(access.Rule.PARTICIPANT)
@require_GET
@never_cache
def join(request: SignedInRequest, token: str) -> HttpResponse:
    """For colleagues with a seat, who teach, or who run the event."""
    return _through(request, queries.door_for(request.user, token), at=timezone.now())


@access.rule(access.Rule.LINK)
@require_GET
@never_cache
def guest_join(request: HttpRequest, signed: str, token: str) -> HttpResponse:
    """For guests, by their own link."""
    at = timezone.now()
    registration = links.registration_from(signed, at=at)
    if registration is None or registration.guest is None:
        raise Http404
    return _opened(request, registration.guest, queries.guests_door(registration, token), at=at)


@access.rule(access.Rule.LINK)
@require_GET
@never_cache
def speaker_join(request: HttpRequest, signed: str, token: str) -> HttpResponse:
    """For whoever teaches and has no account, by their own link."""
    at = timezone.now()
    engagement = engagement_from(signed, at=at)
    if engagement is None:
        raise Http404
    return _opened(request, engagement.person, queries.speakers_door(engagement, token), at=at)


def _opened(request: HttpRequest, person: User | Guest, door: queries.Door | None, *, at: datetime) -> HttpResponse:
    """By a signed link: in the language and zone of whose it is."""
    with timezone.override(ZoneInfo(person.zone)), translation.override(person.language):
        return _through(request, door, at=at)


def _through(request: HttpRequest, door: queries.Door | None, *, at: datetime) -> HttpResponse:
    """On to the online link, or the page that says why not yet; the address is told to nobody else."""
    if door is None:
        raise Http404
    if request.headers.get("HX-Request") and policies.door_refusal(door, at=at) is None:
        return HttpResponseClientRedirect(request.get_full_path())
    try:
        response: HttpResponse = HttpResponseRedirect(actions.enter(door=door, at=at))
    except RegistrationRefused as refused:
        page = JoinPage(door=door, refusal=refused.reason, at=at)
        response = render(request, "portal/join.html", {"page": page})
        if page.looks_again_in is not None:
            response["Refresh"] = str(page.looks_again_in)
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response
