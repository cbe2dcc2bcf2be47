"""The page of somebody who teaches: whether they come, with what they need for it."""

from collections.abc import Callable
from datetime import datetime
from functools import wraps
from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import SpeakerAnswerForm
from events.links import engagement_from
from events.models import Engagement, Event
from events.queries import engagement_of
from portal.panels.teaching import teaching_page

Linked = Callable[[HttpRequest, Engagement, str, datetime], HttpResponse]


def by_link(view: Linked) -> Callable[[HttpRequest, str], HttpResponse]:
    """Hand ``view`` whom the link is for, in the language and zone of that person."""

    @wraps(view)
    def opened(request: HttpRequest, signed: str) -> HttpResponse:
        at = timezone.now()
        engagement = engagement_from(signed, at=at)
        if engagement is None:
            raise Http404
        person = engagement.person
        with timezone.override(ZoneInfo(person.zone)), translation.override(person.language):
            response = view(request, engagement, signed, at)
        # The address is the key: it goes to no other site and into no index.
        response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
        return response

    return opened


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@by_link
def speaker_page(request: HttpRequest, engagement: Engagement, signed: str, at: datetime) -> HttpResponse:
    """Ask whether somebody comes, by the link in their mail; opening it answers nothing."""
    form = _form(request, engagement)
    if form.is_valid() and _answered(request, engagement, form, by=None, at=at):
        return redirect("speaker-page", signed)
    page = teaching_page(engagement, form, signed=signed, at=at)
    return render(request, "portal/teaching.html", {"page": page})


@access.rule(access.Rule.SPEAKER)
@require_http_methods(["GET", "HEAD", "POST"])
def teaching(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same for a colleague who has signed in."""
    event, at = Event.objects.filter(slug=slug).first(), timezone.now()
    engagement = engagement_of(request.user, event) if event else None
    if engagement is None:
        raise Http404
    form = _form(request, engagement)
    if form.is_valid() and _answered(request, engagement, form, by=request.user, at=at):
        return redirect("teaching", slug)
    return render(request, "portal/teaching.html", {"page": teaching_page(engagement, form, at=at)})


def _form(request: HttpRequest, engagement: Engagement) -> SpeakerAnswerForm:
    """The question; where a link of the mail chose an answer, or one was given before, it is filled in."""
    before = {"confirmed": "yes", "declined": "no"}.get(engagement.state, "yes")
    chosen = "no" if request.GET.get("answer") == "no" else before
    initial = {"answer": chosen, "note": engagement.note}
    return SpeakerAnswerForm(request.POST if request.method == "POST" else None, initial=initial)


def _answered(
    request: HttpRequest, engagement: Engagement, form: SpeakerAnswerForm, *, by: User | None, at: datetime
) -> bool:
    """Say it, and thank for it; a refusal stands in the form."""
    try:
        actions.answer_as_speaker(engagement=engagement, by=by, at=at, **form.said)
    except EventRefused as refused:
        form.add_error(None, str(refused))
        return False
    if form.said["comes"]:
        messages.success(request, _("Thank you. The organisers know that you come."))
    else:
        messages.success(request, _("Thank you for saying so. The organisers have been told."))
    return True
