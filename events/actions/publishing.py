"""Publishing, at once or by the clock, and cancelling."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from calendars import actions as calendars
from events import notifications, policies, queries
from events.actions.claims import claim, claim_refused, wait_for_turn
from events.actions.interest import give_head_start
from events.actions.programme import put_meetings
from events.actions.teaching import call_off, follow_publishing
from events.enums import EventState, Refusal, ReviewVerdict
from events.exceptions import EventRefused
from events.models import Event, Review, Series
from events.signals import event_cancelled, series_event_published, series_event_publishing


@transaction.atomic
def publish(*, event: Event, by: User, at: datetime) -> Event:
    """Show the event to its audience and open registration, to those first who were interested before it had a date.

    Raises EventRefused for one that is not ready, RoomTooSmall for a room with fewer seats than are offered in it,
    Clashing where another event has its room or one of its people at the time.
    """
    event = locked_to_publish(event, at=at)
    reason = policies.publish_refusal(event, by=by, at=at)
    if reason and reason != Refusal.ROOM_TOO_SMALL:  # below it is said by how much
        raise EventRefused(reason)
    return publish_agreed(event, by=by, at=at)


@transaction.atomic
def schedule(*, event: Event, publish_at: datetime, by: User, at: datetime) -> Event:
    """Let the event be published by itself at ``publish_at``; a second time takes the place of the first."""
    event = Event.objects.lock(event)
    if reason := policies.schedule_refusal(event, publish_at=publish_at, at=at):
        raise EventRefused(reason)
    before, event.publish_at, event.scheduled_by = event.publish_at, publish_at, by
    event.save(update_fields=["publish_at", "scheduled_by"])
    _note("event.scheduled", event, before=before, by=by, at=at)
    return event


@transaction.atomic
def unschedule(*, event: Event, by: User, at: datetime) -> Event:
    """Let the event stay a draft until somebody publishes it."""
    event = Event.objects.lock(event)
    if not event.is_scheduled:
        raise EventRefused(Refusal.NOT_A_DRAFT if event.published_at else Refusal.NOT_SCHEDULED)
    before = _take_back(event)
    _note("event.unscheduled", event, before=before, by=by, at=at)
    return event


@transaction.atomic
def publish_due(*, event: Event, at: datetime) -> None:
    """Publish an event whose time has come.

    What stands against it then is told to its owners, once: it stays a draft, without a time. Whoever
    comes second, after somebody who published it by hand, finds no time any more.
    """
    event = locked_to_publish(event, at=at)
    if event.publish_at is None or event.publish_at > at:
        return
    reasons = policies.publish_refusals(event, by=event.scheduled_by, at=at)
    if (refused := claim_refused(event, by=event.scheduled_by, at=at)) and refused.reason not in reasons:
        reasons = [*reasons, refused.reason]
    if reasons:
        before = _take_back(event)
        _note("event.not_published", event, before=before, by=None, at=at, reasons=reasons)
        notifications.tell_not_published(event, reasons, at=at)
        return
    publish_agreed(event, by=None, at=at)


@transaction.atomic
def cancel(*, event: Event, message: str, by: User | None, at: datetime) -> Event:
    """Call the event off; everybody concerned is told, and their calendars are cleared."""
    event = Event.objects.lock(event)
    if reason := policies.cancel_refusal(event, at=at):
        raise EventRefused(reason)
    before = event.state
    event.state, event.cancelled_at, event.changed_at = EventState.CANCELLED, at, at
    event.cancellation_message = message
    _take_back(event)
    _answer_request(event, by=by, at=at)
    event.save(update_fields=["state", "cancelled_at", "changed_at", "cancellation_message"])
    if before == EventState.PUBLISHED:  # what only gathers interest stands in no calendar, with a date or without
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


def locked_to_publish(event: Event, *, at: datetime) -> Event:
    """The event, locked; before it its series, as somebody may be about to register for all of that, and its people."""
    wait_for_turn()
    event.refresh_from_db(fields=["series"])  # whoever makes a series of an event waits for the same turn
    if event.series_id is not None:
        Series.objects.lock(event.series_id)
        series_event_publishing.send(sender=Event, event=event, at=at)
    return Event.objects.lock(event)


def publish_agreed(event: Event, *, by: User | None, at: datetime) -> Event:
    """What publishing means, whoever asked for it.

    Private to the actions: the event stands locked to be published, and nothing against it. A request that waits
    has its answer.
    """
    claim(event, by=by, at=at)
    _take_back(event)
    _answer_request(event, by=by, at=at)
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
    if event.series_id is not None:
        series_event_published.send(sender=Event, event=event, by=by, at=at)
    return event


def _answer_request(event: Event, *, by: User | None, at: datetime) -> None:
    """A request to have ``event`` published, if one waits, is one no longer."""
    answer = {"verdict": ReviewVerdict.WITHDRAWN, "decided_by": by, "decided_at": at}
    Review.objects.waiting().filter(event=event).update(**answer)


def _take_back(event: Event) -> datetime | None:
    """Forget at which time ``event`` was to be published; returns it."""
    before = event.publish_at
    if before is not None:
        event.publish_at = event.scheduled_by = None
        event.save(update_fields=["publish_at", "scheduled_by"])
    return before


def _note(  # an audit line names them all
    verb: str,
    event: Event,
    *,
    before: datetime | None,
    by: User | None,
    at: datetime,
    reasons: list[Refusal] | None = None,
) -> None:
    said: dict[str, object] = {"publish_at": event.publish_at and event.publish_at.isoformat()}
    if reasons:
        said["reasons"] = list(reasons)
    known = {"publish_at": before.isoformat()} if before else None
    record(verb, event, by=by, at=at, scope=event.scope, before=known, after=said)
