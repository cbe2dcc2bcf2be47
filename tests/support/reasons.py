"""The one thing that keeps somebody waiting, removed: from a pool, or in earnest where it stands with the person alone."""

from dataclasses import replace

from accounts.models import User
from events.enums import Audience
from events.models import Event, Prerequisite
from registrations.enums import SEATED, WhyWaiting
from registrations.mix import Reason, Seats
from registrations.models import Registration


def remove_obstacle(place: Registration, obstacle: str) -> None:
    """Let ``obstacle`` not stand against the person of ``place`` any more, and everything else be as it is."""
    if obstacle == WhyWaiting.OUTSIDE_AUDIENCE:
        Event.objects.filter(pk=place.event_id).update(audience=Audience.EVERYONE)
    elif obstacle == WhyWaiting.NOT_ATTENDED:
        Prerequisite.objects.filter(event=place.event_id).delete()
    elif obstacle == WhyWaiting.ELSEWHERE:
        User.objects.filter(pk=place.user_id).update(location=place.event.locations.first())
    else:
        elsewhere = Registration.objects.filter(event__ends_at__gt=place.event.starts_at).exclude(event=place.event_id)
        elsewhere.filter(user=place.user_id, status__in=SEATED).delete()


def lifted(pool: Seats, reason: Reason) -> Seats:
    """``pool`` as it would be without ``reason``; what stands against a person alone is no matter of the pool."""
    one_more = sum(pool.taken.values()) + 1
    changes = {
        Reason.CLOSED: {"capacity": one_more},
        Reason.FULL: {"capacity": one_more},
        Reason.CEILING: {"ceilings": ()},
        Reason.HELD: {"floors": ()},
    }
    return replace(pool, **changes.get(reason, {}))
