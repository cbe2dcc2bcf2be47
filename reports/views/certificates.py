"""Certificates of many people, for whoever looks after them: as a list, and as a file for each."""

from django.http import Http404, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import documents, panels, queries
from reports.forms import HeldForm
from reports.registry import Order
from reports.views.ordering import ordered
from reports.views.scoped import scope_or_404


@access.rule(access.Rule.DEPARTMENT)
@exports.offered
@require_safe
@never_cache
def held_certificates(request: SignedInRequest) -> HttpResponseBase:
    """A department's, or everybody's; of which period, and of whom, is said in the address."""
    form = _asked(request, request.GET)
    kept = {name: value for name in ("period", "department") if (value := form.cleaned_data.get(name))}
    found = queries.held_certificates(form.department, kept)
    page = panels.held_page(found, of=form.title, asked=request.GET.dict(), kept=kept)
    if file := exports.answer(request, page.table):
        return file
    return render(request, "reports/certificates.html", {"page": page, "form": form, "kept": kept})


@access.rule(access.Rule.DEPARTMENT)
@require_POST
def held_certificates_packed(request: SignedInRequest) -> HttpResponse:
    """Have them put into one archive, a PDF for each, and show how far it is."""
    form = _asked(request, request.POST)
    if form.errors:
        raise Http404
    order = Order(
        kind=documents.CERTIFICATES_OF_DEPARTMENT if form.department else documents.CERTIFICATES_OF_ALL,
        options={"period": form.cleaned_data["period"]},
        language=request.user.language,
    )
    return ordered(request, order, about=form.department, back="held-certificates")


def _asked(request: SignedInRequest, said: QueryDict) -> HeldForm:
    """What is asked for; who looks after none, or after other departments, finds nothing here."""
    scope = scope_or_404(request.user)
    form = HeldForm(said.dict(), scope=scope, periods=queries.certificate_periods(at=timezone.now()))
    form.is_valid()
    if "department" in form.errors:
        raise Http404
    return form
