"""Answering everybody who was asked for feedback: written, read as they will read it, sent once."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access
from common.forms import number
from events.models import Event
from feedback import actions
from feedback.exceptions import ReplyRefused
from feedback.forms import ReplyForm
from feedback.models import Form
from feedback.panels import ReplyPanel, reply_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def reply(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write what everybody is answered; once it is sent, read it."""
    form = _form(request, slug)
    panel = reply_panel(form)
    written = ReplyForm(request.POST if request.method == "POST" else None, initial=_so_far(panel))
    if written.is_valid():
        values = written.cleaned_data
        try:
            actions.write_reply(
                form=form,
                text=values["text"],
                shows_rating=values["shows_rating"],
                version=values["version"] or 0,
                by=request.user,
                at=timezone.now(),
            )
        except ReplyRefused as refused:
            written.add_error(None, str(refused))
        else:
            return redirect("feedback-reply", slug)
    context = {"workspace": workspace(form.event, here="workspace-feedback", at=timezone.now()), "panel": panel}
    context |= {"form": written}
    return render(request, "portal/feedback_reply.html", context, status=422 if written.is_bound else 200)


@access.rule(access.Rule.ORGANISER)
@require_POST
def send(request: SignedInRequest, slug: str) -> HttpResponse:
    """Send it as it was read."""
    form, seen = _form(request, slug), number(request, "version", 0)
    try:
        people = actions.send_reply(form=form, version=seen, by=request.user, at=timezone.now())
    except ReplyRefused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(number)d person gets your reply.", "%(number)d people get your reply.", people)
        messages.success(request, text % {"number": people})
    return redirect("feedback-reply", slug)


def _form(request: SignedInRequest, slug: str) -> Form:
    """The form of the event, if anybody was asked."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return get_object_or_404(Form.objects.for_event(event).select_related("event"))


def _so_far(panel: ReplyPanel) -> dict[str, object]:
    if panel.reply is None:
        return {"version": 0}
    return {"text": panel.reply.text, "shows_rating": panel.reply.shows_rating, "version": panel.version}
