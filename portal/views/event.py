"""The page of one event, its calendar file, and the guest's page of it."""

from datetime import datetime
from zoneinfo import ZoneInfo

from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from calendars import rendering
from calendars.models import Meeting
from common import access, qr
from events.models import Event
from events.queries import equipment_at
from portal.panels import event as panels
from portal.panels import sharing
from portal.panels.materials import MaterialRow, material_rows
from registrations import links, queries
from registrations.models import Registration
from registrations.panels import guest_panel


@access.rule(access.Rule.VISITOR)
@require_safe
def event(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Everything about one event, and the button that takes a seat."""
    found = _visible(request, slug)
    if found is None:
        return redirect_to_login(request.get_full_path())
    page = panels.event_page(found, request.user, at=timezone.now())
    response = render(request, "portal/event.html", {"page": page})
    return _kept_private(response) if found.is_unlisted else response


@access.rule(access.Rule.VISITOR)
@require_safe
def event_calendar(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The sessions as a file for any calendar."""
    found = _visible(request, slug)
    if found is None:
        return redirect_to_login(request.get_full_path())
    uids = [session.uid for session in found.sessions.all()]
    meetings = list(Meeting.objects.filter(uid__in=uids).order_by("starts_at", "uid"))
    if not meetings:
        raise Http404
    response = HttpResponse(rendering.download(meetings), content_type="text/calendar; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.ics"'
    return response


@access.rule(access.Rule.VISITOR)
@require_safe
def event_code(request: HttpRequest, slug: str) -> HttpResponseBase:
    """The address of the event as a code for posters."""
    found = _visible(request, slug)
    if found is None:
        return redirect_to_login(request.get_full_path())
    if found.is_draft:
        raise Http404
    drawing = qr.svg(sharing.Share(event=found).address, title=found.title)
    response = HttpResponse(drawing, content_type="image/svg+xml")
    response["Content-Disposition"] = f'attachment; filename="{found.slug}.svg"'
    return response


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def guest_event(request: HttpRequest, signed: str) -> HttpResponse:
    """A guest's own event and place; the link opens nothing else."""
    at = timezone.now()
    registration = links.registration_from(signed, at=at)
    if registration is None or registration.guest is None:
        raise Http404
    guest = registration.guest
    with timezone.override(ZoneInfo(guest.zone)), translation.override(guest.language):
        shown = guest_panel(registration, key=signed, at=at)
        page = panels.EventPage(
            event=registration.event,
            at=at,
            registration=shown,
            equipment=equipment_at(registration.event),
            materials=_materials_for(registration, signed, at=at),
            certificate=panels.certificate_of(shown),
        )
        cover = reverse("guest-cover", args=[signed, page.event.cover]) if page.event.cover else ""
        response = render(request, "portal/guest_event.html", {"page": page, "guest": guest, "cover": cover})
    return _kept_private(response)


def _materials_for(registration: Registration, signed: str, *, at: datetime) -> list[MaterialRow]:
    """What a guest may fetch, each behind an address of their own."""
    found = queries.materials_for_guest(registration, at=at) if registration.event.has_materials else ()
    return material_rows(found, at=at, to=lambda one: reverse("guest-material", args=[signed, one.pk]))


def _kept_private(response: HttpResponse) -> HttpResponse:
    """The address is the key: it goes to no other site and into no index."""
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


def _visible(request: HttpRequest, slug: str) -> Event | None:
    """The event, 404 for a colleague who may not see it; None asks a stranger to sign in first."""
    found = queries.visible_event(request.user, slug)
    if found is None and request.user.is_authenticated:
        raise Http404
    return found
