"""Administrators' pages of what rooms may have: adding, renaming, removing."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events import actions
from events.exceptions import EventRefused
from events.forms import EquipmentForm
from events.models import Equipment
from operations.panels import organisation as panels
from operations.panels import rooms


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def equipment(request: SignedInRequest) -> HttpResponseBase:
    """What rooms may have, by which organisers find the right one."""
    table = rooms.equipment(request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "operations/equipment.html", {"table": table})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def item_new(request: SignedInRequest) -> HttpResponse:
    """Add something that rooms may have."""
    form = EquipmentForm(request.POST if request.method == "POST" else None)
    add = partial(actions.add_equipment, by=request.user, at=timezone.now())
    if added := form.written(add):
        messages.success(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("equipment")
    context = {"form": form, "title": _("New equipment"), "back": "equipment"}
    return render(request, "operations/row_new.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def item(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call it something else."""
    found = get_object_or_404(Equipment, pk=pk)
    data, name = request.POST if request.method == "POST" else None, found.name
    form = EquipmentForm(data, instance=found, version=actions.version_of(found))
    if form.is_valid():
        rename = partial(actions.rename_equipment, equipment=found, by=request.user, at=timezone.now())
        try:
            rename(values=form.values, seen=form.version)
        except EventRefused as refused:
            form.refuse(refused, version=actions.version_of(Equipment.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("equipment")
    page = panels.row_page(name, back="equipment", remove="equipment-remove", pk=pk)
    return render(request, "operations/row.html", {"form": form, "page": page}, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def item_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove what no room has."""
    found = get_object_or_404(Equipment, pk=pk)
    try:
        actions.remove_equipment(equipment=found, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
        return redirect("equipment-item", pk)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("equipment")
