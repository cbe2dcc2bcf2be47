"""Announcing an event without a date, saying that one would come, and the head start this gives."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import notifications, policies, queries
from events.enums import EventState
from events.exceptions import EventRefused
from events.headstart import head_start_until
from events.models import Event, Interest


@transaction.atomic
def gather_interest(*, event: Event, by: User, at: datetime) -> Event:
    """Show an event without a date to its audience, and let people say whether they would come."""
    event = Event.objects.lock(event)
    if reason := policies.gather_refusal(event):
        raise EventRefused(reason)
    event.state, event.announced_at, event.changed_at = EventState.INTEREST, at, at
    event.save(update_fields=["state", "announced_at", "changed_at"])
    record(
        "event.announced",
        event,
        by=by,
        at=at,
        scope=event.scope,
        before={"state": EventState.DRAFT},
        after={"state": EventState.INTEREST},
    )
    notifications.tell_announced(event, queries.to_hear_first(event), at=at)
    return event


@transaction.atomic
def say_interest(*, event: Event, by: User, at: datetime) -> None:
    """Say that one would come; saying it twice changes nothing. Whom it concerns is no line of the event's history."""
    by = User.objects.lock(by)
    event = Event.objects.lock(event)
    if reason := policies.interest_refusal(event):
        raise EventRefused(reason)
    interest, is_new = Interest.objects.get_or_create(event=event, user=by, defaults={"said_at": at})
    if is_new:
        record("interest.said", interest, by=by, at=at, after={"event": str(event.uuid)})


@transaction.atomic
def withdraw_interest(*, event: Event, by: User, at: datetime) -> None:
    """Say that one would not come after all."""
    event = Event.objects.lock(event)
    if reason := policies.interest_refusal(event):
        raise EventRefused(reason)
    for interest in Interest.objects.filter(event=event, user=by):
        record("interest.withdrawn", interest, by=by, at=at, before={"event": str(event.uuid)})
        interest.delete()


@transaction.atomic
def set_head_start(*, event: Event, days: int, by: User, at: datetime) -> Event:
    """Choose how many working days those who were interested may register before everybody else; 0 is none.

    Where that time runs already, it becomes longer or shorter, and can end at once.
    """
    event = Event.objects.lock(event)
    if reason := policies.head_start_refusal(event, days=days, at=at):
        raise EventRefused(reason)
    before = _head_start(event)
    event.head_start_days = days
    if event.published_at is not None:  # what ends now was still a head start: others hear of it from now on
        event.head_start_until = max(_until(event, since=event.published_at) or at, at)
    event.save(update_fields=["head_start_days", "head_start_until"])
    after = _head_start(event)
    record("event.head_start_set", event, by=by, at=at, scope=event.scope, before=before, after=after)
    return event


def give_head_start(event: Event, *, at: datetime) -> None:
    """Note until when those who are interested register first, and tell them. Call with the event locked and published.

    There is none where nobody is interested, and none where seats are drawn: then nobody gains by being first.
    """
    first = queries.to_hear_first(event)
    event.head_start_until = _until(event, since=at) if first and not event.is_drawn else None
    event.save(update_fields=["head_start_until"])
    notifications.tell_dated(event, first, at=at)


def shorten_head_start(event: Event) -> None:
    """Let the head start end before an event that begins earlier than it did. Call before it is saved."""
    if event.head_start_until is not None and event.starts_at is not None:
        event.head_start_until = min(event.head_start_until, event.starts_at)


def _until(event: Event, *, since: datetime) -> datetime | None:
    if event.starts_at is None:
        return None
    zone = queries.zone_of(event)
    return head_start_until(at=since, days=event.head_start_days, zone=zone, starts_at=event.starts_at)


def _head_start(event: Event) -> dict[str, object]:
    until = event.head_start_until
    return {"days": event.head_start_days, "until": until.isoformat() if until else None}
