"""Taking a seat and giving it back, by colleagues and by guests."""

from dataclasses import replace

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe
from django_htmx.http import HttpResponseClientRedirect

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from outbox import standing
from registrations import actions, links, panels, queries
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AbsenceForm, SeatForm
from registrations.models import Registration

# A second click on the same button finds what the first one did: nothing to complain about.
DONE_ALREADY = {Refusal.ALREADY_REGISTERED, Refusal.NOT_LIVE}


@access.rule(access.Rule.AUDIENCE)
@require_POST
def register(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take a seat, or the next place in line."""
    event = _event(request, slug)
    form = SeatForm(request.POST, pools=list(event.pools.all()))
    if not form.is_valid():
        messages.error(request, _("Choose which kind of seat you want."))
        return _answer(request, event)
    if queries.asked(event, *form.kinds):
        return _ask(request, event, kind=form.cleaned_data["pool"])
    try:
        registration = actions.register(
            event=event,
            participant=request.user,
            pool=form.chosen_pool,
            takes_either=form.takes_either,
            at=timezone.now(),
        )
    except RegistrationRefused as refused:
        _complain(request, refused)
    else:
        promise(request, registration)
    return _answer(request, event)


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def cancel(request: SignedInRequest, slug: str) -> HttpResponse:
    """Give back one's seat or place in line."""
    event, registration = _own_place(request, slug)
    try:
        actions.cancel(registration=registration, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        _complain(request, refused)
    else:
        messages.success(request, _("Done. Thank you for making room."))
    return _answer(request, event)


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def accept(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the seat that is offered, or change to the one that one would rather have."""
    event, registration = _own_place(request, slug)
    try:
        actions.accept(registration=registration, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        if registration.answer_until is not None:  # else the panel says what has become of the offer
            _complain(request, refused)
    else:
        messages.success(request, _("The seat is yours. The invitation is on its way to you by mail."))
    return _answer(request, event)


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def decline(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say no to the seat that is offered, and pass it on."""
    event, registration = _own_place(request, slug)
    try:
        actions.decline(registration=registration, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        if registration.answer_until is not None:  # else the panel says what has become of the offer
            _complain(request, refused)
    else:
        messages.success(request, _("Done. The seat is free for others now."))
    return _answer(request, event)


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def wish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Wait for a seat of the other kind while keeping one's own, or do so no longer."""
    event, registration = _own_place(request, slug)
    pools = {pool.kind: pool for pool in event.pools.all()}
    wished = request.POST.get("pool", "")
    if wished and wished not in pools:
        messages.error(request, _("Choose which kind of seat you want."))
        return _answer(request, event)
    try:
        actions.wish(registration=registration, pool=pools.get(wished), by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        _complain(request, refused)
    else:
        messages.success(request, _("Noted. You keep the seat that you have."))
    return _answer(request, event)


@access.rule(access.Rule.AUDIENCE)
@require_safe
@never_cache
def panel(request: SignedInRequest, slug: str) -> HttpResponse:
    """The panel alone, with what has just been said: where htmx is sent after a click."""
    event = queries.visible_event(request.user, slug)
    if event is None:
        raise Http404
    shown = panels.panel_of(event, request.user, at=timezone.now())
    said = tuple(messages.get_messages(request))
    return render(request, "registrations/_panel.html", {"panel": replace(shown, said=said, is_answer=True)})


@access.rule(access.Rule.LINK)
@require_POST
def guest_cancel(request: HttpRequest, signed: str) -> HttpResponse:
    """Give back a guest's seat or place in line."""
    at = timezone.now()
    registration = links.registration_from(signed, at=at)
    if registration is None or registration.guest is None:
        raise Http404
    with translation.override(registration.guest.language):
        try:
            actions.cancel(registration=registration, by=None, at=at)
        except RegistrationRefused as refused:
            _complain(request, refused)
        else:
            messages.success(request, _("Done. Thank you for making room."))
    return redirect("guest-event", signed)


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def absence(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that one can't come to a session, or can after all."""
    event = _event(request, slug)
    registration = queries.registration_of(request.user, event)
    if registration is None:
        raise Http404
    _say_absence(request, registration, by=request.user)
    return _answer(request, event)


@access.rule(access.Rule.LINK)
@require_POST
def guest_absence(request: HttpRequest, signed: str) -> HttpResponse:
    """The same for a guest."""
    registration = links.registration_from(signed, at=timezone.now())
    if registration is None or registration.guest is None:
        raise Http404
    with translation.override(registration.guest.language):
        _say_absence(request, registration, by=None)
    return redirect("guest-event", signed)


def _say_absence(request: HttpRequest, registration: Registration, *, by: User | None) -> None:
    form = AbsenceForm(request.POST, event=registration.event)
    if not form.is_valid():
        messages.error(request, _("Choose a session."))
        return
    act, text = actions.stay_away, _("Noted. Your seat stays yours.")
    if form.is_return:
        act, text = actions.come_after_all, _("Noted. The entry comes back to your calendar.")
    try:
        act(registration=registration, session=form.session, by=by, at=timezone.now())
    except RegistrationRefused as refused:
        _complain(request, refused)
    else:
        messages.success(request, text)


def _ask(request: SignedInRequest, event: Event, *, kind: str) -> HttpResponse:
    """Lead to the questions that come before the seat; htmx swaps the panel alone, so it has to be told to go."""
    url = reverse("register-form", args=[event.slug, kind])
    return HttpResponseClientRedirect(url) if request.htmx else redirect(url)


def promise(request: HttpRequest, registration: Registration) -> None:
    """Say what one has now, and what comes by mail: where mails do not leave, nobody waits for one."""
    delay = standing.delay(at=timezone.now())
    if registration.is_requested:
        messages.info(request, _("Your request is noted. You get a mail either way."))
    elif registration.is_confirmed and delay:
        messages.success(request, _("The seat is yours. %(delay)s") % {"delay": delay.label})
    elif registration.is_confirmed:
        messages.success(request, _("The seat is yours. The invitation is on its way to you by mail."))
    elif delay:
        messages.info(
            request, _("You are on the list; this page shows where you stand. %(delay)s") % {"delay": delay.label}
        )
    else:
        messages.info(request, _("You are on the list. We write to you as soon as a seat is yours."))


def _event(request: SignedInRequest, slug: str) -> Event:
    event = queries.readable_event(request.user, slug)
    if event is None:
        raise Http404
    return event


def _own_place(request: SignedInRequest, slug: str) -> tuple[Event, Registration]:
    event = _event(request, slug)
    registration = queries.registration_of(request.user, event)
    if registration is None:
        raise Http404
    return event, registration


def _answer(request: SignedInRequest, event: Event) -> HttpResponse:
    if request.POST.get("back") == "my-seminars":
        return redirect("my-seminars")
    return redirect("registration-panel" if request.htmx else "event", event.slug)


def _complain(request: HttpRequest, refused: RegistrationRefused) -> None:
    if refused.reason not in DONE_ALREADY:
        messages.error(request, str(refused))
