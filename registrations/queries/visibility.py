"""Which events somebody may read about: said once, below everything that asks it."""

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from events.models import Event
from events.querysets import EventQuerySet
from registrations.models import Registration

Reader = User | AnonymousUser


def visible_events(user: Reader) -> EventQuerySet:
    """Events that ``user`` may read about: as a colleague, or because they take part."""
    return Event.objects.visible_to(user, known=Registration.objects.of(user).values("event"))
