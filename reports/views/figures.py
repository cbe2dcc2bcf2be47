"""Figures: who learned what from whom, as a page or as a file."""

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import actions, documents, panels, queries, shown
from reports.exceptions import ReportRefused
from reports.figures import ALL
from reports.forms import FiguresForm
from reports.periods import read
from reports.registry import Order


@access.rule(access.Rule.DEPARTMENT)
@exports.offered
@require_safe
@never_cache
def figures(request: SignedInRequest) -> HttpResponseBase:
    """A department's, or everybody's; of which period, and of whom, is said in the address."""
    scope = queries.scope_of(request.user)
    form = _form(request.GET, scope)
    if "department" in form.errors:
        raise Http404
    period, node = read(form.cleaned_data.get("period", "")), form.cleaned_data["department"] or ALL
    page = shown.figures_page(
        queries.figures_of(period) if period else [],
        period=period,
        node=node,
        departments=scope.everywhere,
        rated=queries.rated_by_quarter(),
    )
    if file := exports.answer(request, panels.figure_sheet(page)):
        return file
    return render(request, "reports/figures.html", {"page": page, "form": form})


@access.rule(access.Rule.DEPARTMENT)
@require_POST
def figures_document(request: SignedInRequest) -> HttpResponse:
    """Have them made as a PDF, and show how far it is."""
    scope = queries.scope_of(request.user)
    form = _form(request.POST, scope)
    if form.errors:
        raise Http404
    period, department = form.cleaned_data["period"], scope.everywhere.get(int(form.cleaned_data["department"] or 0))
    order = Order(
        kind=documents.FIGURES if department else documents.FIGURES_OF_ALL,
        options={"period": period},
        language=request.user.language,
    )
    try:
        job = actions.request(order=order, subject=department, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("figures")
    return redirect(job)


def _form(asked: QueryDict, scope: queries.Scope) -> FiguresForm:
    """What is asked for; the latest quarter and the largest department where nothing is."""
    quarters = [row.quarter for row in queries.drawn_up()]
    periods, departments = shown.choices(quarters, scope.places, may_see_all=scope.may_see_all)
    if not departments:
        raise Http404
    first = {"period": next((value for value, _name in periods[1:]), ""), "department": departments[0][0]}
    form = FiguresForm(first | asked.dict(), periods=periods, departments=departments)
    form.is_valid()
    return form
