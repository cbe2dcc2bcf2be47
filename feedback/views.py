"""The pages on which somebody says what they think of an event: signed in, or by the link of their mail."""

import secrets
from collections.abc import Callable
from contextlib import suppress
from functools import wraps
from zoneinfo import ZoneInfo

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from feedback import actions, policies
from feedback.enums import Occasion
from feedback.exceptions import FeedbackRefused
from feedback.forms import AnswerForm, IntentionForm
from feedback.links import Asked, answer_path, asked_from
from feedback.models import Form
from feedback.panels import answer_panel, decline_panel
from feedback.queries import LATER, intention_of

NOISE = 8192  # twice the longest two texts in characters, and still as much after a proxy has compressed the page

ByLink = Callable[[HttpRequest, Asked, str], HttpResponse]


def _from_the_mail(view: ByLink) -> Callable[[HttpRequest, str], HttpResponse]:
    """Hand ``view`` whom the link asks; the page is in their language and zone."""

    @wraps(view)
    def opened(request: HttpRequest, signed: str) -> HttpResponse:
        asked = asked_from(signed)
        if asked is None:
            raise Http404
        with timezone.override(ZoneInfo(asked.person.zone)), translation.override(asked.person.language):
            response = view(request, asked, signed)
        # The address is the key: it goes to no other site and into no index.
        response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
        return response

    return opened


@access.rule(access.Rule.ATTENDEE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def feedback(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask, and take the answers once."""
    return _ask_on(request, slug, Occasion.AFTER)


@access.rule(access.Rule.ATTENDEE)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
def feedback_later(request: SignedInRequest, slug: str, occasion: str) -> HttpResponse:
    """Ask what has come of it."""
    if occasion not in LATER:
        raise Http404
    return _ask_on(request, slug, Occasion(occasion))


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@_from_the_mail
def feedback_by_link(request: HttpRequest, asked: Asked, _signed: str) -> HttpResponse:
    """The same for whoever holds the link of a mail, signed in or not; opening it answers nothing."""
    return _ask(request, asked.form, asked.person, is_by_link=True)


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@_from_the_mail
def decline(request: HttpRequest, asked: Asked, signed: str) -> HttpResponse:
    """Ask whether somebody wants to be left alone with this form, or to be asked after all."""
    at = timezone.now()
    if request.method == "POST":
        change = actions.ask_after_all if "again" in request.POST else actions.decline
        with suppress(FeedbackRefused):  # the page says by itself how it stands now
            change(form=asked.form, person=asked.person, at=at)
        return redirect("feedback-decline", signed)
    return render(
        request, "feedback/decline.html", {"panel": decline_panel(asked, key=signed, at=at), "is_by_link": True}
    )


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@_from_the_mail
def intention(request: HttpRequest, asked: Asked, signed: str) -> HttpResponse:
    """Note for oneself what one wants to do with it; a request of its own, so that no answer can be told by it."""
    event, person = asked.form.event, asked.person
    if not policies.may_intend(asked.form, person):
        raise Http404
    noted = intention_of(event, person)
    form = IntentionForm(request.POST if request.method == "POST" else None, initial={"intention": noted})
    if form.is_valid():
        actions.note_intention(form=asked.form, person=person, text=form.cleaned_data["intention"])
        return redirect("feedback-by-link", signed)
    context = {"form": form, "event": event, "is_noted": bool(noted), "back": answer_path(signed), "is_by_link": True}
    return render(request, "feedback/intention.html", context, status=422 if form.errors else 200)


def _ask_on(request: SignedInRequest, slug: str, occasion: Occasion) -> HttpResponse:
    asking = Form.objects.asking(request.user).filter(occasion=occasion).select_related("event")
    return _ask(request, get_object_or_404(asking, event__slug=slug), request.user)


def _ask(request: HttpRequest, form: Form, person: User, *, is_by_link: bool = False) -> HttpResponse:
    answers, at = AnswerForm(form.asked, request.POST if request.method == "POST" else None), timezone.now()
    reason = None
    if answers.is_valid():
        try:
            actions.answer(form=form, person=person, answers=answers.answers, at=at)
        except FeedbackRefused as refused:
            reason = refused.reason
        else:
            return redirect(request.path)
    panel = answer_panel(form, person=person, answers=answers, at=at, refusal=reason)
    page = render(request, "feedback/answer.html", {"panel": panel, "is_by_link": is_by_link})
    return _of_unknown_size(page) if answers.is_bound else page


def _of_unknown_size(page: HttpResponse) -> HttpResponse:
    """A page that is sent back holds what was typed: its size in a proxy's log must not tell whose text is whose."""
    page.content += f"<!-- {secrets.token_hex(secrets.randbelow(NOISE))} -->".encode()
    return page
