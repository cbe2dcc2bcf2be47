"""Figures: who learned what from whom, as a page or as a file."""

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import documents, panels, queries, shown
from reports.figures import ALL
from reports.forms import FiguresForm
from reports.periods import periods, read
from reports.registry import Order
from reports.views.ordering import ordered
from reports.views.scoped import scope_or_404


@access.rule(access.Rule.DEPARTMENT)
@exports.offered
@require_safe
@never_cache
def figures(request: SignedInRequest) -> HttpResponseBase:
    """A department's, or everybody's; of which period, and of whom, is said in the address."""
    form = _form(request, request.GET)
    if "department" in form.errors:
        raise Http404
    period, node = read(form.cleaned_data.get("period", "")), form.cleaned_data["department"] or ALL
    page = shown.figures_page(
        queries.figures_of(period) if period else [],
        period=period,
        node=node,
        departments=form.scope.everywhere,
        rated=queries.rated_by_quarter(),
    )
    if file := exports.answer(request, panels.figure_sheet(page)):
        return file
    return render(request, "reports/figures.html", {"page": page, "form": form})


@access.rule(access.Rule.DEPARTMENT)
@require_POST
def figures_document(request: SignedInRequest) -> HttpResponse:
    """Have them made as a PDF, and show how far it is."""
    form = _form(request, request.POST)
    if form.errors:
        raise Http404
    order = Order(
        kind=documents.FIGURES if form.department else documents.FIGURES_OF_ALL,
        options={"period": form.cleaned_data["period"]},
        language=request.user.language,
    )
    return ordered(request, order, about=form.department, back="figures")


def _form(request: SignedInRequest, said: QueryDict) -> FiguresForm:
    scope = scope_or_404(request.user)
    form = FiguresForm(said.dict(), scope=scope, periods=periods([row.quarter for row in queries.drawn_up()]))
    form.is_valid()
    return form
