"""The organiser's desk."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from portal.panels.desk import desk


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def organise(request: SignedInRequest) -> HttpResponse:
    """My events, and what needs me."""
    panel = desk(request.user, page=request.GET.get("page", ""), at=timezone.now())
    return render(request, "portal/organise.html", {"desk": panel})
