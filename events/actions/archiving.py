"""Putting events out of the way, and bringing them back; nothing is deleted."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import policies
from events.enums import Refusal, ReviewVerdict
from events.exceptions import EventRefused
from events.models import Event, Review


@transaction.atomic
def archive(*, event: Event, by: User, at: datetime) -> Event:
    """Put an event that is over, cancelled or was never finished out of the way.

    A draft that was to be published at a time, or is reviewed, is neither any more.
    """
    event = Event.objects.lock(event)
    if reason := policies.archive_refusal(event, at=at):
        raise EventRefused(reason)
    event.archived_at, event.publish_at, event.scheduled_by = at, None, None
    event.save(update_fields=["archived_at", "publish_at", "scheduled_by"])
    answer = {"verdict": ReviewVerdict.WITHDRAWN, "decided_by": by, "decided_at": at}
    Review.objects.waiting().filter(event=event).update(**answer)
    record("event.archived", event, by=by, at=at, scope=event.scope)
    return event


@transaction.atomic
def bring_back(*, event: Event, by: User, at: datetime) -> Event:
    """Let an event stand in the lists again in which it stood."""
    event = Event.objects.lock(event)
    if not event.is_archived:
        raise EventRefused(Refusal.NOT_ARCHIVED)
    event.archived_at = None
    event.save(update_fields=["archived_at"])
    record("event.brought_back", event, by=by, at=at, scope=event.scope)
    return event
