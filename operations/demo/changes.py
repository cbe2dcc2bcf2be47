"""What people of the demo organisation have changed about their own places."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from events.models import Event
from registrations import actions
from registrations.models import Registration


def change_places(events: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """Mara can't come to the second of three mornings; Lena has given a seat to Priya."""
    event, mara = events["several_sessions"], users["Mara Lindqvist"]
    second = event.sessions.order_by("starts_at")[1]
    place = Registration.objects.for_event(event).of(mara).live().get()
    actions.stay_away(registration=place, session=second, by=mara, at=at)
    lena, priya = users["Lena Vogt"], users["Priya Raman"]
    pool = events["online"].pools.get()
    place = actions.register(event=events["online"], participant=lena, pool=pool, at=at)
    actions.hand_over(registration=place, to=priya, by=lena, at=at)
