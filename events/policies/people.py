"""What one person may do about events: leave a team, keep a search, ask the organisers."""

from datetime import datetime

from accounts.models import User
from events.enums import Refusal, RoleKind
from events.models import LONGEST_SEARCH, Enquiry, Event, Role, SavedSearch

MOST_ENQUIRIES = 5  # of one person about one event without an answer
MOST_SEARCHES = 12  # they stand in one row above the catalogue


def leave_team_refusal(role: Role) -> Refusal | None:
    """Why ``role`` can't be taken away or lowered."""
    others = role.event.roles.filter(kind=RoleKind.OWNER).exclude(pk=role.pk)
    if role.kind == RoleKind.OWNER and not others.exists():
        return Refusal.LAST_OWNER
    return None


def save_search_refusal(user: User, *, name: str, query: str) -> Refusal | None:
    """Why ``user`` can't keep that search. Call with the user locked."""
    if not query:
        return Refusal.SEARCH_EMPTY
    if len(query) > LONGEST_SEARCH:
        return Refusal.SEARCH_LONG
    saved = list(SavedSearch.objects.of(user))
    if any(search.query == query for search in saved):
        return Refusal.SEARCH_SAVED
    if any(search.name.casefold() == name.casefold() for search in saved):
        return Refusal.SEARCH_NAMED
    return Refusal.SEARCHES_FULL if len(saved) >= MOST_SEARCHES else None


def ask_refusal(event: Event, user: User, *, at: datetime) -> Refusal | None:
    """Why ``user`` can't ask the organisers of ``event``."""
    if event.is_draft:
        return Refusal.NOT_ANNOUNCED
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_over(at):
        return Refusal.OVER
    waiting = Enquiry.objects.waiting().filter(asker=user, event=event).count()
    return Refusal.ENQUIRIES_FULL if waiting >= MOST_ENQUIRIES else None
