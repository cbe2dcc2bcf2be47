"""Publishing and cancelling."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from calendars import actions as calendars
from events import notifications, policies, queries
from events.actions.interest import give_head_start
from events.actions.programme import put_meetings
from events.actions.teaching import call_off, follow_publishing
from events.enums import EventState
from events.exceptions import EventRefused
from events.models import Event
from events.signals import event_cancelled


@transaction.atomic
def publish(*, event: Event, by: User, at: datetime) -> Event:
    """Show the event to its audience and open registration, to those first who were interested before it had a date."""
    event = Event.objects.lock(event)
    if reason := policies.publish_refusal(event, at=at):
        raise EventRefused(reason)
    before = event.state
    event.state, event.published_at, event.changed_at = EventState.PUBLISHED, at, at
    event.save(update_fields=["state", "published_at", "changed_at"])
    put_meetings(event, at=at)
    give_head_start(event, at=at)
    follow_publishing(event, by=by, at=at)
    record(
        "event.published",
        event,
        by=by,
        at=at,
        scope=event.scope,
        before={"state": before},
        after={"state": EventState.PUBLISHED},
    )
    return event


@transaction.atomic
def cancel(*, event: Event, message: str, by: User | None, at: datetime) -> Event:
    """Call the event off; everybody concerned is told, and their calendars are cleared."""
    event = Event.objects.lock(event)
    if reason := policies.cancel_refusal(event, at=at):
        raise EventRefused(reason)
    before = event.state
    event.state, event.cancelled_at, event.changed_at = EventState.CANCELLED, at, at
    event.cancellation_message = message
    event.save(update_fields=["state", "cancelled_at", "changed_at", "cancellation_message"])
    for uid in event.sessions.filter(ends_at__gt=at).values_list("uid", flat=True):
        calendars.cancel_meeting(uid=uid, at=at)
    record(
        "event.cancelled",
        event,
        by=by,
        at=at,
        scope=event.scope,
        before={"state": before},
        after={"state": EventState.CANCELLED, "message": message},
    )
    if before == EventState.INTEREST:
        notifications.tell_called_off(event, queries.to_hear_first(event), at=at)
    call_off(event, at=at)
    event_cancelled.send(sender=Event, event=event, by=by, at=at)
    return event
