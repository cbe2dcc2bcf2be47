"""May somebody be marked or check in, or the list be closed? The first reason against it, or None."""

from datetime import datetime, timedelta

from events.models import Event, Session
from registrations.enums import ATTENDED, Refusal
from registrations.models import Attendance, AttendanceList

DOORS_OPEN = timedelta(minutes=30)  # people come, and are marked, before a session begins


def doors_open_at(session: Session) -> datetime:
    """From when on people are marked."""
    return session.starts_at - DOORS_OPEN


def mark_refusal(session: Session, *, at: datetime) -> Refusal | None:
    """Why nobody's attendance at ``session`` can be marked."""
    return Refusal.NOT_BEGUN if at < doors_open_at(session) else None


def tap_refusal(session: Session | None, *, is_seated: bool, is_closed: bool, at: datetime) -> Refusal | None:
    """Why nobody can be checked in at ``session``; ``is_seated``: whether they have a seat at its event."""
    if session is None:
        return Refusal.NO_SESSION
    if is_closed:
        return Refusal.LIST_CLOSED
    return mark_refusal(session, at=at) or (None if is_seated else Refusal.NOT_SEATED)


def close_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why the attendance list of ``event`` can't be closed."""
    if not event.is_published or not event.is_over(at):
        return Refusal.NOT_ENDED
    if AttendanceList.objects.filter(event=event).exists():
        return Refusal.LIST_CLOSED
    return None


def screen_refusal(event: Event, session: Session, *, at: datetime) -> Refusal | None:
    """Why nobody can check in by themselves at ``session``, whoever it is."""
    if not event.has_self_check_in:
        return Refusal.HERE_NEVER
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_published:
        return Refusal.NOT_OPEN
    if at < doors_open_at(session):
        return Refusal.HERE_LATER
    return Refusal.JOIN_OVER if at >= session.ends_at else None


def here_refusal(
    event: Event, session: Session, entry: Attendance | None, *, has_seen: bool, at: datetime
) -> Refusal | None:
    """Why somebody with a seat can't check in by themselves; ``entry``: what is known of them."""
    if reason := screen_refusal(event, session, at=at):
        return reason
    if entry is not None and entry.mark not in ATTENDED:
        return Refusal.MARKED_OTHERWISE
    return None if has_seen else Refusal.NOT_ON_SCREEN
