"""Of which sessions people have to be reminded now."""

from datetime import datetime

from django.db.models import F, Q

from accounts import reminding
from accounts.reminding import Reminder
from events.enums import EventState
from events.models import Session


def due_for_a_reminder(*, at: datetime) -> list[Session]:
    """Sessions to come, or just over, of which a time for a reminder has come since they were last looked through."""
    soon = Q(starts_at__gt=at, starts_at__lte=at + reminding.EARLIEST)
    over = Q(ends_at__gt=at - reminding.LATEST, ends_at__lte=at, ends_at=F("event__ends_at"))
    found = Session.objects.filter(soon | over, event__state=EventState.PUBLISHED).select_related("event")
    return [session for session in found.order_by("starts_at", "pk") if reminders_due(session, at=at)]


def reminders_due(session: Session, *, at: datetime) -> dict[Reminder, datetime]:
    """The times of ``session``, which has its event at hand, that have come since it was last looked through."""
    return reminding.due(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        is_last=session.ends_at == session.event.ends_at,
        since=session.reminded_until,
        at=at,
    )
