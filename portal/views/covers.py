"""The pictures of covers: for whoever may see the event, and for nobody else."""

from pathlib import Path

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe

from accounts.models import User
from common import access
from common.pictures import SIZES
from common.raster import cover_card, cover_card_key
from events.covers import file_of
from events.models import Event, Review
from portal.panels.card import is_for_all
from registrations import links, queries

A_YEAR = 365 * 24 * 3600


@access.rule(access.Rule.VISITOR)
@require_safe
def event_cover(request: HttpRequest, slug: str, key: str, size: str) -> HttpResponseBase:
    """The picture of one event in one size."""
    event = queries.readable_event(request.user, slug) or _reviewed(request, slug)
    if event is None or size not in SIZES:
        raise Http404
    return _picture(request, event, key, size)


@access.rule(access.Rule.LINK)
@require_safe
def guest_cover(request: HttpRequest, signed: str, key: str) -> HttpResponseBase:
    """The picture of a guest's own event; the link opens nothing else."""
    registration = links.registration_from(signed, at=timezone.now())
    if registration is None:
        raise Http404
    response = _picture(request, registration.event, key, "large")
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


def _reviewed(request: HttpRequest, slug: str) -> Event | None:
    """The event at that address for whoever has to agree to it before it is published."""
    if not isinstance(request.user, User):
        return None
    asked = Review.objects.decided_by(request.user).values("event")
    return Event.objects.filter(slug=slug, pk__in=asked).first()


@access.rule(access.Rule.VISITOR)
@require_safe
def event_card(request: HttpRequest, slug: str, key: str) -> HttpResponseBase:
    """The cover that is drawn for an event, as other sites show it; only of what everybody may read."""
    event = queries.readable_event(request.user, slug)
    if event is None or event.cover or not is_for_all(event):
        raise Http404
    if not constant_time_compare(key, cover_card_key(key=str(event.uuid), kind=event.kind)):
        raise Http404
    response = HttpResponse(cover_card(key=str(event.uuid), kind=event.kind), content_type="image/png")
    response["Cache-Control"] = f"public, max-age={A_YEAR}, immutable"
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def _picture(request: HttpRequest, event: Event, key: str, size: str) -> HttpResponseBase:
    """What stands behind an address never changes: another picture has another one."""
    if not event.cover or not constant_time_compare(key, event.cover):
        raise Http404
    response = picture(request, file_of(event.cover, size), etag=f'"{event.cover}-{size}"')
    if is_for_all(event):
        response["Cross-Origin-Resource-Policy"] = "cross-origin"
    return response


def picture(request: HttpRequest, path: Path, *, etag: str) -> HttpResponseBase:
    """A picture of ours, to be kept by the browser for as long as it likes."""
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise Http404 from None
    response = HttpResponse(data, content_type="image/jpeg")
    response["ETag"], response["Cache-Control"] = etag, f"private, max-age={A_YEAR}, immutable"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    answer: HttpResponseBase = get_conditional_response(request, etag=etag, response=response) or response
    return answer
