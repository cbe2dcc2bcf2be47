"""May an event be edited, published, cancelled?"""

from datetime import datetime

from events.drafts import EventDraft
from events.enums import SHORT, Refusal
from events.models import Event
from events.queries import minimum_of


def edit_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be edited."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_published and event.is_over(at):
        return Refusal.OVER
    return None


def publish_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be published."""
    if not (event.is_draft or event.is_gathering):
        return Refusal.NOT_A_DRAFT
    if event.starts_at is not None and event.is_over(at):
        return Refusal.IN_THE_PAST
    if event.starts_at is None:
        return Refusal.NO_SESSION
    if not event.pools.exists():
        return Refusal.NO_SEATS
    minimum = minimum_of(event)
    return Refusal.DECIDED_IN_PAST if minimum and minimum.decide_at <= at else None


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
