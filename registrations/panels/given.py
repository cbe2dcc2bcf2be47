"""What somebody with a place has answered, and where they answer."""

from datetime import datetime

from registrations import policies, queries
from registrations.models import Registration


def unanswered(registration: Registration | None, *, at: datetime) -> int:
    """How many questions wait for an answer that can still be given."""
    if registration is None or policies.answers_refusal(registration, at=at):
        return 0
    return queries.number_unanswered(registration)


def answers_url_of(registration: Registration | None, url: str, *, at: datetime) -> str:
    """Where answers can be given and changed; nowhere once they stand, or where nothing is asked."""
    if registration is None or policies.answers_refusal(registration, at=at):
        return ""
    return url if registration.event.has_questions else ""
