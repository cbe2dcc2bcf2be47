"""Cloning an event."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import LOOK, CloneForm, SeriesCloneForm
from events.models import Event, Series, Template
from portal.panels.cloning import cloning, cloning_series


@access.rule(access.Rule.TEAM)
@require_http_methods(["GET", "HEAD", "POST"])
def event_clone(request: SignedInRequest, slug: str) -> HttpResponse:
    """Clone an event of one's own team."""
    return clone_page(
        request, get_object_or_404(Event.objects.run_by(request.user).select_related("series"), slug=slug)
    )


def clone_page(request: SignedInRequest, event: Event, *, template: Template | None = None) -> HttpResponse:
    """Show the dates it would have, then make the draft; ``template``: from which somebody starts."""
    at = timezone.now()
    form = CloneForm(request.POST if request.method == "POST" else None, copy=actions.copy_of(event), at=at)
    if LOOK not in request.POST and form.is_valid():
        try:
            made = actions.clone(event=event, title=form.cleaned_data["title"], step=form.step, by=request.user, at=at)
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            text = _("Here is the draft. Only you see it; people, messages and answers stayed behind.")
            messages.success(request, text)
            return redirect("workspace", slug=made.slug)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "cloning": cloning(event, form), "template": template}
    return render(request, "portal/event_clone.html", context, status=status)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def series_clone(request: SignedInRequest, slug: str) -> HttpResponse:
    """Show the dates that a series would have, then make a draft of each."""
    at = timezone.now()
    series = get_object_or_404(Series.objects.editable_by(request.user, at=at), slug=slug)
    form = SeriesCloneForm(request.POST if request.method == "POST" else None, series=series, by=request.user, at=at)
    if LOOK not in request.POST and form.is_valid():
        try:
            made = actions.clone_series(series=series, by=request.user, at=at, **form.cleaned_data)
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(
                request, _("Here are the drafts. Only you see them; people, messages and answers stayed behind.")
            )
            return redirect("series-organise", slug=made.slug)
    status = 422 if form.is_bound and form.errors else 200
    context = {"form": form, "cloning": cloning_series(series, form)}
    return render(request, "portal/series_clone.html", context, status=status)
