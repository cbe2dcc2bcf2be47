"""Announcing something informal."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events import policies
from events.actions.editing import create
from events.actions.publishing import publish
from events.drafts import EventDraft
from events.exceptions import EventRefused
from events.models import Event


@transaction.atomic
def announce(*, draft: EventDraft, by: User, at: datetime) -> Event:
    """Make a lunch table or a lightning talk and publish it at once; where that can't be, nothing is left of it."""
    if reason := policies.announce_refusal(draft):
        raise EventRefused(reason)
    return publish(event=create(draft=draft, by=by, at=at), by=by, at=at)
