"""May an event gather interest, and may somebody say that they would come?"""

from datetime import datetime

from events.enums import Refusal
from events.headstart import MOST_DAYS
from events.models import Event


def gather_refusal(event: Event) -> Refusal | None:
    """Why ``event`` can't be announced without a date."""
    if not event.is_draft:
        return Refusal.NOT_TO_GATHER
    if event.is_archived:
        return Refusal.ARCHIVED
    return Refusal.HAS_A_DATE if event.starts_at is not None else None


def interest_refusal(event: Event) -> Refusal | None:
    """Why nobody can say that they would come, or that they would not."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    return None if event.is_gathering else Refusal.NOT_GATHERING


def head_start_refusal(event: Event, *, days: int, at: datetime) -> Refusal | None:
    """Why those who were interested can't have a head start of so many working days."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_published and not event.is_in_head_start(at):
        return Refusal.HEAD_START_OVER
    return None if 0 <= days <= MOST_DAYS else Refusal.HEAD_START_LONG
