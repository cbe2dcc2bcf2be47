"""Which events somebody may read about: said once, below everything that asks it."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events.models import Event
from events.querysets import EventQuerySet
from registrations.models import Registration

Reader = User | AnonymousUser


def visible_events(user: Reader) -> EventQuerySet:
    """Events that ``user`` may read about: as a colleague, or because they take part."""
    return Event.objects.visible_to(user, known=Registration.objects.of(user).values("event"))


def events_between(user: Reader, since: datetime, until: datetime) -> EventQuerySet:
    """Of those the listed ones that are announced and take place between two moments, over or to come."""
    return visible_events(user).listed().filter(published_at__isnull=False).held_between(since, until)
