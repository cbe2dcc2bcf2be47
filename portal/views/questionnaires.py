"""What an event will ask when it is over: for organisers."""

import uuid
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from feedback import actions, policies, queries
from feedback.exceptions import WritingRefused
from feedback.forms import QuestionForm, SlicingForm, possible
from feedback.panels import questionnaire_panel
from portal.panels.workspace import workspace

DIGITS = 9


@access.rule(access.Rule.ORGANISER)
@require_safe
def questionnaire(request: SignedInRequest, slug: str) -> HttpResponse:
    """The questions in their order, and how they look to whoever is asked."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    frame = workspace(event, here="workspace-feedback", at=timezone.now())
    context = {"workspace": frame, "panel": questionnaire_panel(event)}
    return render(request, "portal/questionnaire.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, slug: str, key: str = "") -> HttpResponse:
    """Write a question, a new one where no ``key`` names one that stands."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    questions, version = queries.written(event)
    found = next((one for one in questions if one.key == key), None)
    if key and found is None:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = QuestionForm(sent, key=key or uuid.uuid4().hex[:12], earlier=possible(found, questions), question=found)
    if form.is_valid():
        try:
            seen = _number(request, "version", version)
            actions.write_question(event=event, question=form.question, version=seen, by=request.user, at=at)
        except WritingRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Saved. Whoever is asked about this event gets this question."))
            return redirect("feedback-questionnaire", slug=slug)
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "form": form, "is_new": not key}
    context |= {"version": version, "refusal": policies.writing_refusal(event)}
    return render(request, "portal/questionnaire_question.html", context, status=422 if form.is_bound else 200)


@access.rule(access.Rule.ORGANISER)
@require_POST
def move(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Ask a question earlier or later."""
    event, place = _asking(request, slug, key), _number(request, "place", 1)
    return _done(request, event, partial(actions.move_question, key=key, place=place))


@access.rule(access.Rule.ORGANISER)
@require_POST
def remove(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Ask a question no longer."""
    return _done(request, _asking(request, slug, key), partial(actions.remove_question, key=key))


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask_as_all_do(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask what every event asks."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        actions.ask_as_all_do(event=event, by=request.user, at=timezone.now())
    except WritingRefused as refused:
        messages.error(request, str(refused))
    return redirect("feedback-questionnaire", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def count_apart(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose by what the answers will be counted apart."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = SlicingForm(request.POST, dimension=queries.dimension_of(event))
    if not form.is_valid():
        frame = workspace(event, here="workspace-feedback", at=at)
        context = {"workspace": frame, "panel": questionnaire_panel(event, slicing=form)}
        return render(request, "portal/questionnaire.html", context, status=422)
    try:
        actions.count_apart(event=event, dimension=form.chosen, by=request.user, at=at)
    except WritingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved. Whoever is asked is told so before the first question."))
    return redirect("feedback-questionnaire", slug=slug)


def _asking(request: SignedInRequest, slug: str, key: str) -> Event:
    """The event, which asks the question of that ``key``."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    questions, _version = queries.written(event)
    if key not in {question.key for question in questions}:
        raise Http404
    return event


def _done(request: SignedInRequest, event: Event, change: "partial[None]") -> HttpResponse:
    """Make one change of the version that the person saw, and go back to all questions."""
    try:
        change(event=event, version=_number(request, "version", -1), by=request.user, at=timezone.now())
    except WritingRefused as refused:
        messages.error(request, str(refused))
    return redirect("feedback-questionnaire", slug=event.slug)


def _number(request: HttpRequest, name: str, otherwise: int) -> int:
    """A whole number that was sent; ``otherwise`` where it is none."""
    text = request.POST.get(name, "")
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= DIGITS else otherwise
