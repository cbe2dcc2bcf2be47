"""What people of the demo organisation have changed about their own places."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from events.models import Event
from registrations import actions
from registrations.models import Registration


def change_places(events: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """Mara can't come to the second of three mornings."""
    event, mara = events["several_sessions"], users["Mara Lindqvist"]
    second = event.sessions.order_by("starts_at")[1]
    place = Registration.objects.for_event(event).of(mara).live().get()
    actions.stay_away(registration=place, session=second, by=mara, at=at)
