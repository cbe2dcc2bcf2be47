"""Who is on the list: everybody, adding, removing."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event
from portal.panels.people import people as people_panel
from portal.panels.waiting import other_kind_of_seat, place_in_line
from portal.panels.workspace import workspace
from registrations import actions, policies, queries
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AddColleagueForm, AddGuestForm, LineForm, OtherSeatForm, RemoveForm
from registrations.models import Registration


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def people(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Everybody on the list: filtered, searched, sorted, in pages, and as a file."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    panel = people_panel(event, asked=request.GET.dict(), at=at)
    if file := exports.answer(request, panel.table):
        return file
    context = {"workspace": workspace(event, here="workspace-people", at=at), "people": panel}
    return render(request, "portal/workspace_people.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put a colleague on the list."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = AddColleagueForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        try:
            registration = actions.add(
                event=event, participant=form.participant, pool=form.chosen_pool, by=request.user, at=at
            )
        except RegistrationRefused as refused:
            form.add_error("email", str(refused))
        else:
            return _added(request, registration)
    return _add_page(request, event, colleague=form, guest=AddGuestForm(event=event))


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def add_guest(request: SignedInRequest, slug: str) -> HttpResponse:
    """Put somebody from outside on the list."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = AddGuestForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        try:
            registration = actions.invite_guest(
                event=event, pool=form.chosen_pool, by=request.user, at=at, **form.details
            )
        except RegistrationRefused as refused:
            form.add_error("email", str(refused))
        else:
            return _added(request, registration)
    return _add_page(request, event, colleague=AddColleagueForm(event=event), guest=form)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask what to tell somebody, then take them off the list."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    registration = get_object_or_404(Registration.objects.for_event(event).with_people().select_related("event"), pk=pk)
    form = RemoveForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.remove(registration=registration, message=form.cleaned_data["message"], by=request.user, at=at)
        except RegistrationRefused as refused:
            messages.error(request, str(refused))
        else:
            name = registration.participant.name
            messages.success(request, _("%(name)s is off the list and is told by mail.") % {"name": name})
        return redirect("workspace-people", slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-people", at=at),
        "registration": registration,
        "form": form,
        "refusal": policies.remove_refusal(registration, at=at),
    }
    return render(request, "portal/remove.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody wait at another place in line, for a stated reason."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    registration = get_object_or_404(Registration.objects.for_event(event).with_people().select_related("event"), pk=pk)
    line = place_in_line(registration, at=at)
    form = LineForm(request.POST if request.method == "POST" else None, waiting=line.waiting)
    if form.is_valid() and _moved(request, form, registration):
        return redirect("workspace-people", slug=slug)
    context = {"workspace": workspace(event, here="workspace-people", at=at), "line": line, "form": form}
    return render(request, "portal/person_place.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def other_seat(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let somebody have a seat of the other kind, or wait for one, for a stated reason."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    registration = get_object_or_404(Registration.objects.for_event(event).with_people().select_related("event"), pk=pk)
    change = other_kind_of_seat(registration, at=at)
    sent = request.POST if request.method == "POST" else None
    form = OtherSeatForm(sent, event=event, other=change.pool)
    if form.is_valid() and _reseated(request, form, registration):
        return redirect("workspace-people", slug=slug)
    context = {"workspace": workspace(event, here="workspace-people", at=at), "change": change, "form": form}
    return render(request, "portal/person_seat.html", context)


def _reseated(request: SignedInRequest, form: OtherSeatForm, registration: Registration) -> bool:
    values, at = form.cleaned_data, timezone.now()
    if values["pool"] == registration.pool:
        return True  # a second click, or somebody else was faster
    try:
        actions.move(registration=registration, pool=values["pool"], reason=values["reason"], by=request.user, at=at)
    except RegistrationRefused as refused:
        form.add_error(None, str(refused))
        return False
    name = registration.participant.name
    messages.success(request, _("%(name)s is moved to the other kind of seat and is told by mail.") % {"name": name})
    return True


def _moved(request: SignedInRequest, form: LineForm, registration: Registration) -> bool:
    values = form.cleaned_data
    try:
        moved = actions.reorder(
            registration=registration,
            place=values["place"],
            reason=values["reason"],
            by=request.user,
            at=timezone.now(),
        )
    except RegistrationRefused as refused:
        form.add_error("reason" if refused.reason is Refusal.MOVE_NEEDS_REASON else None, str(refused))
        return False
    said = {"name": registration.participant.name, "place": queries.position(moved)}
    messages.success(request, _("%(name)s is number %(place)d in line now.") % said)
    return True


def _added(request: SignedInRequest, registration: Registration) -> HttpResponse:
    name = registration.participant.name
    if registration.is_confirmed:
        messages.success(request, _("%(name)s has a seat and is told by mail.") % {"name": name})
    else:
        why = place_in_line(registration, at=timezone.now()).why
        messages.warning(request, _("%(name)s is on the waiting list. %(why)s") % {"name": name, "why": why})
    return redirect("workspace-people", slug=registration.event.slug)


def _add_page(
    request: SignedInRequest, event: Event, *, colleague: AddColleagueForm, guest: AddGuestForm
) -> HttpResponse:
    context = {
        "workspace": workspace(event, here="workspace-people", at=timezone.now()),
        "colleague": colleague,
        "guest": guest,
    }
    return render(request, "portal/add_people.html", context)
