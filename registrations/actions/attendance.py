"""Who was there: marking, correcting, closing the list."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from events.models import Event, Session
from registrations import policies, queries
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance, AttendanceList, Registration
from registrations.signals import attendance_closed, attendance_corrected


@dataclass(frozen=True, kw_only=True)
class Noted:
    """How marks became known, and how many minutes people were there where that is known, by registration id."""

    source: Source = Source.LIST
    minutes: Mapping[int, int] = field(default_factory=dict)
    joined: frozenset[int] = frozenset()  # of whom it is known by their having joined online

    def source_of(self, registration: int) -> Source:
        """How the mark of one of them became known."""
        return Source.ONLINE if registration in self.joined else self.source


BY_LIST = Noted()


@transaction.atomic
def mark(
    *,
    event: Event,
    session: Session,
    marks: Mapping[int, Mark],
    by: User,
    at: datetime,
    reason: str = "",
    noted: Noted = BY_LIST,
) -> list[Attendance]:
    """Note what happened at ``session``, by registration id; what changes needs a ``reason``.

    Entries are never overwritten: a correction follows the entry it corrects.
    """
    event = Event.objects.lock(event)
    session = _open_session(event, session, at=at)
    if Registration.objects.for_event(event).confirmed().filter(pk__in=marks).count() != len(marks):
        raise RegistrationRefused(Refusal.NOT_SEATED)
    last = {
        entry.registration_id: entry
        for entry in Attendance.objects.last_words().filter(session=session, registration__in=marks)
    }
    news = {pk: value for pk, value in marks.items() if _is_news(last.get(pk), value, noted.minutes.get(pk))}
    if not reason and any(pk in last and last[pk].is_known for pk in news):
        raise RegistrationRefused(Refusal.REASON_MISSING)
    entries = [
        Attendance(
            registration_id=pk,
            session=session,
            mark=value,
            minutes=noted.minutes.get(pk),
            source=noted.source_of(pk),
            marked_by=by,
            marked_at=at,
            corrects=last.get(pk),
            reason=(reason or _("Marked anew")) if pk in last else "",
        )
        for pk, value in news.items()
    ]
    return _announced(note(entries, session, last, by=by, at=at), event, by=by, at=at)


def _announced(kept: list[Attendance], event: Event, *, by: User, at: datetime) -> list[Attendance]:
    """Whoever has made something of the closed list hears that it was corrected."""
    if kept and AttendanceList.objects.filter(event=event).exists():
        attendance_corrected.send(sender=Attendance, event=event, by=by, at=at)
    return kept


def _open_session(event: Event, session: Session, *, at: datetime) -> Session:
    """The session as it is now that its event is locked, where people may be marked."""
    fresh = event.sessions.filter(pk=session.pk).first()
    if fresh is None:
        raise RegistrationRefused(Refusal.NO_SESSION)
    if refused := policies.mark_refusal(fresh, at=at):
        raise RegistrationRefused(refused)
    return fresh


def _is_news(last: Attendance | None, mark: Mark, minutes: int | None) -> bool:
    """Whether this says something new; who says nothing of minutes does not doubt those that are known."""
    return last is None or last.mark != mark or (minutes is not None and minutes != last.minutes)


def note(
    entries: Iterable[Attendance], session: Session, last: Mapping[int, Attendance], *, by: User | None, at: datetime
) -> list[Attendance]:
    """Keep ``entries`` about ``session``, after the ``last`` words on those people; one audit line for all of them.

    Private to the actions: the event stands locked.
    """
    kept = Attendance.objects.bulk_create(entries)
    if kept:
        before = {
            str(one.registration_id): last[one.registration_id].mark for one in kept if one.registration_id in last
        }
        after = {str(one.registration_id): str(one.mark) for one in kept}
        reason = next(({"reason": one.reason} for one in kept if one.reason), {})
        source = {"source": str(kept[0].source)} if kept[0].source != Source.LIST else {}
        scope = session.event.scope
        record("attendance.marked", session, by=by, at=at, scope=scope, before=before, after=after | reason | source)
    return kept


@transaction.atomic
def close_list(*, event: Event, by: User, at: datetime, rest: Mark | None = None) -> AttendanceList:
    """Close the attendance list: its figures stand, and feedback opens.

    Of whom nothing is known, those are excused who had said that they can't come; the others are ``rest``, at the
    sessions of which somebody kept the list.
    """
    event = Event.objects.lock(event)
    if reason := policies.close_refusal(event, at=at):
        raise RegistrationRefused(reason)
    kept = queries.marked_by_session([event])
    _excuse_absent(event, at=at)
    if rest is not None:
        for session in event.sessions.filter(pk__in=kept):
            marks = dict.fromkeys(queries.unmarked_at(session), rest)
            mark(event=event, session=session, marks=marks, by=by, at=at)
    closed = AttendanceList.objects.create(event=event, closed_at=at, closed_by=by)
    record("attendance.closed", event, by=by, at=at, scope=event.scope, after={"closed_at": at.isoformat()})
    attendance_closed.send(sender=AttendanceList, event=event, by=by, at=at)
    return closed


def _excuse_absent(event: Event, *, at: datetime) -> None:
    said = queries.absences_unmarked(event)
    for session in event.sessions.filter(pk__in=said):
        last = {one.registration_id: one for one in Attendance.objects.last_words().filter(session=session)}
        entries = [
            Attendance(
                registration_id=pk,
                session=session,
                mark=Mark.EXCUSED,
                source=Source.ABSENCE,
                marked_at=at,
                corrects=last.get(pk),
                reason=_("Had said so before") if pk in last else "",
            )
            for pk in said[session.pk]
        ]
        note(entries, session, last, by=None, at=at)
