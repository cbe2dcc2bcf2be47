"""May events repeat that way?"""

from collections.abc import Collection
from datetime import datetime

from accounts.models import User
from events.enums import Refusal
from events.models import Event, Proposal
from events.policies.publishing import edit_refusal
from events.recurrence import Rule, flaw_of


def rule_refusal(rule: Rule) -> Refusal | None:
    """Why no series can follow ``rule``."""
    flaw = flaw_of(rule)
    return Refusal(f"series_{flaw.value}") if flaw else None


def repeat_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be repeated."""
    if event.series_id is not None:
        return Refusal.SERIES_ALREADY
    if event.starts_at is None:
        return Refusal.SERIES_NO_DATE
    return edit_refusal(event, at=at)


def drop_refusal(held_by: Collection[object]) -> Refusal:
    """Why a draft can't go that something else needs: what the topic board says of it, or another event."""
    is_of_board = any(isinstance(one, Proposal) for one in held_by)
    return Refusal.SERIES_OF_BOARD if is_of_board else Refusal.SERIES_NEEDED


def reach_refusal(events: Collection[Event], *, by: User) -> Refusal | None:
    """Why ``by`` can't change all of ``events`` at once."""
    ids = [event.pk for event in events]
    own = Event.objects.editable_by(by).filter(pk__in=ids).count()
    return None if own == len(ids) else Refusal.SERIES_NOT_YOURS
