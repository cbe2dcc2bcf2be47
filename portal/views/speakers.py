"""Who teaches at an event, for its organisers: who comes, who is asked, when they are briefed."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import BriefingForm
from events.models import Engagement, Event
from portal.panels.teaching import teacher_rows
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def speakers(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everybody who teaches and what they said; when they are briefed can be set here."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = BriefingForm(request.POST if request.method == "POST" else None, initial={"days": event.briefing_days})
    if form.is_valid():
        actions.set_briefing(event=event, days=form.cleaned_data["days"], by=request.user, at=at)
        messages.success(request, _("Saved."))
        return redirect("workspace-speakers", slug)
    rows = teacher_rows(event, at=at)
    refusal = policies.ask_speakers_refusal(event, at=at)
    context = {
        "workspace": workspace(event, here="workspace-speakers", at=at),
        "rows": rows,
        "form": form,
        "refusal": refusal,
        "can_ask": refusal is None and any(row.email and not row.has_left and not row.engagement for row in rows),
    }
    return render(request, "portal/workspace_speakers.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask everybody who was not asked yet."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        number = actions.ask_speakers(event=event, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(number)d person is asked by mail.", "%(number)d people are asked by mail.", number)
        messages.success(request, text % {"number": number})
    return redirect("workspace-speakers", slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask_again(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask somebody once more."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    engagement = get_object_or_404(Engagement.objects.for_event(event), pk=pk)
    try:
        actions.ask_speaker_again(engagement=engagement, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s is asked again by mail.") % {"name": engagement.person.name})
    return redirect("workspace-speakers", slug)
