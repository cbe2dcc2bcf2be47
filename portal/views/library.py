"""What was handed out at events, to be found again."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from portal.panels.library import library_page
from portal.panels.taking import library_sheet


@access.rule(access.Rule.SIGNED_IN)
@exports.offered
@require_safe
def library(request: SignedInRequest) -> HttpResponseBase:
    """Everything that one may open, by topic, kind and year."""
    at = timezone.now()
    if exports.is_asked_for(request) and (
        file := exports.answer(request, library_sheet(request.user, request.GET, at=at))
    ):
        return file
    page = library_page(request.user, request.GET, at=at)
    return render(request, "portal/library.html", {"page": page})
