"""What an event will ask when it is over: for organisers."""

from functools import partial

from csp.decorators import csp_replace
from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language, override
from django.utils.translation import gettext as _
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.forms import number
from events.exceptions import EventRefused
from events.forms import ReachForm, chosen_reach
from events.models import Event
from events.repeating import Reach
from feedback import actions, policies, queries
from feedback.exceptions import WritingRefused
from feedback.forms import AnswerForm, QuestionForm, SlicingForm, WordsForm, possible
from feedback.panels import questionnaire_panel
from feedback.questions import fresh_key
from portal.panels.series_desk import for_dates
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def questionnaire(request: SignedInRequest, slug: str) -> HttpResponse:
    """The questions in their order, and how they look to whoever is asked."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return _page(request, event)


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
    form = QuestionForm(sent, key=key or fresh_key(), earlier=possible(found, questions), question=found)
    if form.is_valid():
        try:
            seen = number(request, "version", version)
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
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: SignedInRequest, slug: str) -> HttpResponse:
    """All questions in every language, side by side."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    questions, version = queries.written(event)
    form = WordsForm(request.POST if request.method == "POST" else None, questions=questions)
    if form.is_valid():
        seen = number(request, "version", version)
        try:
            actions.write_wordings(event=event, wordings=form.wordings, version=seen, by=request.user, at=at)
        except WritingRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("feedback-questionnaire", slug=slug)
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "form": form, "version": version}
    context |= {"refusal": policies.writing_refusal(event)}
    return render(request, "portal/questionnaire_words.html", context, status=422 if form.is_bound else 200)


@access.rule(access.Rule.ORGANISER)
@require_safe
@xframe_options_sameorigin
@csp_replace({"frame-ancestors": ["'self'"]})  # type: ignore[arg-type]  # knows no views with arguments
def preview(request: SignedInRequest, slug: str, language: str) -> HttpResponse:
    """The form as people get it, in ``language``: what a frame as wide as a phone shows."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    with override(language):
        answers = AnswerForm(queries.asked_at(event), auto_id="preview_%s")
        context = {"event": event, "answers": answers, "dimension": queries.dimension_of(event)}
        return render(request, "portal/questionnaire_preview.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask_at_dates(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask the same at other dates of the series."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    reach, seen = chosen_reach(request.POST, event), number(request, "version", -1)
    try:
        dates = actions.ask_at_dates(event=event, reach=reach, version=seen, by=request.user, at=timezone.now())
    except (WritingRefused, EventRefused) as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, for_dates(dates))
    return redirect("feedback-questionnaire", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def move(request: SignedInRequest, slug: str, key: str) -> HttpResponse:
    """Ask a question earlier or later; whoever moved it finds it again."""
    event, place = _asking(request, slug, key), number(request, "place", 1)
    answer = _done(request, event, partial(actions.move_question, key=key, place=place))
    answer["Location"] += f"#q-{key}"
    return answer


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
        return _page(request, event, slicing=form)
    try:
        actions.count_apart(event=event, dimension=form.chosen, by=request.user, at=at)
    except WritingRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Saved. Whoever is asked is told so before the first question."))
    return redirect("feedback-questionnaire", slug=slug)


def _page(request: SignedInRequest, event: Event, *, slicing: SlicingForm | None = None) -> HttpResponse:
    """Everything about what is asked; ``slicing``: how answers are to be counted, as it was just sent."""
    asked_for = request.GET.get("preview", "")
    language = asked_for if asked_for in dict(settings.LANGUAGES) else str(get_language())
    context = {
        "workspace": workspace(event, here="workspace-feedback", at=timezone.now()),
        "panel": questionnaire_panel(event, language=language, slicing=slicing),
        "reach": ReachForm(event=event, initial={"reach": Reach.FOLLOWING}),
    }
    return render(request, "portal/questionnaire.html", context, status=422 if slicing else 200)


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
        change(event=event, version=number(request, "version", -1), by=request.user, at=timezone.now())
    except WritingRefused as refused:
        messages.error(request, str(refused))
    return redirect("feedback-questionnaire", slug=event.slug)
