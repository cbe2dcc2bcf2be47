"""The page of a series, and registering for one of its dates, several, or all."""

from collections.abc import Sequence
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from common import access, times
from events.models import Series
from portal.panels.series import series_page
from registrations import actions, queries
from registrations.actions import Outcome
from registrations.exceptions import RegistrationRefused
from registrations.forms import LeaveSeriesForm, SeriesSeatForm


@access.rule(access.Rule.VISITOR)
@require_safe
def series(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Every date of a series, and what registering for it would do."""
    found = queries.readable_series(request.user, slug)
    if found is None:
        if request.user.is_authenticated:
            raise Http404
        return redirect_to_login(request.get_full_path())
    return render(request, "portal/series.html", {"page": series_page(found, request.user, at=timezone.now())})


@access.rule(access.Rule.AUDIENCE)
@require_POST
def register(request: SignedInRequest, slug: str) -> HttpResponse:
    """Register for the dates that were chosen, or for the whole series."""
    found, at = _readable(request, slug), timezone.now()
    form = SeriesSeatForm(request.POST, events=list(queries.open_dates(found, request.user, at=at)))
    if not form.is_valid():
        return render(request, "portal/series.html", {"page": series_page(found, request.user, at=at, form=form)})
    try:
        outcomes = _registered(found, form, request.user, at=at)
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        _tell(request, outcomes, is_whole=form.is_whole)
    return redirect("series", slug)


@access.rule(access.Rule.AUDIENCE)
@require_POST
def leave(request: SignedInRequest, slug: str) -> HttpResponse:
    """Be registered for later dates no longer."""
    found, form = _readable(request, slug), LeaveSeriesForm(request.POST)
    gives_back = form.is_valid() and form.cleaned_data["gives_back"]
    outcomes = actions.leave_series(series=found, participant=request.user, gives_back=gives_back, at=timezone.now())
    messages.success(request, _("You are registered for later dates no longer."))
    for outcome in outcomes:
        if outcome.refused is not None:
            messages.warning(request, _why(outcome))
    return redirect("series", slug)


def _registered(series: Series, form: SeriesSeatForm, person: User, *, at: datetime) -> list[Outcome]:
    if form.is_whole:
        return actions.enrol(series=series, participant=person, pool_kind=form.pool_kind, at=at)
    return actions.register_several(events=form.events, participant=person, pool_kind=form.pool_kind, at=at)


def _readable(request: SignedInRequest, slug: str) -> Series:
    found = queries.readable_series(request.user, slug)
    if found is None:
        raise Http404
    return found


def _tell(request: HttpRequest, outcomes: Sequence[Outcome], *, is_whole: bool) -> None:
    """What came of it: seats, places in line and requests by number, refusals one by one."""
    places = [outcome.registration for outcome in outcomes if outcome.registration is not None]
    seats = sum(1 for place in places if place.is_confirmed)
    others = len(places) - seats
    if is_whole:
        messages.success(request, _("You are registered for the whole series. Later dates follow by themselves."))
    if seats:
        text = ngettext("%(n)d seat is yours.", "%(n)d seats are yours.", seats) % {"n": seats}
        messages.success(request, text)
    if others:
        text = ngettext("On %(n)d date you wait for a seat.", "On %(n)d dates you wait for a seat.", others)
        messages.info(request, text % {"n": others})
    for outcome in outcomes:
        if outcome.refused is not None:
            messages.warning(request, _why(outcome))


def _why(outcome: Outcome) -> str:
    assert outcome.event.starts_at is not None  # noqa: S101  # held by event_published_has_a_date
    return _("%(day)s: %(reason)s") % {"day": times.day(outcome.event.starts_at), "reason": outcome.refused}
