"""May this happen to a form? The first reason against it, or None."""

from datetime import datetime

from accounts.models import User
from events.models import Event
from feedback import queries
from feedback.enums import Refusal
from feedback.models import Form


def answer_refusal(form: Form, *, person: User, at: datetime) -> Refusal | None:
    """Why ``person`` can't answer ``form``; certain only while the form is locked."""
    if not form.invited.filter(user=person).exists():
        return Refusal.NOT_ASKED
    if queries.has_answered(form, person):
        return Refusal.ALREADY_ANSWERED
    if not form.takes_answers(at):
        return Refusal.CLOSED
    return None


def is_to_come(event: Event, *, at: datetime) -> bool:
    """Whether people will still be asked about ``event``, if anybody was there."""
    return not event.is_cancelled and (event.ends_at is None or event.ends_at > at - queries.TOO_LATE_AFTER)


def may_open(event: Event, *, at: datetime) -> bool:
    """Whether people may still be asked about ``event``: it is over, not too long ago, and was not asked about."""
    is_due = event.is_published and event.is_over(at) and is_to_come(event, at=at)
    return is_due and not Form.objects.for_event(event).exists()
