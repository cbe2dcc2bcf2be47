"""One's own learning record: as a page, as a file, on paper. There is no address for anybody else's."""

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import documents, panels, policies, queries
from reports.registry import Order
from reports.views.ordering import ordered


@access.rule(access.Rule.SIGNED_IN)
@exports.offered
@require_safe
@never_cache
def learning_record(request: SignedInRequest) -> HttpResponseBase:
    """What I have attended and taught."""
    record = queries.learning_record(request.user, at=timezone.now())
    if file := exports.answer(request, panels.record_sheet(record)):
        return file
    page = panels.record_page(record, can_print=policies.signs_refusal() is None)
    return render(request, "reports/record.html", {"page": page})


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def learning_record_document(request: SignedInRequest) -> HttpResponse:
    """Have it made as a PDF, and show how far it is."""
    order = Order(kind=documents.LEARNING_RECORD, options={}, language=request.user.language)
    return ordered(request, order, about=request.user, back="learning-record")
