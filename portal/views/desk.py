"""The organiser's desk."""

from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from portal.panels.desk import desk


@access.rule(access.Rule.SIGNED_IN)
@exports.offered
@require_safe
def organise(request: SignedInRequest) -> HttpResponseBase:
    """My events, and what needs me."""
    panel = desk(request.user, asked=request.GET.dict(), at=timezone.now())
    if file := exports.answer(request, panel.table):
        return file
    return render(request, "portal/organise.html", {"desk": panel})
