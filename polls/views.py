"""What a phone shows that has scanned the code on the wall: no account, and no more of the event than the question."""

import secrets
from collections.abc import Callable
from datetime import datetime
from functools import wraps

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe
from django_htmx.http import HttpResponseClientRefresh

from common import access, limits
from common.calls import has_been_too_often, is_too_often
from common.known import never_known, unless_known
from polls import actions, codes, panels, queries
from polls.enums import VoteRefusal
from polls.exceptions import VoteRefused
from polls.forms import CodeForm, VoteForm
from polls.models import Screen

COOKIE, SALT = "poll_device", "polls.device"
KEPT_FOR = 60 * 60 * 24 * 30  # seconds; as long as it is known which devices have voted
# In one minute and web process. Whole rooms stand behind one address, and each phone looks every few seconds.
MOST_LOOKS, MOST_MISSES, MOST_FROM_ONE_ADDRESS, MOST_AT_ONE_POLL = 12_000, 100, 300, 1_200

Coded = Callable[[HttpRequest, Screen, datetime], HttpResponseBase]


def by_code(view: Coded) -> Callable[[HttpRequest, str], HttpResponseBase]:
    """Hand ``view`` whose code it is; who tries many is let be, unless the device was here before."""

    @wraps(view)
    def opened(request: HttpRequest, code: str) -> HttpResponseBase:
        at = timezone.now()
        if _guesses(request, at=at) or is_too_often(f"poll:{_address(request)}", most=MOST_LOOKS, at=at):
            return limits.later(request)
        screen = Screen.objects.filter(code=codes.read(code)).first()
        if screen is None:
            _missed(request, at=at)
            raise Http404
        response = view(request, screen, at)
        response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
        return response

    return opened


@access.rule(access.Rule.ANYONE)
@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Where the code on the wall is typed."""
    at = timezone.now()
    if _guesses(request, at=at):
        return limits.later(request)
    form = CodeForm(request.GET if "code" in request.GET else None)
    if form.is_valid():
        return redirect("poll-vote", form.cleaned_data["code"])
    if form.is_bound:
        _missed(request, at=at)
    return render(request, "polls/enter.html", {"form": form}, status=422 if form.is_bound else 200)


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@sensitive_post_parameters()
@never_cache
@by_code
def vote(request: HttpRequest, screen: Screen, at: datetime) -> HttpResponse:
    """Ask, and take one vote of each device."""
    poll, device = queries.on_screen(screen.event_id), _device(request)
    sent = VoteForm(poll, request.POST) if poll and request.method == "POST" else None
    refusal = _cast(sent, device, at=at, address=_address(request)) if sent else None
    if sent and (refusal is VoteRefusal.VOTED or (refusal is None and sent.is_valid())):
        return redirect("poll-vote", screen.code)  # a second tap is no mistake
    page = panels.vote_page(screen, poll, sent=sent, device=device, refusal=refusal)
    response = render(request, "polls/vote.html", {"page": page}, status=422 if sent else 200)
    if page.form and not device:
        _remember(response)
    return response


@access.rule(access.Rule.LINK)
@require_safe
@by_code
def now(request: HttpRequest, screen: Screen, _at: datetime) -> HttpResponseBase:
    """What has changed since the page was opened; nothing new is not sent again."""
    poll, asked = queries.on_screen(screen.event_id), request.GET
    panel = panels.NowPanel(
        poll=poll,
        results=panels.results(poll) if poll else None,
        has_voted="voted" in asked,
        is_voting="voting" in asked,
        seen=asked.get("seen", ""),
        url=screen.get_absolute_url(),
    )
    if panel.has_moved_on and not panel.is_voting and request.headers.get("HX-Request"):
        return never_known(HttpResponseClientRefresh())
    return unless_known(request, render(request, "polls/_now.html", {"panel": panel}))


def _cast(form: VoteForm, device: str, *, at: datetime, address: str) -> VoteRefusal | None:
    """Why the vote does not count; None also where something is wrong at a field."""
    poll = form.asked
    is_flood = is_too_often(f"votes:{address}", most=MOST_FROM_ONE_ADDRESS, at=at)
    if is_flood or is_too_often(f"votes-of:{poll.pk}", most=MOST_AT_ONE_POLL, at=at):
        return VoteRefusal.BUSY
    if form.has_moved_on:
        return VoteRefusal.MOVED_ON
    if not device:
        return VoteRefusal.NO_DEVICE
    if poll.is_open and not form.is_valid():
        return None
    try:
        actions.vote(poll=poll, device=device, given=form.given if form.is_valid() else ())
    except VoteRefused as refused:
        return refused.reason
    return None


def _device(request: HttpRequest) -> str:
    """What this browser was given when it came first; it says nothing about whoever holds it."""
    return request.get_signed_cookie(COOKIE, default="", salt=SALT, max_age=KEPT_FOR) or ""


def _remember(response: HttpResponse) -> None:
    """Give this browser a number of its own, for one vote at each poll."""
    response.set_signed_cookie(
        COOKIE,
        secrets.token_urlsafe(16),
        salt=SALT,
        max_age=KEPT_FOR,
        path="/p/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _address(request: HttpRequest) -> str:
    return str(get_adapter().get_client_ip(request))


def _missed(request: HttpRequest, *, at: datetime) -> None:
    is_too_often(f"no-poll:{_address(request)}", most=MOST_MISSES, at=at)


def _guesses(request: HttpRequest, *, at: datetime) -> bool:
    """Whether too many wrong codes came from there, and nothing shows that this device was let in before."""
    return not _device(request) and has_been_too_often(f"no-poll:{_address(request)}", most=MOST_MISSES, at=at)
