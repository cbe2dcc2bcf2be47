"""Administrators' pages of people: everybody, one person, closing and opening an account."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.exceptions import AccountRefused
from accounts.forms import ByAdministratorForm
from accounts.models import User
from accounts.requests import SignedInRequest
from common import access, exports
from operations.panels import people as panels


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def people(request: SignedInRequest) -> HttpResponseBase:
    """Everybody with an account."""
    table = panels.people(request.GET.dict())
    if file := exports.answer(request, table):
        return file
    return render(request, "operations/people.html", {"table": table})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: SignedInRequest, pk: int) -> HttpResponse:
    """Where somebody belongs, and what they may do."""
    found = get_object_or_404(User.objects.select_related("manager", "deputy"), pk=pk)
    page = panels.person_page(found, by=request.user)
    data = request.POST if request.method == "POST" else None
    form = ByAdministratorForm(data, instance=found, version=actions.version_of_person(found))
    if form.is_valid():
        try:
            actions.administer(user=found, values=form.values, by=request.user, at=timezone.now(), seen=form.version)
        except AccountRefused as refused:
            form.refuse(refused, version=actions.version_of_person(User.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("directory-person", pk)
    status = 422 if form.errors else 200
    return render(request, "operations/person.html", {"form": form, "page": page}, status=status)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Close somebody's account: they are signed out, and their future seats become free."""
    found = get_object_or_404(User, pk=pk)
    try:
        actions.deactivate(user=found, by=request.user, at=timezone.now())
    except AccountRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The account is closed. Seats to come are free for others."))
    return redirect("directory-person", pk)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def reopen(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let somebody sign in again."""
    actions.reactivate(user=get_object_or_404(User, pk=pk), by=request.user, at=timezone.now())
    messages.success(request, _("The account is open again. Seats that were freed stay free."))
    return redirect("directory-person", pk)
