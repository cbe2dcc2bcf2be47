"""Answering what an event asks: before the seat is taken, and until the event starts."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.forms import sent
from events.models import Event
from events.queries import pools_of
from portal.views.asking import download
from registrations import actions, links, policies, queries
from registrations.exceptions import RegistrationRefused
from registrations.forms import AnswersForm, SeatForm
from registrations.models import Answer, Registration
from registrations.panels import panel_of
from registrations.views import promise


@access.rule(access.Rule.AUDIENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def register(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """The questions of an event; the seat is taken with the answers."""
    event, at = _event(request, slug), timezone.now()
    seat = SeatForm({"pool": kind}, pools=list(pools_of(event)))
    if not seat.is_valid():
        raise Http404
    form = AnswersForm(*sent(request), questions=queries.asked(event, *seat.kinds))
    if form.is_valid():
        try:
            registration = actions.register_answering(
                event=event,
                participant=request.user,
                pool=seat.chosen_pool,
                takes_either=seat.takes_either,
                given=form.given,
                at=at,
            )
        except RegistrationRefused as refused:
            form.add_error(None, str(refused))
        else:
            promise(request, registration)
            return redirect("event", slug)
    context = {"event": event, "seat": seat, "form": form, "panel": panel_of(event, request.user, at=at)}
    return render(request, "portal/register.html", context)


@access.rule(access.Rule.PARTICIPANT)
@require_http_methods(["GET", "HEAD", "POST"])
def answers(request: SignedInRequest, slug: str) -> HttpResponse:
    """One's own answers, to be changed until the event starts."""
    event, at = _event(request, slug), timezone.now()
    registration = queries.registration_of(request.user, event)
    if registration is None:
        raise Http404
    form = _form(request, registration)
    if form.is_valid():
        try:
            actions.answer_questions(registration=registration, given=form.given, by=request.user, at=at)
        except RegistrationRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Your answers are saved."))
            return redirect("event", slug)
    return _page(request, registration, form, back=event.get_absolute_url())


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def guest_answers(request: HttpRequest, signed: str) -> HttpResponse:
    """A guest's answers, by the link to their own place."""
    at = timezone.now()
    registration = links.registration_from(signed, at=at)
    if registration is None or registration.guest is None:
        raise Http404
    with timezone.override(ZoneInfo(registration.guest.zone)), translation.override(registration.guest.language):
        form = _form(request, registration)
        if form.is_valid():
            try:
                actions.answer_questions(registration=registration, given=form.given, by=None, at=at)
            except RegistrationRefused as refused:
                form.add_error(None, str(refused))
            else:
                messages.success(request, _("Your answers are saved."))
                return redirect("guest-event", signed)
        response = _page(request, registration, form, back=links.guest_url(registration))
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


@access.rule(access.Rule.PARTICIPANT)
@require_safe
@never_cache
def own_file(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file that one has sent oneself."""
    own = Answer.objects.filter(registration__user=request.user, registration__event=_event(request, slug))
    return download(get_object_or_404(own.exclude(file="").select_related("question"), pk=pk))


def _form(request: HttpRequest, registration: Registration) -> AnswersForm:
    questions = queries.asked_at(registration)
    return AnswersForm(*sent(request), questions=questions, before=queries.answers_of(registration))


def _page(request: HttpRequest, registration: Registration, form: AnswersForm, *, back: str) -> HttpResponse:
    context = {
        "event": registration.event,
        "is_guest": registration.guest is not None,
        "form": form,
        "back": back,
        "refusal": policies.answers_refusal(registration, at=timezone.now()),
        "files": [one for one in registration.answers.select_related("question") if one.file],
    }
    return render(request, "portal/answers.html", context)


def _event(request: SignedInRequest, slug: str) -> Event:
    event = queries.readable_event(request.user, slug)
    if event is None:
        raise Http404
    return event
