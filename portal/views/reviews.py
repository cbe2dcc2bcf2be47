"""Agreeing to events before they are published, as who asks and as who answers."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import AskReviewForm, RemarkForm, ReviewForm
from events.models import Event, Review
from portal.panels.publishing import publish_page
from portal.panels.reviews import review_page, reviews_page
from portal.panels.workspace import workspace


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def reviews(request: SignedInRequest) -> HttpResponseBase:
    """What waits for my word before it is published."""
    return render(request, "portal/reviews.html", {"reviews": reviews_page(request.user)})


@access.rule(access.Rule.REVIEWER)
@require_http_methods(["GET", "HEAD", "POST"])
def review(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them: look at it, agree, ask for changes, or say something."""
    at = timezone.now()
    mine = Review.objects.decided_by(request.user).select_related("event__host_department", "event__minimum")
    found = get_object_or_404(mine.select_related("department", "asked_by", "decided_by"), pk=pk)
    page = review_page(found, at=at)
    form = ReviewForm(request.POST if request.method == "POST" else None, initial={"seen": page.seen})
    if form.is_valid() and _answer(request, found, form):
        return redirect("review", pk) if form.verb == ReviewForm.REMARK else redirect("reviews")
    status = 422 if form.errors else 200
    return render(request, "portal/review.html", {"page": page, "form": form}, status=status)


def _answer(request: SignedInRequest, review: Review, form: ReviewForm) -> bool:
    """Do what the button says; False where it can't be, said in the form."""
    said = form.cleaned_data["comment"]
    common: dict[str, Any] = {"review": review, "by": request.user, "at": timezone.now()}
    verbs: dict[str, tuple[Callable[[], object], str]] = {
        ReviewForm.APPROVE: (
            partial(actions.approve, comment=said, seen=form.cleaned_data["seen"], **common),
            _("You have agreed. The organisers are told."),
        ),
        ReviewForm.CHANGES: (
            partial(actions.ask_for_changes, comment=said, **common),
            _("Sent back. The organisers are told what to change."),
        ),
        ReviewForm.REMARK: (partial(actions.remark, text=said, **common), _("Said. The organisers are told.")),
    }
    verb, done = verbs[form.verb]
    try:
        verb()
    except EventRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, done)
    return True


@access.rule(access.Rule.ORGANISER)
@require_POST
def ask(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask to have my event published."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = AskReviewForm(request.POST)
    if form.is_valid():
        try:
            actions.ask_review(event=event, note=form.cleaned_data["note"], by=request.user, at=at)
        except EventRefused as refused:
            messages.error(request, str(refused))
        else:
            messages.success(request, _("Asked. You get a mail as soon as somebody has answered."))
        return redirect("event-publish", slug)
    page = publish_page(event, by=request.user, ask_form=form, at=at)
    context = {"workspace": workspace(event, here="", at=at), "page": page}
    return render(request, "portal/publish.html", context, status=422)


@access.rule(access.Rule.ORGANISER)
@require_POST
def remark(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say something to those who review my event."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = RemarkForm(request.POST)
    waiting = Review.objects.waiting().filter(event=event).select_related("event").first()
    if form.is_valid():
        if waiting is None:
            messages.info(request, _("This was answered or taken back already."))
        else:
            said = partial(actions.remark, text=form.cleaned_data["text"])
            _do(request, said, waiting, _("Said. Those who look at it are told."))
        return redirect("event-publish", slug)
    page = publish_page(event, by=request.user, remark_form=form, at=at)
    context = {"workspace": workspace(event, here="", at=at), "page": page}
    return render(request, "portal/publish.html", context, status=422)


@access.rule(access.Rule.ORGANISER)
@require_POST
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    """Take the request back."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    waiting = Review.objects.waiting().filter(event=event).select_related("event").first()
    if waiting is not None:
        _do(request, actions.withdraw_review, waiting, _("Taken back. Nobody is asked any more."))
    return redirect("event-publish", slug)


def _do(request: SignedInRequest, verb: Callable[..., object], review: Review, done: str) -> None:
    try:
        verb(review=review, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.info(request, str(refused))
    else:
        messages.success(request, done)
