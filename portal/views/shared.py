"""What was said about those who taught: shared by the organisers, read by each alone."""

from datetime import datetime

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.models import Guest, User
from accounts.requests import SignedInRequest
from common import access
from events.models import Engagement, Event
from feedback import actions
from feedback.exceptions import SharingRefused
from feedback.forms import SharingForm
from feedback.models import Form
from feedback.panels import speaker_results
from portal.views.teaching import by_link


@access.rule(access.Rule.ORGANISER)
@require_POST
def share(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let those who taught read what was said about them."""
    form, chosen = _form(request, slug), SharingForm(request.POST)
    with_rating = chosen.is_valid() and chosen.cleaned_data["with_rating"]
    try:
        actions.share(form=form, with_rating=with_rating, by=request.user, at=timezone.now())
    except SharingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Shared. Each of those who taught gets one mail, and reads nothing but their own."))
    return redirect("workspace-feedback", slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def stop(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show it to them no longer."""
    actions.stop_sharing(form=_form(request, slug), by=request.user, at=timezone.now())
    messages.success(request, _("Not shared any more."))
    return redirect("workspace-feedback", slug)


@access.rule(access.Rule.SPEAKER)
@require_safe
@never_cache
def teaching_feedback(request: SignedInRequest, slug: str) -> HttpResponse:
    """A colleague who taught reads what was said about them."""
    event = Event.objects.filter(slug=slug).first()
    return _read(request, event, request.user, key="")


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
@by_link
def speaker_feedback(request: HttpRequest, engagement: Engagement, signed: str, at: datetime) -> HttpResponse:  # noqa: ARG001  # what `by_link` hands on
    """The same for whoever has the link to their own page."""
    return _read(request, engagement.event, engagement.person, key=signed)


def _read(request: HttpRequest, event: Event | None, person: User | Guest, *, key: str) -> HttpResponse:
    page = speaker_results(event, person) if event else None
    if page is None:
        raise Http404
    return render(request, "portal/speaker_feedback.html", {"page": page, "key": key})


def _form(request: SignedInRequest, slug: str) -> Form:
    """The form of the event, if anybody was asked."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return get_object_or_404(Form.objects.for_event(event).select_related("event"))
