"""Questions to the organisers: asking, and answering."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import AnswerForm, AskForm
from events.models import Enquiry, Event
from portal.panels.workspace import workspace
from registrations import queries


@access.rule(access.Rule.AUDIENCE)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask the organisers something; what one has asked before stands below."""
    event, at = queries.readable_event(request.user, slug), timezone.now()
    if event is None:
        raise Http404
    form = AskForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.ask(event=event, text=form.cleaned_data["text"], by=request.user, at=at)
        except EventRefused as refused:
            form.add_error("text", str(refused))
        else:
            messages.success(request, _("Sent. The answer comes to you by mail, and stands here."))
            return redirect("event-ask", slug=slug)
    context = {
        "event": event,
        "form": form,
        "refusal": policies.ask_refusal(event, request.user, at=at),
        "enquiries": Enquiry.objects.of(request.user, event),
    }
    return render(request, "portal/ask.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
def questions(request: SignedInRequest, slug: str) -> HttpResponse:
    """What people have asked: what waits for an answer first."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-questions", at=timezone.now()),
        "enquiries": Enquiry.objects.for_event(event),
    }
    return render(request, "portal/workspace_questions.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def answer(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Answer one question, for whoever asked alone or for everybody."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    enquiry = get_object_or_404(Enquiry.objects.for_event(event), pk=pk)
    form = AnswerForm(request.POST if request.method == "POST" else None, initial={"shown_text": enquiry.text})
    if form.is_valid():
        said = form.cleaned_data
        try:
            actions.answer(
                enquiry=enquiry,
                text=said["answer"],
                shown_text=said["shown_text"],
                by=request.user,
                at=timezone.now(),
            )
        except EventRefused as refused:
            form.add_error("answer", str(refused))
        else:
            messages.success(request, _("%(name)s gets your answer by mail.") % {"name": enquiry.asker.name})
            return redirect("workspace-questions", slug=slug)
    frame = workspace(event, here="workspace-questions", at=timezone.now())
    return render(request, "portal/answer.html", {"workspace": frame, "enquiry": enquiry, "form": form})


@access.rule(access.Rule.ORGANISER)
@require_POST
def hide(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a question and its answer off the event's page."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    enquiry = get_object_or_404(Enquiry.objects.for_event(event), pk=pk)
    actions.hide_answer(enquiry=enquiry, by=request.user, at=timezone.now())
    messages.success(request, _("It stands on the event's page no longer."))
    return redirect("workspace-questions", slug=slug)
