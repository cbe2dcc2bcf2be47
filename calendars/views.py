"""The feed that calendar programs read, and making its address anew."""

import hashlib

from django.http import HttpRequest, HttpResponse, HttpResponseNotFound
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import http_date
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from calendars import actions, panels, queries, rendering, tokens
from calendars.models import Feed
from common import access

PRIVATE = {
    "Cache-Control": "private, max-age=300",
    "X-Robots-Tag": "noindex",
    "Referrer-Policy": "no-referrer",
}


@access.rule(access.Rule.LINK)
@require_safe
def feed(request: HttpRequest, token: str) -> HttpResponseBase:
    """What stands in one person's calendar, for whoever holds the secret address."""
    found = Feed.objects.alive().select_related("user").filter(token_hash=tokens.hashed(token)).first()
    if found is None:
        # Programs ask here, not people: our page would only set a cookie.
        return HttpResponseNotFound(content_type="text/plain", headers=PRIVATE)
    at = timezone.now()
    with translation.override(found.user.language):
        content = rendering.feed(queries.feed_meetings(found.user, at=at))
    changed = int(queries.feed_changed_at(found, at=at).timestamp())
    etag = f'"{hashlib.sha256(content).hexdigest()}"'
    response = HttpResponse(
        content,
        content_type="text/calendar; charset=utf-8",
        headers={"ETag": etag, "Last-Modified": http_date(changed), "Content-Language": found.user.language},
    )
    answer = get_conditional_response(request, etag=etag, last_modified=changed, response=response) or response
    for name, value in PRIVATE.items():
        answer.headers[name] = value
    return answer


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def rotate(request: SignedInRequest) -> HttpResponse:
    """Make the secret address, or a new one in place of the old."""
    actions.rotate_feed(user=request.user, at=timezone.now())
    if request.htmx:
        return render(request, "calendars/_subscription.html", {"panel": panels.subscription(request.user)})
    return redirect(reverse("my-seminars") + "#subscription")
