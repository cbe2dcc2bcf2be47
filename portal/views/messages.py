"""What was mailed about an event."""

from django.contrib import messages as notices
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from common.letters import alone
from events.models import Event
from outbox import actions
from outbox.models import Message
from outbox.panels import body_of, message_page, source_of
from portal.panels.messages import messages as messages_panel
from portal.panels.workspace import workspace
from portal.panels.writing import written_about


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_safe
def messages(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Every mail about the event, and what became of it."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    at = timezone.now()
    written = written_about(event)
    panel = messages_panel(event, written=written, asked=request.GET.dict(), at=at)
    if file := exports.answer(request, panel.table):
        return file
    context = {
        "workspace": workspace(event, here="workspace-messages", at=at),
        "mail": panel,
        "written": written,
    }
    return render(request, "portal/workspace_messages.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
def message(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One mail about the event: its state, and what it says."""
    (event, found), at = _found(request, slug, pk), timezone.now()
    context = {
        "workspace": workspace(event, here="workspace-messages", at=at),
        "panel": message_page(found, at=at),
    }
    return render(request, "portal/workspace_message.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
@xframe_options_sameorigin
def message_html(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """The HTML of a mail alone, for the frame on its page."""
    source = source_of(_found(request, slug, pk)[1])
    if source is None:
        raise Http404
    return alone(body_of(source, "html"))


@access.rule(access.Rule.ORGANISER)
@require_POST
def message_send(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Send one mail about the event again that did not arrive."""
    _event, found = _found(request, slug, pk)
    if actions.send_again(message=found, by=request.user, at=timezone.now()):
        notices.success(request, _("It is on its way again."))
    else:
        notices.error(
            request, _("There is nothing to send: it was sent meanwhile, its time is over, or its text is gone.")
        )
    return redirect("workspace-message", slug, pk)


@access.rule(access.Rule.ORGANISER)
@require_POST
def messages_send(request: SignedInRequest, slug: str) -> HttpResponse:
    """Send everything about the event again that did not arrive."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    number = actions.send_all_again(scope=event.scope, by=request.user, at=timezone.now())
    if number:
        said = ngettext("%(number)d mail is on its way again.", "%(number)d mails are on their way again.", number)
        notices.success(request, said % {"number": number})
    else:
        notices.error(request, _("There is nothing to send again."))
    return redirect("workspace-messages", slug)


def _found(request: SignedInRequest, slug: str, pk: int) -> tuple[Event, Message]:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return event, get_object_or_404(Message.objects.in_scope(event.scope).select_related("user"), pk=pk)
