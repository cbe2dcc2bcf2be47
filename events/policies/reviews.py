"""May somebody be asked to agree to an event, and may they answer?"""

from datetime import datetime

from accounts.models import User
from events.enums import Refusal
from events.models import Event, Review
from events.policies.publishing import missing, review_refusal


def ask_review_refusal(event: Event, *, by: User, at: datetime) -> Refusal | None:
    """Why nobody can be asked to agree to ``event``: it is finished first."""
    if found := missing(event, at=at):
        return found[0]
    reason = review_refusal(event, by=by)
    if reason is None:
        return Refusal.REVIEW_NOT_NEEDED
    return None if reason == Refusal.NEEDS_REVIEW else reason


def answer_review_refusal(review: Review) -> Refusal | None:
    """Why ``review`` can't be answered, remarked upon or taken back."""
    return None if review.is_waiting else Refusal.REVIEW_DECIDED
