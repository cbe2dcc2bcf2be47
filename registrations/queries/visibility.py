"""Which events somebody may read about: said once, below everything that asks it."""

from datetime import datetime

from django.contrib.auth.models import AnonymousUser

from accounts.models import User
from common.questions import Among, Slot
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


def reach(kind: str) -> EventQuerySet:
    """visible_events() as a question: what administrators ("staff") or colleagues may read about; what is "open" to all."""
    if kind == "staff":
        return Event.objects.all()
    if kind == "open":
        return Event.objects.open_to_all()
    known = Registration.objects.filter(user=Slot("user")).values("event")
    return Event.objects.readable(
        user=Slot("user"), heard=Among("heard"), looked_after=Among("looked_after"), known=known
    )


def kind_of(user: Reader) -> str:
    """Which of the questions is asked for ``user``; empty for strangers, and for whoever has left."""
    if not isinstance(user, User) or not user.is_active:
        return ""
    return "staff" if user.is_staff else "colleague"
