"""Which materials somebody may open: because of their seat, because all may, or because they run or teach it."""

from datetime import datetime
from typing import Any

from accounts.models import User
from events.models import Event, Material
from events.querysets import MaterialQuerySet
from registrations.models import Registration
from registrations.queries.visibility import visible_events


def materials_open_to(user: User, *, at: datetime) -> MaterialQuerySet:
    """What ``user`` may open at ``at``."""
    if user.is_staff:
        return Material.objects.all()
    own, seated = _own_and_seated(user)
    return Material.objects.open_to(seen=visible_events(user).values("pk"), seated=seated, own=own, at=at)


def materials_listed_for(user: User, *, at: datetime) -> MaterialQuerySet:
    """The same for a list of many events: what is kept to its link is listed to those who have part in it."""
    return materials_open_to(user, at=at).listed(known=_own_and_seated(user))


def materials_for_guest(registration: Registration, *, at: datetime) -> MaterialQuerySet:
    """What a guest may open of the one event they know of."""
    event: Any = Event.objects.filter(pk=registration.event_id).values("pk")
    seated = event if registration.is_confirmed else event.none()
    return Material.objects.shown(seen=event, seated=seated, at=at).for_event(registration.event)


def _own_and_seated(user: User) -> tuple[Any, Any]:
    return Event.objects.run_or_taught_by(user).values("pk"), Registration.objects.of(user).confirmed().values("event")
