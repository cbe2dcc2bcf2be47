"""What was mailed to us and waits for a person, whatever event it is about."""

from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from inbox.models import Received
from portal.panels.replies import replies as replies_panel
from portal.views.replies import accept_one, ignore_one


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
def replies(request: SignedInRequest) -> HttpResponse:
    """Every answer to look at, newest first."""
    return render(request, "operations/replies.html", {"replies": replies_panel(Received.objects.all())})


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def accept(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let an answer count as it is."""
    accept_one(request, get_object_or_404(Received, pk=pk), by=request.user)
    return redirect("replies")


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def ignore(request: SignedInRequest, pk: int) -> HttpResponse:
    """Leave an answer at that."""
    ignore_one(request, get_object_or_404(Received, pk=pk), by=request.user)
    return redirect("replies")
