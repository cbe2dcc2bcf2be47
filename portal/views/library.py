"""What was handed out at events, to be found again."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from portal.panels.library import library_page


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def library(request: SignedInRequest) -> HttpResponse:
    """Everything that one may open, by topic, kind and year."""
    page = library_page(request.user, request.GET, at=timezone.now())
    return render(request, "portal/library.html", {"page": page})
