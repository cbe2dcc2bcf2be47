"""Answers from calendars that the organisers have to look at."""

from collections.abc import Callable
from datetime import datetime

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.models import User
from accounts.requests import SignedInRequest
from calendars.exceptions import AnswerRefused
from calendars.wording import REASONS
from common import access
from events.models import Event
from inbox import actions
from inbox.exceptions import NotKept
from inbox.models import Received
from portal.panels.replies import replies as replies_panel
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def replies(request: SignedInRequest, slug: str) -> HttpResponse:
    """What came back from people's calendars and was not simply followed."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-people", at=timezone.now()),
        "replies": replies_panel(Received.objects.in_scope(event.scope)),
    }
    return render(request, "portal/workspace_replies.html", context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def accept(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let an answer count as it is."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    received = get_object_or_404(Received.objects.in_scope(event.scope), pk=pk)
    accept_one(request, received, by=request.user)
    return redirect("workspace-replies", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def ignore(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Leave an answer at that."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    received = get_object_or_404(Received.objects.in_scope(event.scope), pk=pk)
    ignore_one(request, received, by=request.user)
    return redirect("workspace-replies", slug=slug)


def accept_one(request: HttpRequest, received: Received, *, by: User) -> None:
    """Let an answer count, and say whether it does."""
    _decide(request, received, actions.accept, by=by, done=_("The answer counts as if it had come without doubt."))


def ignore_one(request: HttpRequest, received: Received, *, by: User) -> None:
    """Leave an answer at that, and say so."""
    _decide(request, received, actions.ignore, by=by, done=_("Put aside. Nothing was changed."))


def _decide(request: HttpRequest, received: Received, action: Callable[..., None], *, by: User, done: str) -> None:
    at: datetime = timezone.now()
    try:
        action(received=received, by=by, at=at)
    except NotKept:
        messages.error(request, _("Somebody else has decided about it meanwhile, or it can't be accepted."))
    except AnswerRefused as refused:
        messages.error(request, str(REASONS[refused.reason]))
    else:
        messages.success(request, done)
