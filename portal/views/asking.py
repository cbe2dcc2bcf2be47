"""What an event asks of whoever registers, and what they answered: for organisers."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.downloads import kept_file
from common.forms import number
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import QuestionForm, ReachForm, chosen_reach
from events.models import Event, RegistrationQuestion
from portal.panels.answers import answers_page
from portal.panels.series_desk import for_dates
from portal.panels.workspace import workspace
from registrations.forms import AnswersForm
from registrations.models import Answer


@access.rule(access.Rule.ORGANISER)
@require_safe
def form(request: SignedInRequest, slug: str) -> HttpResponse:
    """The questions in their order, and how they look to whoever registers."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    questions = list(RegistrationQuestion.objects.for_event(event).standing())
    context = {
        "workspace": workspace(event, here="workspace-settings", at=at),
        "questions": questions,
        "preview": AnswersForm(questions=questions, auto_id="preview_%s"),
        "refusal": policies.edit_refusal(event, at=at),
        "asks_needs": any(question.is_for_speakers for question in questions),
        "is_full": len(questions) >= policies.MOST_QUESTIONS,
    }
    return render(request, "portal/workspace_form.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask_for_needs(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask what people want to learn, for those who teach."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        actions.ask_for_needs(event=event, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Asked from now on. Speakers read the answers in sum, without names."))
    return redirect("workspace-form", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def question_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask something more."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    sent = request.POST if request.method == "POST" else None
    form, reach = QuestionForm(sent), ReachForm(sent, event=event)
    if all([form.is_valid(), reach.is_valid()]):
        add = partial(actions.add_question_to_dates, event=event, reach=reach.chosen, by=request.user, at=at)
        try:
            number = add(draft=form.draft)
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, for_dates(number) or _("Whoever registers from now on is asked this."))
            return redirect("workspace-form", slug=slug)
    context = {"workspace": workspace(event, here="workspace-settings", at=at), "form": form, "reach": reach}
    return render(request, "portal/form_question.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Word a question anew, or offer other choices."""
    event, found = _question(request, slug, pk)
    sent, at = request.POST if request.method == "POST" else None, timezone.now()
    form, reach = QuestionForm(sent, question=found), ReachForm(sent, event=event)
    if all([form.is_valid(), reach.is_valid()]):
        change = partial(actions.change_question_of_dates, question=found, reach=reach.chosen, by=request.user, at=at)
        try:
            number = change(draft=form.draft)
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, for_dates(number) or _("Saved. Answers that were given stay."))
            return redirect("workspace-form", slug=slug)
    context = {"workspace": workspace(event, here="workspace-settings", at=at), "form": form, "question": found}
    context |= {"reach": reach, "drop": ReachForm(event=event, auto_id="drop_%s")}
    return render(request, "portal/form_question.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def move(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a question earlier or later."""
    _event, found = _question(request, slug, pk)
    try:
        if place := number(request, "place", 0):
            actions.move_question(question=found, place=place, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    return redirect(reverse("workspace-form", args=[slug]) + f"#q-{pk}")


@access.rule(access.Rule.ORGANISER)
@require_POST
def retire(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask a question no longer."""
    event, found = _question(request, slug, pk)
    retire = partial(actions.retire_question_of_dates, question=found, by=request.user, at=timezone.now())
    try:
        number = retire(reach=chosen_reach(request.POST, event))
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, for_dates(number) or _("This is asked no longer. Answers that were given stay."))
    return redirect("workspace-form", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_safe
def answers(request: SignedInRequest, slug: str) -> HttpResponse:
    """What people answered, question by question."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    frame = workspace(event, here="workspace-people", at=timezone.now())
    context = {"workspace": frame, "page": answers_page(event, request.user)}
    return render(request, "portal/workspace_answers.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def answer_file(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """A file that somebody sent; it is never shown in the page, whatever it says it is."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return download(get_object_or_404(Answer.objects.open_to(request.user, event).exclude(file=""), pk=pk))


def download(answer: Answer) -> HttpResponseBase:
    """The file of ``answer``, to be kept by whoever asked for it."""
    said = answer.said
    name, content_type = getattr(said, "name", ""), getattr(said, "content_type", "")
    return kept_file(answer.location, name=name, content_type=content_type)


def _question(request: SignedInRequest, slug: str, pk: int) -> tuple[Event, RegistrationQuestion]:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    questions = RegistrationQuestion.objects.for_event(event).standing().select_related("event")
    return event, get_object_or_404(questions, pk=pk)
