"""Administrators' pages of locations and rooms."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions as accounts
from accounts.exceptions import AccountRefused
from accounts.forms import LocationForm
from accounts.models import Location
from accounts.requests import SignedInRequest
from common import access, exports
from events import actions as events
from events.exceptions import EventRefused
from events.forms import RoomForm
from events.models import Room
from operations.panels import organisation as panels
from operations.panels import rooms as room_panels


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def locations(request: SignedInRequest) -> HttpResponseBase:
    """Places of work."""
    table = panels.locations(request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "operations/locations.html", {"table": table})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def location_new(request: SignedInRequest) -> HttpResponse:
    """Add a place of work."""
    form = LocationForm(request.POST if request.method == "POST" else None)
    add = partial(accounts.add_location, by=request.user, at=timezone.now())
    if added := form.written(add):
        messages.success(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("locations")
    context = {"form": form, "title": _("New location"), "back": "locations"}
    return render(request, "operations/row_new.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def location(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a place of work, or set its zone right."""
    found = get_object_or_404(Location, pk=pk)
    data, name = request.POST if request.method == "POST" else None, found.name
    form = LocationForm(data, instance=found, version=accounts.version_of(found))
    if form.is_valid():
        try:
            accounts.change_location(
                location=found, values=form.values, by=request.user, at=timezone.now(), seen=form.version
            )
        except AccountRefused as refused:
            form.refuse(refused, version=accounts.version_of(Location.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("locations")
    page = panels.row_page(name, back="locations", remove="location-remove", pk=pk)
    return render(request, "operations/row.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def location_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a place of work that nothing is at."""
    found = get_object_or_404(Location, pk=pk)
    try:
        accounts.remove_location(location=found, by=request.user, at=timezone.now())
    except AccountRefused as refused:
        messages.error(request, str(refused))
        return redirect("location", pk)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("locations")


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def rooms(request: SignedInRequest) -> HttpResponseBase:
    """Rooms."""
    table = room_panels.rooms(request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "operations/rooms.html", {"table": table})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def room_new(request: SignedInRequest) -> HttpResponse:
    """Add a room."""
    form = RoomForm(request.POST if request.method == "POST" else None)
    add = partial(events.add_room, by=request.user, at=timezone.now())
    if added := form.written(add):
        messages.success(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("rooms")
    context = {"form": form, "title": _("New room"), "back": "rooms"}
    return render(request, "operations/row_new.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def room(request: SignedInRequest, pk: int) -> HttpResponse:
    """Change a room, or offer it no longer."""
    found = get_object_or_404(Room, pk=pk)
    data, name = request.POST if request.method == "POST" else None, found.name
    form = RoomForm(data, instance=found, version=events.version_of(found))
    if form.is_valid():
        try:
            events.change_room(room=found, values=form.values, by=request.user, at=timezone.now(), seen=form.version)
        except EventRefused as refused:
            form.refuse(refused, version=events.version_of(Room.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("rooms")
    page = panels.row_page(name, back="rooms", remove="room-remove", pk=pk)
    return render(request, "operations/row.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def room_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a room in which nothing was planned."""
    found = get_object_or_404(Room, pk=pk)
    try:
        events.remove_room(room=found, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
        return redirect("room", pk)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("rooms")
