"""May this happen to a registration? The first reason against it, or None."""

from datetime import datetime, timedelta

from accounts.models import User
from events.enums import OPEN
from events.models import Event, Pool, Session
from registrations.enums import Refusal
from registrations.models import AttendanceList, Registration
from registrations.queries import Requirement, requirements

DOORS_OPEN = timedelta(minutes=30)  # people come, and are marked, before a session begins


def register_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why nobody can register for ``event`` at ``at``."""
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_published:
        return Refusal.NOT_OPEN
    if event.has_started(at):
        return Refusal.STARTED
    return None


def join_refusal(
    event: Event, *, participant: User, pool: Pool, at: datetime, registration: Registration | None
) -> Refusal | None:
    """Why ``participant`` can't take a seat in ``pool``; ``registration`` is their live one."""
    if reason := register_refusal(event, at=at):
        return reason
    if not participant.is_active:
        return Refusal.NO_ACCOUNT
    if registration is not None:
        return Refusal.ALREADY_REGISTERED
    if not _is_open_to(participant, event):
        return Refusal.OUTSIDE_AUDIENCE
    if pool.capacity == 0:
        return Refusal.POOL_CLOSED
    return None


def bar(event: Event, participant: User) -> Requirement | None:
    """The first thing that ``event`` asks of people and ``participant`` does not fulfil."""
    return next((one for one in requirements(event, participant) if not one.is_met), None)


def _is_open_to(participant: User, event: Event) -> bool:
    """Whether a colleague may read about a published event; asked only where not all of them may."""
    return event.audience in OPEN or Event.objects.visible_to(participant).filter(pk=event.pk).exists()


def add_refusal(event: Event, *, at: datetime, pool: Pool, registration: Registration | None) -> Refusal | None:
    """Why the team can't put somebody on the list; ``registration`` is that person's live one."""
    if event.is_cancelled:
        return Refusal.EVENT_CANCELLED
    if not event.is_published:
        return Refusal.NOT_OPEN
    if event.is_over(at):
        return Refusal.OVER
    if registration is not None:
        return Refusal.PERSON_REGISTERED
    if pool.capacity == 0:
        return Refusal.POOL_CLOSED
    return None


def cancel_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why a participant can't give their own place back; leaving the waiting list is always free."""
    event = registration.event
    if not registration.is_live:
        return Refusal.NOT_LIVE
    if event.is_over(at):
        return Refusal.OVER
    if not registration.is_confirmed or event.starts_at is None:
        return None
    if event.starts_at <= at:
        return Refusal.STARTED
    if at > event.starts_at - timedelta(hours=event.cancellation_hours):
        return Refusal.TOO_LATE
    return None


def remove_refusal(registration: Registration, *, at: datetime) -> Refusal | None:
    """Why an organiser can't take somebody off the list."""
    if not registration.is_live:
        return Refusal.NOT_LIVE
    if registration.event.is_over(at):
        return Refusal.OVER
    return None


def mark_refusal(session: Session, *, at: datetime) -> Refusal | None:
    """Why nobody's attendance at ``session`` can be marked."""
    return Refusal.NOT_BEGUN if at < session.starts_at - DOORS_OPEN else None


def close_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why the attendance list of ``event`` can't be closed."""
    if not event.is_published or not event.is_over(at):
        return Refusal.NOT_ENDED
    if AttendanceList.objects.filter(event=event).exists():
        return Refusal.LIST_CLOSED
    return None
