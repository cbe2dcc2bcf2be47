"""Check-in at the door: the helpers' page, what their phones have kept, and the code that participants show."""

from datetime import datetime
from uuid import uuid4
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event, Session
from portal.panels import door as panels
from portal.panels.attendance import session_shown
from registrations import actions, links
from registrations.actions.door import Answer
from registrations.door import Fate
from registrations.exceptions import RegistrationRefused
from registrations.forms import TapForm, WalkInForm, taps_from
from registrations.models import Registration


@access.rule(access.Rule.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def check_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Check people in as they come: by name, by code, by their phone."""
    event, session = _door(request, slug)
    if request.method == "POST":
        _tap(request, event, session)
        return redirect(request.get_full_path())
    return _page(request, event, session, WalkInForm(event=event, initial={"key": uuid4()}))


@access.rule(access.Rule.TEAM)
@require_POST
def walk_in(request: SignedInRequest, slug: str) -> HttpResponse:
    """Somebody has come without a seat."""
    event, session = _door(request, slug)
    form = WalkInForm(request.POST, event=event)
    if session and form.is_valid():
        try:
            place = actions.walk_in(
                event=event,
                participant=form.participant,
                pool=form.chosen_pool,
                session=session,
                entry=form.cleaned_data["key"],
                by=request.user,
                at=timezone.now(),
            )
        except RegistrationRefused as refused:
            form.add_error("email", str(refused))
        else:
            messages.success(request, _("%(name)s is here.") % {"name": place.participant.name})
            return redirect(reverse("check-in", args=[slug], query={"session": session.pk}))
    return _page(request, event, session, form)


@access.rule(access.Rule.TEAM)
@require_GET
@never_cache
def state(request: SignedInRequest, slug: str) -> JsonResponse:
    """Who is here by now, for a page that is open."""
    event, session = _door(request, slug)
    return _state(event, session, [])


@access.rule(access.Rule.TEAM)
@require_POST
def taps(request: SignedInRequest, slug: str) -> HttpResponse:
    """What a phone has kept; each tap is answered, and may be sent again until it is."""
    (event, session), at = _door(request, slug), timezone.now()
    try:
        sent = taps_from(request.body, now=at)
    except (ValueError, TypeError, RecursionError):
        return JsonResponse({"error": _("This can't be read.")}, status=400)
    answers = actions.take_taps(event=event, taps=sent, by=request.user, at=at)
    return _state(event, session, answers)


@access.rule(access.Rule.TEAM)
@require_GET
def worker(request: SignedInRequest, slug: str) -> HttpResponse:
    """What opens the page without a network; its address is its reach: this event's door."""
    _door(request, slug)
    return render(request, "portal/check_in_worker.js", content_type="text/javascript")


@access.rule(access.Rule.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def code(request: SignedInRequest, token: str) -> HttpResponse:
    """One address for two: participants see what to show at the door, helpers check in whom it is of."""
    registration = links.place_of(token)
    if registration is None:
        raise Http404
    event = registration.event
    if Event.objects.run_by(request.user).filter(pk=event.pk).exists():
        return _scanned(request, registration)
    if registration.user_id != request.user.pk or request.method == "POST":
        raise Http404
    return render(request, "portal/check_in_code.html", {"code": panels.Code(registration=registration)})


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def guest_code(request: HttpRequest, signed: str) -> HttpResponse:
    """What a guest shows at the door."""
    registration = links.registration_from(signed, at=timezone.now())
    if registration is None or registration.guest is None or not registration.is_confirmed:
        raise Http404
    guest = registration.guest
    with timezone.override(ZoneInfo(guest.zone)), translation.override(guest.language):
        return render(request, "portal/check_in_code.html", {"code": panels.Code(registration=registration)})


def _door(request: SignedInRequest, slug: str) -> tuple[Event, Session | None]:
    """The event as one of its team may see it, and the session whose door it is."""
    event = get_object_or_404(Event.objects.run_by(request.user), slug=slug)
    return event, _session(event, request.GET.get("session", ""), at=timezone.now())


def _session(event: Event, chosen: str, *, at: datetime) -> Session | None:
    try:
        return session_shown(event, chosen=chosen, at=at)
    except Session.DoesNotExist:
        raise Http404 from None


def _page(request: SignedInRequest, event: Event, session: Session | None, form: WalkInForm) -> HttpResponse:
    door = panels.check_in(event, session, at=timezone.now())
    page = panels.check_in_page(door, words=request.GET.get("q", ""))
    return render(request, "portal/check_in.html", {"page": page, "form": form})


def _tap(request: SignedInRequest, event: Event, session: Session | None) -> None:
    """A button was pressed on a page without script."""
    form = TapForm(request.POST)
    places = Registration.objects.for_event(event).select_related("user", "guest")
    place = places.filter(pk=form.person).first() if form.is_valid() else None
    if place is None or session is None:
        raise Http404
    at = timezone.now()
    (answer,) = actions.take_taps(event=event, taps=[form.tap(session, at=at)], by=request.user, at=at)
    said = _("%(name)s is not checked in any more.") if form.is_undo else _("%(name)s is here.")
    if answer.refusal:
        messages.error(request, answer.refusal.label)
    else:
        messages.success(request, said % {"name": place.participant.name})


def _scanned(request: SignedInRequest, registration: Registration) -> HttpResponse:
    """A helper has scanned the code of ``registration``: one tap checks them in."""
    event = registration.event
    session = _session(event, request.GET.get("session", ""), at=timezone.now())
    if request.method == "POST":
        _tap(request, event, session)
        return redirect(request.get_full_path())
    shown = panels.Code(registration=registration, door=panels.check_in(event, session, at=timezone.now()))
    return render(request, "portal/check_in_scanned.html", {"code": shown, "key": uuid4()})


def _state(event: Event, session: Session | None, answers: list[Answer]) -> JsonResponse:
    door = panels.check_in(event, session, at=timezone.now())
    said = {str(one.key): str(one.refusal.label) if one.refusal else "" for one in answers}
    shares = render_to_string("portal/_check_in_shares.html", {"panel": door})
    overtaken = [str(one.key) for one in answers if one.fate is Fate.OVERTAKEN]
    return JsonResponse(panels.state_of(door) | {"answers": said, "overtaken": overtaken, "shares": shares})
