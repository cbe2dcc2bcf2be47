"""Writing to a group of people."""

import uuid

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from portal.panels.workspace import workspace
from portal.panels.writing import WritingPage, preview_of
from registrations import actions, queries
from registrations.enums import Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.forms import WhomForm, WordsForm
from registrations.models import Circular, Registration


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def write(request: SignedInRequest, slug: str) -> HttpResponse:
    """Choose who is meant, write, read it as they will, try it, send it."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    wish = request.POST.get("do", "preview") if request.method == "POST" else "whom"
    whom = WhomForm(request.POST if request.method == "POST" else _asked(request), event=event)
    to = list(queries.addressees(event, whom.whom)) if whom.whom else []
    if wish == "whom":
        is_begun = any(request.POST.get(name) for name in ("subject", "text"))
        form = WordsForm(request.POST if is_begun else None, to=to, initial={"key": uuid.uuid4()})
        page, is_wrong = WritingPage(whom=whom, form=form, to=to), bool(whom.errors)
    else:
        form = WordsForm(request.POST, to=to)
        if form.is_valid() and wish == "send" and (sent := _send(request, event, whom, form)):
            text = ngettext("%(number)d person gets your mail.", "%(number)d people get your mail.", sent.recipients)
            messages.success(request, text % {"number": sent.recipients})
            return redirect("workspace-messages", slug=slug)
        page = _read(request, whom, form, to, wish)
        is_wrong = bool(whom.errors or form.errors)
    frame = workspace(event, here="workspace-messages", at=at)
    return render(request, "portal/write.html", {"workspace": frame, "page": page}, status=422 if is_wrong else 200)


def _asked(request: SignedInRequest) -> QueryDict:
    """Who is meant to begin with: what the address says, or those with a seat."""
    asked = request.GET.copy()
    asked.setlistdefault("status", [RegistrationStatus.CONFIRMED])
    return asked


def _send(request: SignedInRequest, event: Event, whom: WhomForm, form: WordsForm) -> Circular | None:
    """Send it; a refusal stands in the form."""
    if whom.whom is None:
        return None
    values = form.cleaned_data
    writing = actions.Writing(words=form.words, whom=whom.whom, number=values["number"] or 0, key=values["key"])
    try:
        return actions.write(event=event, writing=writing, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        form.add_error(None, str(refused))
        return None


def _read(request: SignedInRequest, whom: WhomForm, form: WordsForm, to: list[Registration], wish: str) -> WritingPage:
    """The page with the preview; with a test on its way, or the question whether it is to be sent."""
    if not to and not form.non_field_errors():
        form.add_error(None, str(Refusal.NOBODY_MEANT.label))
    shown = form.shown if to and form.is_complete else None
    if shown is None:
        return WritingPage(whom=whom, form=form, to=to)
    if wish == "test":
        _test(request, form, shown)
    preview = preview_of(form.words, shown, at=timezone.now())
    return WritingPage(whom=whom, form=form, to=to, preview=preview, asks=wish in {"ask", "send"})


def _test(request: SignedInRequest, form: WordsForm, shown: Registration) -> None:
    try:
        actions.write_test(
            words=form.words, registration=shown, key=uuid.uuid4().hex, by=request.user, at=timezone.now()
        )
    except RegistrationRefused as refused:
        form.add_error(None, str(refused))
    else:
        messages.success(
            request, _("A test is on its way to you, filled in as for %(name)s.") % {"name": shown.participant.name}
        )
