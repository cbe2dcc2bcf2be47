"""What is mine."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access
from portal.panels.my import my_seminars


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def my(request: SignedInRequest) -> HttpResponse:
    """My seats, my places in line, what I am asked, what was."""
    page = my_seminars(request.user, page=request.GET.get("page", ""), at=timezone.now())
    return render(request, "portal/my_seminars.html", {"page": page})
