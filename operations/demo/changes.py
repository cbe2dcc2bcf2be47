"""What people of the demo organisation have changed about their own places."""

from collections.abc import Mapping
from datetime import datetime

from accounts.models import User
from events import actions as organising
from events.drafts import SeatingDraft
from events.enums import ClashRule, RoleKind
from events.models import Event
from registrations import actions
from registrations.models import Registration


def change_places(events: Mapping[str, Event], users: Mapping[str, User], *, at: datetime) -> None:
    """Mara can't come to the second of three mornings; Lena has given a seat to Priya; one event refuses clashes.

    Mara has a seat at the same time as that one, and reads so.
    """
    event, mara = events["several_sessions"], users["Mara Lindqvist"]
    second = event.sessions.order_by("starts_at")[1]
    place = Registration.objects.for_event(event).of(mara).live().get()
    actions.stay_away(registration=place, session=second, by=mara, at=at)
    lena, priya = users["Lena Vogt"], users["Priya Raman"]
    pool = events["online"].pools.get()
    place = actions.register(event=events["online"], participant=lena, pool=pool, at=at)
    actions.hand_over(registration=place, to=priya, by=lena, at=at)
    _refuse_clashes(events["clash_refused"], at=at)


def _refuse_clashes(event: Event, *, at: datetime) -> None:
    owner = event.roles.get(kind=RoleKind.OWNER).user
    organising.set_seating(event=event, draft=SeatingDraft(clash_rule=ClashRule.REFUSE), by=owner, at=at)
