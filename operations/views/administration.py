"""Administrators' pages: how the installation is doing, and every mail it has written."""

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from common.letters import alone
from operations import panels
from outbox import actions
from outbox.models import Message
from outbox.panels import body_of, message_page, source_of


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
@never_cache
def administration(request: SignedInRequest) -> HttpResponse:
    """How the installation is doing."""
    return render(request, "operations/administration.html", {"panel": panels.overview(at=timezone.now())})


@access.rule(access.Rule.ADMINISTRATOR)
@exports.offered
@require_safe
def messages(request: SignedInRequest) -> HttpResponseBase:
    """Every mail, newest first."""
    panel = panels.message_list(request.GET.dict())
    return exports.answer(request, panel.table) or render(request, "operations/messages.html", {"panel": panel})


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
def message(request: SignedInRequest, pk: int) -> HttpResponse:
    """One mail: its state, and what it says."""
    found = get_object_or_404(Message, pk=pk)
    return render(request, "operations/message.html", {"panel": message_page(found, at=timezone.now())})


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
def message_source(_request: SignedInRequest, pk: int) -> HttpResponse:
    """The mail as it goes over the wire."""
    return HttpResponse(_source(pk), content_type="text/plain; charset=utf-8")


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
@xframe_options_sameorigin
def message_html(_request: SignedInRequest, pk: int) -> HttpResponse:
    """The HTML of a mail alone, for the frame on its page."""
    return alone(body_of(_source(pk), "html"))


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def message_send(request: SignedInRequest, pk: int) -> HttpResponse:
    """Send a mail after all that has failed or was only kept."""
    if actions.send_again(message=get_object_or_404(Message, pk=pk), by=request.user, at=timezone.now()):
        notices.success(request, _("It is on its way again."))
    else:
        notices.error(
            request, _("There is nothing to send: it was sent meanwhile, its time is over, or its text is gone.")
        )
    return redirect("message", pk)


def _source(pk: int) -> bytes:
    source = source_of(get_object_or_404(Message, pk=pk))
    if source is None:
        raise Http404
    return source
