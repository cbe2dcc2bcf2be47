"""May an event ask that of whoever comes?"""

from collections.abc import Iterable
from datetime import datetime

from events.drafts import EventDraft
from events.enums import Refusal
from events.models import Event, Prerequisite
from events.policies.publishing import cancel_refusal
from events.queries import minimum_of


def needs_refusal(event: Event, needs: Iterable[Event]) -> Refusal | None:
    """Why ``event`` can't ask people to have been at ``needs``: nobody could be the first."""
    asked = {needed.pk for needed in needs}
    if event.pk in asked:
        return Refusal.NEEDS_ITSELF
    further = asked
    while further and event.pk not in further:
        found = Prerequisite.objects.filter(event__in=further).values_list("needed", flat=True)
        further = set(found) - asked
        asked |= further
    return Refusal.NEEDS_CIRCLE if further else None


def minimum_refusal(event: Event, draft: EventDraft, *, at: datetime) -> Refusal | None:
    """Why it can't be decided that way whether ``event``, with the sessions it is to have, takes place."""
    minimum, standing = draft.rules.minimum, minimum_of(event) if event.pk else None
    if minimum is None:
        return None
    seats = list(draft.seats.values())
    if seats and None not in seats and sum(number or 0 for number in seats) < minimum.people:
        return Refusal.MINIMUM_ABOVE_SEATS
    if standing and standing.verdict and standing.decide_at == minimum.decide_at:
        return None if standing.people == minimum.people else Refusal.DECIDED_IN_PAST
    if event.starts_at is not None and minimum.decide_at >= event.starts_at:
        return Refusal.DECIDED_AFTER_START
    return Refusal.DECIDED_IN_PAST if minimum.decide_at <= at else None


def verdict_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why an owner can't say that ``event`` takes place with fewer people than it was to have."""
    if reason := cancel_refusal(event, at=at):
        return reason
    minimum = minimum_of(event)
    return None if minimum and minimum.waits_for_owner else Refusal.NOT_ASKED
