"""An event as others will see it, before it is published."""

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event, Review
from portal.panels.preview import Reader, preview_page


@access.rule(access.Rule.ORGANISER)
@require_safe
def preview(request: SignedInRequest, slug: str) -> HttpResponse:
    """My event as colleagues, guests or strangers will see it."""
    events = Event.objects.editable_by(request.user).select_related("host_department", "minimum")
    event = get_object_or_404(events, slug=slug)
    here, back = reverse("event-preview", args=[slug]), reverse("workspace", args=[slug])
    return _shown(request, event, here=here, back=back, at=timezone.now())


@access.rule(access.Rule.REVIEWER)
@require_safe
def review_preview(request: SignedInRequest, pk: int) -> HttpResponse:
    """The event that I am asked about, as others will see it."""
    reviews = Review.objects.decided_by(request.user).select_related("event__host_department", "event__minimum")
    review = get_object_or_404(reviews, pk=pk)
    here, back = reverse("review-preview", args=[pk]), reverse("review", args=[pk])
    return _shown(request, review.event, here=here, back=back, at=timezone.now())


def _shown(request: HttpRequest, event: Event, *, here: str, back: str, at: datetime) -> HttpResponse:
    shown = preview_page(event, asked=request.GET.get("as", ""), address=here, back=back, at=at)
    context: dict[str, object] = {"preview": shown, "page": shown.page}
    if shown.page is None:
        return render(request, "portal/preview_none.html", context)
    if shown.reader == Reader.GUEST:
        guest = shown.page.registration.registration.guest if shown.page.registration.registration else None
        context |= {"guest": guest, "cover": event.cover_address}
        return render(request, "portal/preview_guest.html", context)
    return render(request, "portal/preview.html", context)
