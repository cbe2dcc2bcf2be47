"""Who was there: marking one session's list, correcting it, closing the list, and what was said of one person."""

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from events.models import Event, Session
from portal.panels import attendance as panels
from portal.panels import closing, marking
from portal.panels.workspace import workspace
from registrations import actions, queries
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.forms import AttendanceForm, BulkForm, CloseForm, Known
from registrations.models import Registration
from registrations.queries.groups import group_labels


@access.rule(access.Rule.TEAM)
@exports.offered
@require_http_methods(["GET", "HEAD", "POST"])
def attendance(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Mark who was at a session: one by one, many at once, or as people come."""
    event, at = _event(request, slug), timezone.now()
    try:
        session = panels.session_shown(event, chosen=request.GET.get("session", ""), at=at)
    except Session.DoesNotExist:
        raise Http404 from None
    entries = panels.entries_of(event, session)
    groups = group_labels(session)
    table = panels.attendance_table(event, session, entries, groups, asked=_asked(request))
    if file := exports.answer(request, table):
        return file
    is_editor = event.reader == access.Rule.ORGANISER
    sheet = _sheet(request, session, list(table.page), {pk: Known(e.mark, e.minutes) for pk, e in entries.items()})
    sheet.bulk.finds_addresses = is_editor
    if session and sheet.is_valid and _mark(request, sheet, event, session):
        return redirect(request.get_full_path())
    context = {
        "workspace": workspace(event, here="workspace-attendance", at=at, reader=event.reader),
        "page": panels.attendance_page(
            event, session, forms=(sheet.form, sheet.bulk), table=table, entries=entries, groups=groups, at=at
        ),
        "is_editor": is_editor,
    }
    return render(request, "portal/workspace_attendance.html", context)


def _event(request: SignedInRequest, slug: str) -> Event:
    user = request.user
    return get_object_or_404(Event.objects.run_by(user).with_reader(user), slug=slug)


@dataclass(frozen=True)
class _Sheet:
    """The list as it was sent: each person's mark, and one for many."""

    form: AttendanceForm
    bulk: BulkForm
    button: str

    @property
    def is_valid(self) -> bool:
        """Whether all of it that was meant can be written."""
        return all([self.form.is_valid(), not self.bulk.is_bound or self.bulk.is_valid()])


def _sheet(
    request: SignedInRequest, session: Session | None, shown: list[Registration], known: dict[int, Known]
) -> _Sheet:
    sent = request.POST if request.method == "POST" else None
    button = next((name for name in ("bulk", "rest", "joined") if sent is not None and name in sent), "")
    missing = queries.missing_at(session) if session else set()
    people = queries.participants_at(session) if session and button == "bulk" else []
    is_meant = sent is not None and any(sent.get(name, "").strip() for name in ("bulk", "names", "spent"))
    shown_ids = [row.pk for row in shown]
    bulk = BulkForm(sent if is_meant else None, shown=shown_ids, people=people, is_pressed=button == "bulk")
    return _Sheet(AttendanceForm(sent, registrations=shown, known=known, missing=missing), bulk, button)


def _asked(request: SignedInRequest) -> dict[str, str]:
    """What the address asks for; who was marked by others since the page was shown is still among those sent."""
    asked = request.GET.dict()
    return {name: value for name, value in asked.items() if name != "mark"} if request.method == "POST" else asked


def _mark(request: SignedInRequest, sheet: _Sheet, event: Event, session: Session) -> bool:
    """Write the marks; a refusal is shown in the form."""
    form, reason = sheet.form, sheet.form.cleaned_data["reason"]
    marks, minutes = form.marks(rest=Mark.PRESENT if sheet.button == "rest" else None), form.minutes
    joined: frozenset[int] = frozenset()
    if sheet.button == "joined":
        joined = frozenset(form.unmarked - marks.keys()) & queries.joined_at(session).keys()
        marks |= dict.fromkeys(joined, Mark.PRESENT)
    elif sheet.button == "bulk":
        marks, minutes = marks | sheet.bulk.marks, minutes | sheet.bulk.minutes
    minutes = {pk: minutes[pk] for pk, mark in marks.items() if mark == Mark.PARTIAL and pk in minutes}
    noted = actions.Noted(minutes=minutes, joined=joined)
    at = timezone.now()
    try:
        entries = actions.mark(
            event=event, session=session, marks=marks, reason=reason, by=request.user, at=at, noted=noted
        )
    except RegistrationRefused as refused:
        form.add_error("reason" if refused.reason == Refusal.REASON_MISSING else None, str(refused))
        return False
    text = ngettext("Saved for %(number)d person.", "Saved for %(number)d people.", len(entries))
    messages.success(request, text % {"number": len(entries)} if entries else _("Nothing has changed."))
    return True


@access.rule(access.Rule.TEAM)
@require_safe
def attendance_person(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Everything that was said of one person's attendance: when, by whom, how known, and why it was corrected."""
    event = get_object_or_404(Event.objects.run_by(request.user), slug=slug)
    found = Registration.objects.for_event(event).with_people()
    panel = marking.history_of(get_object_or_404(found, pk=pk), event)
    return render(request, "portal/attendance_person.html", {"panel": panel, "event": event})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say who is not marked and what follows; then close the list, so that its figures stand and feedback opens."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = CloseForm(request.POST if request.method == "POST" else None)
    page = closing.close_page(event, at=at)
    if request.method != "POST" or (page.unmarked and not form.is_valid()):
        return render(
            request, "portal/attendance_close.html", {"page": page, "form": form}, status=422 if form.errors else 200
        )
    try:
        actions.close_list(event=event, by=request.user, at=at, rest=form.mark if page.unmarked else None)
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, f"{_('The list is closed.')} {page.whom_is_asked}")
    return redirect("workspace-attendance", slug=slug)
