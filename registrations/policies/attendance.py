"""May somebody be marked, or the list be closed? The first reason against it, or None."""

from datetime import datetime, timedelta

from events.models import Event, Session
from registrations.enums import Refusal
from registrations.models import AttendanceList

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
