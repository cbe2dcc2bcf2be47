"""What is mine."""

from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from portal.panels.my import my_seminars
from portal.panels.taking import my_sheet


@access.rule(access.Rule.SIGNED_IN)
@exports.offered
@require_safe
def my(request: SignedInRequest) -> HttpResponseBase:
    """My seats, my places in line, what I am asked, what was."""
    at = timezone.now()
    if exports.is_asked_for(request) and (file := exports.answer(request, my_sheet(request.user, at=at))):
        return file
    page = my_seminars(request.user, page=request.GET.get("page", ""), at=at)
    return render(request, "portal/my_seminars.html", {"page": page})
