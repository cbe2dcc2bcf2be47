"""Publishing all drafts of a series, and agreeing to them."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access, times
from events import actions
from events.actions import Done
from events.exceptions import EventRefused
from events.forms import AskReviewForm, RoundForm, ScheduleForm
from events.models import ReviewRound, Series
from portal.panels.rounds import round_page, series_publish_page


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def publish(request: SignedInRequest, slug: str) -> HttpResponse:
    """Look at the drafts to come, then publish all of them."""
    at = timezone.now()
    series = _own(request, slug, at=at)
    if request.method != "POST":
        return _shown(request, series, at=at)
    done = actions.publish_all(series=series, by=request.user, at=at)
    number = len(done.events)
    _tell(
        request,
        done,
        ngettext("%(number)d date is published.", "%(number)d dates are published.", number) % {"number": number},
    )
    return redirect("series-organise", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def schedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let the clock publish all of them."""
    at = timezone.now()
    series, form = _own(request, slug, at=at), ScheduleForm(request.POST)
    if not form.is_valid():
        return _shown(request, series, form=form, at=at)
    publish_at = form.cleaned_data["publish_at"]
    done = actions.schedule_all(series=series, publish_at=publish_at, by=request.user, at=at)
    text = ngettext(
        "%(number)d date will be published on %(when)s.",
        "%(number)d dates will be published on %(when)s.",
        len(done.events),
    )
    _tell(request, done, text % {"number": len(done.events), "when": times.moment(publish_at)})
    return redirect("series-publish", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def unschedule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let all of them stay drafts."""
    return _undone(request, slug, actions.unschedule_all, _("They stay drafts until you publish them."))


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask to have all of them published."""
    at = timezone.now()
    series, form = _own(request, slug, at=at), AskReviewForm(request.POST)
    if not form.is_valid():
        return _shown(request, series, ask_form=form, at=at)
    try:
        done = actions.ask_for_all(series=series, note=form.cleaned_data["note"], by=request.user, at=at)
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        _tell(request, done, _("Asked. You get a mail as soon as somebody has answered."))
    return redirect("series-publish", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take all requests back."""
    return _undone(request, slug, actions.withdraw_all, _("Taken back. Nobody is asked any more."))


@access.rule(access.Rule.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def review_round(request: SignedInRequest, pk: int) -> HttpResponse:
    """Several dates of a series: look at them, agree to all, or send all back."""
    rounds = ReviewRound.objects.decided_by(request.user).select_related("series", "department", "asked_by")
    page = round_page(get_object_or_404(rounds, pk=pk))
    if request.method != "POST":
        return render(request, "portal/review_round.html", {"page": page, "form": page.form})
    form = RoundForm(request.POST)
    if form.is_valid() and _answered(request, page.round, form):
        return redirect("reviews")
    return render(request, "portal/review_round.html", {"page": page, "form": form}, status=422)


def _answered(request: SignedInRequest, review_round: ReviewRound, form: RoundForm) -> bool:
    """Do what the button says; False where it can't be done to any, said in the form."""
    said = form.cleaned_data
    common = {"review_round": review_round, "comment": said["comment"], "by": request.user, "at": timezone.now()}
    verb: Callable[[], Done] = partial(actions.approve_all, seen=said["seen"], **common)
    text = _("You have agreed. The organisers are told.")
    if form.sends_back:
        verb = partial(actions.ask_for_changes_of_all, **common)
        text = _("Sent back. The organisers are told what to change.")
    try:
        done = verb()
    except EventRefused as refused:
        form.add_error(None, str(refused))
        return False
    if not done.events:
        for one in done.refused:
            form.add_error(None, str(one))
        return False
    _tell(request, done, text)
    return True


def _undone(request: SignedInRequest, slug: str, undo: Callable[..., Done], text: str) -> HttpResponse:
    """Take back what was set for all of them, and say so."""
    at = timezone.now()
    _tell(request, undo(series=_own(request, slug, at=at), by=request.user, at=at), text)
    return redirect("series-publish", slug=slug)


def _own(request: SignedInRequest, slug: str, *, at: datetime) -> Series:
    return get_object_or_404(Series.objects.editable_by(request.user, at=at), slug=slug)


def _shown(
    request: SignedInRequest,
    series: Series,
    *,
    form: ScheduleForm | None = None,
    ask_form: AskReviewForm | None = None,
    at: datetime,
) -> HttpResponse:
    page = series_publish_page(series, by=request.user, form=form, ask_form=ask_form, at=at)
    return render(request, "portal/series_publish.html", {"page": page}, status=422 if form or ask_form else 200)


def _tell(request: SignedInRequest, done: Done, text: str) -> None:
    """Say what was done, and of each date to which it could not be done why."""
    if done.events:
        messages.success(request, text)
    for one in done.refused:
        messages.error(request, str(one))
