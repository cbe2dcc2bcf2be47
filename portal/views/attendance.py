"""Who was there: marking one session's list, correcting it, closing the list."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event, Session
from portal.panels import attendance as panels
from portal.panels.workspace import workspace
from registrations import actions, queries
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AttendanceForm
from registrations.queries.groups import group_labels


@access.rule(access.Rule.TEAM)
@exports.offered
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Mark who was at a session: all at once, or as people come."""
    event, at = get_object_or_404(Event.objects.run_by(request.user), slug=slug), timezone.now()
    try:
        session = panels.session_shown(event, chosen=request.GET.get("session", ""), at=at)
    except Session.DoesNotExist:
        raise Http404 from None
    entries = panels.entries_of(event, session)
    groups = group_labels(session)
    table = panels.attendance_table(event, session, entries, groups, asked=_asked(request))
    if file := exports.answer(request, table):
        return file
    marks = {pk: entry.mark for pk, entry in entries.items()}
    missing = queries.missing_at(session) if session else set()
    sent = request.POST if request.method == "POST" else None
    form = AttendanceForm(sent, registrations=list(table.page), marks=marks, missing=missing)
    if session and form.is_valid() and _mark(request, form, event, session):
        return redirect(request.get_full_path())
    is_editor = Event.objects.editable_by(request.user).filter(pk=event.pk).exists()
    context = {
        "workspace": workspace(event, here="workspace-attendance", at=at, is_editor=is_editor),
        "page": panels.attendance_page(event, session, form=form, table=table, entries=entries, groups=groups, at=at),
        "is_editor": is_editor,
    }
    return render(request, "portal/workspace_attendance.html", context)


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What the address asks for; who was marked by others since the page was shown is still among those sent."""
    asked = request.GET.dict()
    return {name: value for name, value in asked.items() if name != "mark"} if request.method == "POST" else asked


def _mark(request: SignedInRequest, form: AttendanceForm, event: Event, session: Session) -> bool:
    """Write the marks; a refusal is shown in the form."""
    rest = Mark.PRESENT if "rest" in request.POST else None
    reason = form.cleaned_data["reason"]
    try:
        entries = actions.mark(
            event=event, session=session, marks=form.marks(rest=rest), reason=reason, by=request.user, at=timezone.now()
        )
    except RegistrationRefused as refused:
        form.add_error("reason" if refused.reason == Refusal.REASON_MISSING else None, str(refused))
        return False
    text = ngettext("Saved for %(number)d person.", "Saved for %(number)d people.", len(entries))
    messages.success(request, text % {"number": len(entries)} if entries else _("Nothing has changed."))
    return True


@access.rule(access.Rule.ORGANISER)
@require_POST
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    """Close the attendance list, so that its figures stand and feedback opens."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        actions.close_list(event=event, by=request.user, at=timezone.now())
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("The list is closed. Feedback opens for those who were there."))
    return redirect("workspace-attendance", slug=slug)
