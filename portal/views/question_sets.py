"""Sets of questions that departments keep: finding, keeping, wording and taking them."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.forms import number
from events.models import Event
from feedback import actions, policies, queries
from feedback.exceptions import WritingRefused
from feedback.forms import SetForm, SetNameForm, WordsForm
from feedback.models import QuestionSet
from feedback.panels import set_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def question_sets(request: SignedInRequest) -> HttpResponse:
    """Every set that I may take."""
    return render(request, "portal/question_sets.html", {"rows": queries.sets_open_to(request.user)})


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def question_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """What a set asks, and how it looks."""
    kept = get_object_or_404(queries.sets_open_to(request.user), pk=pk)
    is_mine = QuestionSet.objects.kept_by(request.user).filter(pk=pk).exists()
    return render(request, "portal/question_set.html", {"kept": kept, "panel": set_panel(kept), "is_mine": is_mine})


@access.rule(access.Rule.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a set something else, and word its questions in every language."""
    kept = get_object_or_404(QuestionSet.objects.kept_by(request.user).select_related("department"), pk=pk)
    sent = request.POST if request.method == "POST" else None
    name = SetNameForm(sent, initial={"name": kept.name})
    words = WordsForm(sent, questions=kept.written)
    if all([name.is_valid(), words.is_valid()]):
        try:
            actions.change_set(
                kept=kept,
                version=number(request, "version", kept.version),
                name=name.cleaned_data["name"],
                wordings=words.wordings,
                by=request.user,
                at=timezone.now(),
            )
        except WritingRefused as refused:
            name.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved. Events that have taken these questions keep theirs."))
            return redirect(kept)
    context = {"kept": kept, "name": name, "words": words}
    return render(request, "portal/question_set_change.html", context, status=422 if name.is_bound else 200)


@access.rule(access.Rule.OWNER)
@require_POST
def remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a set no longer."""
    kept = get_object_or_404(QuestionSet.objects.kept_by(request.user).select_related("department"), pk=pk)
    actions.remove_set(kept=kept, by=request.user, at=timezone.now())
    messages.success(request, _("The set is gone. Events that have taken it keep their questions."))
    return redirect("question-sets")


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def keep(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep what this event asks as a set."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = SetForm(request.POST if request.method == "POST" else None, person=request.user, event=event)
    if form.is_valid():
        try:
            kept = actions.keep_set(event=event, by=request.user, at=at, **form.cleaned_data)
        except WritingRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Kept. Colleagues find it where they write what is asked."))
            return redirect(kept)
    context = {"workspace": workspace(event, here="workspace-feedback", at=at), "form": form}
    return render(request, "portal/question_set_keep.html", context, status=422 if form.is_bound else 200)


@access.rule(access.Rule.ORGANISER)
@require_safe
def choose(request: SignedInRequest, slug: str) -> HttpResponse:
    """The sets that this event can take."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-feedback", at=timezone.now()),
        "rows": queries.sets_open_to(request.user),
        "version": queries.written(event)[1],
        "refusal": policies.writing_refusal(event),
    }
    return render(request, "portal/question_set_choose.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def add(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the questions of a set too."""
    return _take(request, slug, pk, actions.add_set)


@access.rule(access.Rule.ORGANISER)
@require_POST
def start(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask the questions of a set instead of what was asked."""
    return _take(request, slug, pk, actions.start_from_set)


def _take(request: SignedInRequest, slug: str, pk: int, verb: Callable[..., None]) -> HttpResponse:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    kept = get_object_or_404(queries.sets_open_to(request.user), pk=pk)
    seen = number(request, "version", -1)
    try:
        verb(event=event, kept=kept, version=seen, by=request.user, at=timezone.now())
    except WritingRefused as refused:
        messages.error(request, str(refused))
        return redirect("feedback-sets", slug=slug)
    messages.success(request, _("Taken over. What you change here changes here alone."))
    return redirect("feedback-questionnaire", slug=slug)
