"""Checking in by oneself: the screen of the room with its code, and what a phone shows that has scanned it."""

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.limits import limited
from events.models import Event, Session
from portal.panels.here import here_page, screen
from registrations import actions, links, rotating
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import HereForm
from registrations.models import Registration

SEEN = "seen_codes"  # in the browser's session: whose codes it has seen, and when
GOOD_FOR = timedelta(minutes=10)  # to sign in between the scan and the tap


@access.rule(access.Rule.TEAM)
@require_safe
@never_cache
def room_screen(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The screen of a room, for a projector: a code that changes, and how many are there."""
    event = get_object_or_404(Event.objects.run_by(request.user).filter(has_self_check_in=True), slug=slug)
    session = get_object_or_404(event.sessions.select_related("room__location"), pk=pk)
    session.event = event
    shown = screen(session, at=timezone.now())
    page = "portal/_room_screen.html" if request.headers.get("HX-Request") else "portal/room_screen.html"
    response = render(request, page, {"screen": shown})
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
@limited("scanned_codes")
def scan(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Where the code on the screen leads: remember that this browser has seen it, then ask who it is."""
    session, at = _session(pk), timezone.now()
    has_seen = rotating.is_shown(code, links.screen_secret(session), at)
    if has_seen:
        request.session[SEEN] = request.session.get(SEEN, {}) | {str(pk): at.isoformat()}
    if request.user.is_authenticated:
        if not has_seen:
            messages.error(request, Refusal.NOT_ON_SCREEN.label)
        return redirect("here", pk)
    context = {"pk": pk, "has_seen": has_seen, "code": f"{code[:3]} {code[3:6]}"}
    return render(request, "portal/here_who.html", context)


@access.rule(access.Rule.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("typed_codes")
def here(request: SignedInRequest, pk: int) -> HttpResponse:
    """One tap by whoever has a seat; where the code was not scanned it is typed."""
    session = _session(pk)
    own = Registration.objects.of(request.user).for_event(session.event).confirmed().select_related("event", "user")
    return _here(request, get_object_or_404(own), session)


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@limited("scanned_codes")
def guest_here(request: HttpRequest, signed: str, pk: int) -> HttpResponse:
    """The same for guests, by their own link."""
    registration, session = links.registration_from(signed, at=timezone.now()), _session(pk)
    if registration is None or registration.event_id != session.event_id or not registration.is_confirmed:
        raise Http404
    guest = registration.guest
    if guest is None:
        raise Http404
    with timezone.override(ZoneInfo(guest.zone)), translation.override(guest.language):
        return _here(request, registration, session, key=signed)


def _session(pk: int) -> Session:
    """A session at which people check in by themselves."""
    sessions = Session.objects.select_related("event", "room__location").filter(event__has_self_check_in=True)
    return get_object_or_404(sessions, pk=pk)


def _here(request: HttpRequest, registration: Registration, session: Session, *, key: str = "") -> HttpResponse:
    at = timezone.now()
    scanned = _has_scanned(request, session, at=at)
    form = HereForm(request.POST if request.method == "POST" else None, is_scanned=scanned)
    if form.is_valid():
        has_seen = scanned or rotating.is_shown(form.cleaned_data["code"], links.screen_secret(session), at)
        by = None if key else registration.user
        try:
            actions.check_in_oneself(registration=registration, session=session, has_seen=has_seen, by=by, at=at)
        except RegistrationRefused as refused:
            form.add_error("code" if refused.reason is Refusal.NOT_ON_SCREEN else None, str(refused))
        else:
            messages.success(request, _("You are checked in."))
            return redirect(request.path)
    page = here_page(registration, session, has_seen=scanned, key=key, at=at)
    context = {"page": page, "form": form, "is_guest": bool(key)}
    response = render(request, "portal/here.html", context, status=422 if form.errors else 200)
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


def _has_scanned(request: HttpRequest, session: Session, *, at: datetime) -> bool:
    """Whether this browser has seen the code of the session a moment ago."""
    seen = request.session.get(SEEN, {}).get(str(session.pk))
    return seen is not None and at - GOOD_FOR <= datetime.fromisoformat(seen) <= at
