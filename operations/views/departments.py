"""Administrators' pages of departments: the tree, one department, who looks after it."""

from functools import partial

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions
from accounts.exceptions import AccountRefused
from accounts.forms import CoordinatorForm, DepartmentForm, NewDepartmentForm
from accounts.models import Coordinator, Department
from accounts.requests import SignedInRequest
from common import access, exports
from operations.panels import organisation as panels


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def departments(request: SignedInRequest) -> HttpResponseBase:
    """The tree of departments."""
    panel = panels.departments(request.GET.dict())
    if file := exports.answer(request, panel.sheet):
        return file
    return render(request, "operations/departments.html", {"panel": panel})


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def department_new(request: SignedInRequest) -> HttpResponse:
    """Add a department."""
    form = NewDepartmentForm(request.POST if request.method == "POST" else None)
    add = partial(actions.add_department, by=request.user, at=timezone.now())
    if added := form.written(add):
        messages.success(request, _("%(name)s is added.") % {"name": added.name})
        return redirect("directory-department", added.pk)
    context = {"form": form, "title": _("New department"), "back": "directory-departments"}
    return render(request, "operations/row_new.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def department(request: SignedInRequest, pk: int) -> HttpResponse:
    """Rename a department, move it, give it another mark."""
    found = get_object_or_404(Department, pk=pk)
    data = request.POST if request.method == "POST" else None
    page = panels.department_page(found)
    form = DepartmentForm(data, instance=found, version=actions.version_of(found))
    if form.is_valid():
        try:
            actions.change_department(
                department=found, values=form.values, by=request.user, at=timezone.now(), seen=form.version
            )
        except AccountRefused as refused:
            form.refuse(refused, version=actions.version_of(Department.objects.get(pk=pk)))
        else:
            messages.success(request, _("Saved."))
            return redirect("directory-department", pk)
    context = {"form": form, "page": page, "coordinator_form": CoordinatorForm()}
    return render(request, "operations/department.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def department_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Remove a department that nothing belongs to."""
    found = get_object_or_404(Department, pk=pk)
    try:
        actions.remove_department(department=found, by=request.user, at=timezone.now())
    except AccountRefused as refused:
        messages.error(request, str(refused))
        return redirect("directory-department", pk)
    messages.success(request, _("%(name)s is removed.") % {"name": found.name})
    return redirect("directory-departments")


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def appoint(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a colleague look after a department."""
    found = get_object_or_404(Department, pk=pk)
    form = CoordinatorForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        user = form.cleaned_data["user"]
        try:
            actions.appoint(department=found, user=user, by=request.user, at=timezone.now())
        except AccountRefused as refused:
            form.add_error("user", str(refused))
        else:
            values = {"name": user.name, "department": found.name}
            messages.success(request, _("%(name)s now looks after %(department)s.") % values)
            return redirect("directory-department", pk)
    own = DepartmentForm(instance=found, version=actions.version_of(found))
    context = {"form": own, "page": panels.department_page(found), "coordinator_form": form}
    return render(request, "operations/department.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def dismiss(request: SignedInRequest, pk: int, coordinator: int) -> HttpResponse:
    """Let a colleague look after a department no longer."""
    found = get_object_or_404(Coordinator.objects.select_related("department", "user"), department=pk, pk=coordinator)
    actions.dismiss(coordinator=found, by=request.user, at=timezone.now())
    messages.success(request, _("%(name)s no longer looks after the department.") % {"name": found.user.name})
    return redirect("directory-department", pk)
