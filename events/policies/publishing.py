"""May an event be edited, published, cancelled, archived?"""

from datetime import datetime

from accounts.models import User
from events.drafts import EventDraft
from events.enums import SHORT, Refusal
from events.models import Event
from events.queries import may_publish_at_once, minimum_at_hand, review_terms, tight_rooms

FINAL = {Refusal.NOT_A_DRAFT, Refusal.ARCHIVED}  # nothing else matters then


def edit_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be edited."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_archived:
        return Refusal.ARCHIVED
    if event.is_published and event.is_over(at):
        return Refusal.OVER
    return None


def missing(event: Event, *, at: datetime) -> list[Refusal]:
    """What stands against publishing ``event``, whoever publishes it, in the order in which it is mended."""
    if not (event.is_draft or event.is_gathering):
        return [Refusal.NOT_A_DRAFT]
    if event.is_archived:
        return [Refusal.ARCHIVED]
    minimum = minimum_at_hand(event)
    against = {
        Refusal.NO_SESSION: event.starts_at is None,
        Refusal.IN_THE_PAST: event.is_over(at),
        Refusal.NO_SEATS: not event.pools.all(),
        Refusal.ROOM_TOO_SMALL: bool(tight_rooms(event)),
        Refusal.DECIDED_IN_PAST: minimum is not None and minimum.decide_at <= at,
    }
    return [reason for reason, stands in against.items() if stands]


def publish_refusals(event: Event, *, by: User | None = None, at: datetime) -> list[Refusal]:
    """Everything that stands against publishing ``event`` by the word of ``by``."""
    found = missing(event, at=at)
    if found and found[0] in FINAL:
        return found
    reason = review_refusal(event, by=by)
    return [*found, reason] if reason else found


def publish_refusal(event: Event, *, by: User | None = None, at: datetime) -> Refusal | None:
    """Why ``event`` can't be published: the first reason."""
    return next(iter(publish_refusals(event, by=by, at=at)), None)


def review_refusal(event: Event, *, by: User | None) -> Refusal | None:
    """Why ``event`` can't be published before somebody else has agreed."""
    terms = review_terms([event])[event.pk]
    if not terms.is_asked_for or terms.is_approved or may_publish_at_once(by, terms):
        return None
    return Refusal.REVIEW_WAITS if terms.is_waiting else Refusal.NEEDS_REVIEW


def schedule_refusal(event: Event, *, publish_at: datetime, at: datetime) -> Refusal | None:
    """Why ``event`` can't be published at that time. What it lacks is looked at when the time has come."""
    if not (event.is_draft or event.is_gathering):
        return Refusal.NOT_A_DRAFT
    if event.is_archived:
        return Refusal.ARCHIVED
    if publish_at <= at:
        return Refusal.PUBLISHED_IN_PAST
    return Refusal.PUBLISHED_AFTER_START if event.has_started(publish_at) else None


def archive_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be put out of the way."""
    if event.is_archived:
        return Refusal.ARCHIVED
    is_announced = event.is_published or event.is_gathering
    return Refusal.STILL_TO_COME if is_announced and not event.is_over(at) else None


def announce_refusal(draft: EventDraft) -> Refusal | None:
    """Why ``draft`` can't be announced at once, without a look at it first."""
    return None if draft.kind in SHORT else Refusal.NOT_SHORT


def cancel_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be cancelled."""
    if event.is_gathering:
        return None
    if not event.is_published:
        return Refusal.NOT_PUBLISHED
    return Refusal.OVER if event.is_over(at) else None
