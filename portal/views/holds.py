"""Seats that a coordinator holds for a department: holding them, naming people, giving them back."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.holds import hold_page, holds_page
from registrations import actions, queries
from registrations.exceptions import RegistrationRefused
from registrations.forms import HoldForm, NameForm
from registrations.models import SeatHold


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def holds(request: SignedInRequest, slug: str) -> HttpResponse:
    """What I hold at an event for my department, and holding more."""
    event, at = queries.readable_event(request.user, slug), timezone.now()
    departments = queries.departments_to_hold_for(request.user, event) if event else []
    if event is None or not departments:
        raise Http404
    sent = request.POST if request.method == "POST" else None
    form = HoldForm(sent, event=event, departments=departments, at=at)
    if form.is_valid() and (hold := _hold(request, form)):
        return redirect("seat-hold", hold.pk)
    page = holds_page(event, departments, at=at)
    return render(request, "portal/holds.html", {"page": page, "form": form})


def _hold(request: SignedInRequest, form: HoldForm) -> SeatHold | None:
    try:
        hold = actions.hold_seats(
            pool=form.chosen_pool,
            department=form.chosen_department,
            seats=form.cleaned_data["seats"],
            until=form.cleaned_data["until"],
            seen=form.cleaned_data["seen"],
            by=request.user,
            at=timezone.now(),
        )
    except RegistrationRefused as refused:
        form.refuse(refused)
        return None
    messages.success(request, _("The seats are held. Now you can name people."))
    return hold


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def hold(request: SignedInRequest, pk: int) -> HttpResponse:
    """Who was named for the seats that I hold, and naming the next one."""
    found, at = _own(request, pk), timezone.now()
    form = NameForm(request.POST if request.method == "POST" else None, people=queries.people_to_name(found))
    if form.is_valid():
        try:
            registration = actions.name_person(hold=found, participant=form.participant, by=request.user, at=at)
        except RegistrationRefused as refused:
            form.refuse(refused)
        else:
            name = registration.participant.name
            messages.success(request, _("%(name)s has a seat and is told by mail.") % {"name": name})
            return redirect("seat-hold", pk)
    return render(request, "portal/hold.html", {"page": hold_page(found, at=at), "form": form})


@access.rule(access.Rule.COORDINATOR)
@require_POST
def release(request: SignedInRequest, pk: int) -> HttpResponse:
    """Give back what I hold without a name."""
    found = _own(request, pk)
    _release(request, found)
    return redirect("seat-hold", pk)


@access.rule(access.Rule.ORGANISER)
@require_POST
def release_by_team(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Give back what a coordinator holds at my event; the coordinator is told."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    _release(request, get_object_or_404(SeatHold.objects.filter(event=event), pk=pk))
    return redirect("workspace-people", slug)


def _own(request: SignedInRequest, pk: int) -> SeatHold:
    mine = SeatHold.objects.coordinated_by(request.user)
    return get_object_or_404(mine.select_related("event", "department", "pool"), pk=pk)


def _release(request: SignedInRequest, found: SeatHold) -> None:
    try:
        actions.release_hold(hold=found, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The seats went back: to the waiting list first, then to everybody."))
