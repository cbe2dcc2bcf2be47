"""The feeds that calendar programs read, and the page on which people make and give up their addresses."""

from datetime import datetime

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from calendars import actions, panels, queries, registry, rendering, tokens
from calendars.enums import Purpose
from calendars.forms import AlarmForm
from calendars.models import Feed
from common import access
from common.calls import is_too_often

MOST_MISSES = 120  # from one address
PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}
PUBLIC = PRIVATE | {"Cache-Control": "public, max-age=300"}


@access.rule(access.Rule.LINK)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """A feed, for whoever holds its secret address."""
    at, token_hash = timezone.now(), tokens.hashed(token)
    if is_too_often(f"feed:{token_hash}", most=settings.FEED_READS_PER_MINUTE, at=at):
        return _later()
    found = queries.feed_at(token_hash, at=at)
    answer = _read(request, found, at=at) if found else None
    if answer is None and is_too_often(f"no-feed:{get_adapter().get_client_ip(request)}", most=MOST_MISSES, at=at):
        return _later()
    return answer or _nothing()


@access.rule(access.Rule.ANYONE)
@require_safe
def public_feed(request: HttpRequest) -> HttpResponseBase:
    """What everybody may read about, where the site is open to everybody."""
    at = timezone.now()
    if not settings.PUBLIC_CATALOGUE:
        return _nothing()
    return _read(request, queries.public_feed() or actions.feed_for_everybody(at=at), at=at) or _nothing()


def _read(request: HttpRequest, feed: Feed, *, at: datetime) -> HttpResponseBase | None:
    """What ``feed`` says now, or that this is known already; None where there is nothing to read any more."""
    with translation.override(feed.language):
        contents = registry.contents(feed)
        if contents is None:
            return None
        etag, changed = _noted(feed, contents.name, contents.shown.keys(at=at), at=at)
        answer = get_conditional_response(request, etag=etag, last_modified=changed)
        if answer is None:
            meetings = contents.shown.meetings(at=at)
            # They are asked for once more, and may have changed since.
            etag, changed = _noted(feed, contents.name, [meeting.key for meeting in meetings], at=at)
            content = rendering.feed(meetings, name=contents.name, alarm=feed.alarm)
            answer = HttpResponse(content, content_type="text/calendar; charset=utf-8")
            answer.headers["Content-Language"] = feed.language
    answer.headers["ETag"], answer.headers["Last-Modified"] = etag, http_date(changed)
    for name, value in (PRIVATE if feed.user else PUBLIC).items():
        answer.headers[name] = value
    return answer


def _noted(feed: Feed, name: str, keys: list[str], *, at: datetime) -> tuple[str, int]:
    """By what programs know a feed that shows ``keys``, and since when it does: always of one look."""
    fingerprint = queries.fingerprint(feed, name=name, keys=keys, at=at)
    return f'"{fingerprint}"', int(actions.note_read(feed=feed, fingerprint=fingerprint, at=at).timestamp())


def _nothing() -> HttpResponse:
    """Programs ask here, not people: our page would only set a cookie."""
    return HttpResponseNotFound(content_type="text/plain", headers=PRIVATE)


def _later() -> HttpResponse:
    return HttpResponse(status=429, content_type="text/plain", headers=PRIVATE | {"Retry-After": "60"})


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def feeds(request: SignedInRequest) -> HttpResponse:
    """The reader's addresses, what each holds, and how it comes into a calendar program."""
    return render(request, "calendars/feeds.html", {"page": panels.feeds_page(request.user)})


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def make(request: SignedInRequest, purpose: str, subject: int | None = None) -> HttpResponse:
    """Make an address, and show it."""
    about = "" if subject is None else str(subject)
    if not registry.may_have(request.user, purpose, about):
        raise Http404
    made = actions.make_feed(user=request.user, purpose=Purpose(purpose), subject=about, at=timezone.now())
    return redirect(f"{reverse('feeds')}#feed-{made.pk}")


@access.rule(access.Rule.OWNER)
@require_POST
def replace(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a new address in place of an old one."""
    found = get_object_or_404(Feed.objects.of(request.user), pk=pk)
    actions.rotate_feed(feed=found, by=request.user, at=timezone.now())
    messages.success(request, _("Here is the new address. The old one is dead: subscribe again."))
    return redirect(f"{reverse('feeds')}#feed-{found.pk}")


@access.rule(access.Rule.OWNER)
@require_POST
def revoke(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give an address up."""
    found = get_object_or_404(Feed.objects.of(request.user), pk=pk)
    actions.revoke_feed(feed=found, by=request.user, at=timezone.now())
    messages.success(request, _("Nothing is read at this address any more."))
    return redirect("feeds")


@access.rule(access.Rule.OWNER)
@require_POST
def alarm(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let programs call before each start, or not."""
    found = get_object_or_404(Feed.objects.of(request.user).filter(purpose=Purpose.PERSONAL), pk=pk)
    form = AlarmForm(request.POST)
    if form.is_valid():
        actions.set_alarm(feed=found, minutes=form.minutes)
        messages.success(request, _("Saved. Your program follows when it reads the calendar next."))
    else:
        messages.error(request, _("Choose one of the times."))
    return redirect(f"{reverse('feeds')}#feed-{found.pk}")
