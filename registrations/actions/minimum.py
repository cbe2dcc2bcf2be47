"""Whether an event takes place: decided once, by the number of people who have a seat by then."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events import actions as events
from events import policies as event_policies
from events.enums import Verdict
from events.exceptions import EventRefused
from events.models import Event
from events.queries import minimum_of
from registrations import notifications
from registrations.models import Registration


@transaction.atomic
def decide(*, event: Event, at: datetime) -> None:
    """Count who has a seat, and tell everybody whether ``event`` takes place; too few may call it off, or ask its owners.

    Whoever comes second finds it decided.
    """
    event = Event.objects.lock(event)
    minimum = minimum_of(event)
    is_due = minimum is not None and not minimum.verdict and minimum.decide_at <= at
    if minimum is None or not is_due or not event.is_published or event.has_started(at):
        return
    if Registration.objects.for_event(event).confirmed().count() >= minimum.people:
        _announce(event, by=None, at=at)
    elif minimum.cancels_itself:
        events.note_verdict(event=event, verdict=Verdict.CALLED_OFF, by=None, at=at)
        events.cancel(event=event, message="", by=None, at=at)
    else:
        events.note_verdict(event=event, verdict=Verdict.ASKED, by=None, at=at)


@transaction.atomic
def let_take_place(*, event: Event, by: User, at: datetime) -> None:
    """Say that ``event`` takes place with fewer people than it was to have."""
    event = Event.objects.lock(event)
    if reason := event_policies.verdict_refusal(event, at=at):
        raise EventRefused(reason)
    _announce(event, by=by, at=at)


def _announce(event: Event, *, by: User | None, at: datetime) -> None:
    events.note_verdict(event=event, verdict=Verdict.TAKES_PLACE, by=by, at=at)
    seated = Registration.objects.for_event(event).confirmed().select_related("event", "user", "guest")
    for registration in seated.order_by("pk"):
        notifications.tell_takes_place(registration, at=at)
