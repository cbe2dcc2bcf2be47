"""What somebody looks for again and again. Their own affair, so no audit line tells of it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events import policies
from events.exceptions import EventRefused
from events.models import SavedSearch


@transaction.atomic
def save_search(*, user: User, name: str, query: str, at: datetime) -> SavedSearch:
    """Keep what ``user`` looks for under a name; ``query`` is the canonical part of the catalogue's address."""
    user = User.objects.lock(user)
    if reason := policies.save_search_refusal(user, name=name, query=query):
        raise EventRefused(reason)
    return SavedSearch.objects.create(user=user, name=name, query=query, saved_at=at)


@transaction.atomic
def forget_search(*, search: SavedSearch) -> None:
    """Keep a saved search no longer."""
    search.delete()
