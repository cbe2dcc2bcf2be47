"""Series: repeating an event, and working on all its dates."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import CancelEventForm, RuleForm
from events.models import Event, Series
from events.queries import version_of_series
from portal.panels import series_rule
from portal.panels.series_desk import series_desk, series_sheet
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def repeat(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say how an event repeats, see all the dates, and make them."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    context = {"workspace": workspace(event, here="workspace-settings", at=at)}
    if refusal := policies.repeat_refusal(event, at=at):
        return render(request, "portal/series_repeat.html", {**context, "refusal": refusal})
    first = event.sessions.order_by("starts_at", "pk")[0]
    form = RuleForm(request.POST if request.method == "POST" else None, anchor=first.held_on)
    if form.is_valid() and form.is_final:
        try:
            series = actions.repeat(event=event, rule=form.rule, by=request.user, at=at)
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, _("Made as drafts. Publish them all at once, or one by one."))
            return redirect("series-organise", slug=series.slug)
    preview = series_rule.new_series(event, form, at=at)
    return render(request, "portal/series_repeat.html", {**context, "form": form.settled(), "preview": preview})


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def organise(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Every date of a series, and what can be done with all of them."""
    at = timezone.now()
    series = get_object_or_404(Series.objects.editable_by(request.user, at=at), slug=slug)
    page = series_desk(series, at=at)
    if file := exports.answer(request, series_sheet(page)):
        return file
    return render(request, "portal/series_organise.html", {"page": page})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a series go on longer, end earlier, leave a day out, or follow another rule from now on."""
    at = timezone.now()
    series = get_object_or_404(Series.objects.editable_by(request.user, at=at), slug=slug)
    sent = request.POST if request.method == "POST" else None
    anchor, standing = series_rule.anchor_of(series, at=at)
    form, told = RuleForm(sent, anchor=anchor, standing=standing), CancelEventForm(sent)
    if form.is_valid() and told.is_valid() and form.is_final and _is_changed(request, series, form, told):
        return redirect("series-organise", slug=slug)
    seen = version_of_series(series)  # before what is shown of it
    preview = series_rule.changed_series(series, form, at=at)
    context = {"series": series, "seen": seen, "form": form.settled(), "told": told, "preview": preview}
    return render(request, "portal/series_change.html", context)


def _is_changed(request: SignedInRequest, series: Series, form: RuleForm, told: CancelEventForm) -> bool:
    try:
        actions.change_rule(
            series=series,
            rule=form.rule,
            message=told.cleaned_data["message"],
            seen=request.POST.get("seen", ""),
            by=request.user,
            at=timezone.now(),
        )
    except EventRefused as refused:
        form.refuse(refused)
        return False
    messages.success(request, _("Saved. New dates are drafts until you publish them."))
    return True
