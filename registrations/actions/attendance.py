"""Who was there: marking, correcting, closing the list."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event, Session
from registrations import policies
from registrations.enums import Mark, Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance, AttendanceList, Registration
from registrations.signals import attendance_closed


@transaction.atomic
def mark(
    *, event: Event, session: Session, marks: Mapping[int, Mark], by: User, at: datetime, reason: str = ""
) -> list[Attendance]:
    """Note what happened at ``session``, by registration id; what changes needs a ``reason``.

    Entries are never overwritten: a correction follows the entry it corrects.
    """
    event = Event.objects.lock(event)
    fresh = event.sessions.filter(pk=session.pk).first()
    if fresh is None:
        raise RegistrationRefused(Refusal.NO_SESSION)
    session = fresh
    if refused := policies.mark_refusal(session, at=at):
        raise RegistrationRefused(refused)
    if Registration.objects.for_event(event).confirmed().filter(pk__in=marks).count() != len(marks):
        raise RegistrationRefused(Refusal.NOT_SEATED)
    current = {
        entry.registration_id: entry
        for entry in Attendance.objects.current().filter(session=session, registration__in=marks)
    }
    changed = {pk: value for pk, value in marks.items() if pk not in current or current[pk].mark != value}
    if any(pk in current for pk in changed) and not reason:
        raise RegistrationRefused(Refusal.REASON_MISSING)
    common = {"session": session, "marked_by": by, "marked_at": at}
    entries = Attendance.objects.bulk_create(
        Attendance(
            registration_id=pk, mark=value, corrects=current.get(pk), reason=reason if pk in current else "", **common
        )
        for pk, value in changed.items()
    )
    if entries:
        before = {str(pk): current[pk].mark for pk in changed if pk in current}
        after = {str(pk): str(value) for pk, value in changed.items()} | ({"reason": reason} if reason else {})
        record("attendance.marked", session, by=by, at=at, scope=event.scope, before=before, after=after)
    return entries


@transaction.atomic
def close_list(*, event: Event, by: User, at: datetime) -> AttendanceList:
    """Close the attendance list: its figures stand, and feedback opens."""
    event = Event.objects.lock(event)
    if reason := policies.close_refusal(event, at=at):
        raise RegistrationRefused(reason)
    closed = AttendanceList.objects.create(event=event, closed_at=at, closed_by=by)
    record("attendance.closed", event, by=by, at=at, scope=event.scope, after={"closed_at": at.isoformat()})
    attendance_closed.send(sender=AttendanceList, event=event, by=by, at=at)
    return closed
