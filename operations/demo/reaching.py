"""What organisers of the demo organisation wrote to people, and who has gone to the meeting that is held online now."""

import uuid
from collections.abc import Mapping
from datetime import datetime, timedelta

from events.enums import PoolKind, RoleKind
from events.models import Event
from registrations import actions, policies, queries
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from registrations.notifications.writing import Words

JOINED = 14
TO_SEATED = Words(
    subject="{event}: where to find us",
    text="""Dear {name},

we meet at **{place}**, {when}. If you join online, the way in opens a quarter of an hour before:

{join}

- Bring the question you would rather not ask.
- Coffee is there from half past.
""",
    is_answered_by_author=True,
)
TO_WAITING = Words(
    subject="You are number {position} for {event}",
    text="""Dear {name},

two more people would like to come than there are chairs. We look for a larger room and write again by Friday.
Whatever comes of it, your place in line stays: {link}
""",
)


def reach_people(events: Mapping[str, Event], *, at: datetime) -> None:
    """One mail to everybody with a seat today, one to a waiting list; and the first who went to the meeting online."""
    _write(events["today"], TO_SEATED, queries.Whom(), at=at - timedelta(hours=3))
    _write(events["full"], TO_WAITING, queries.Whom(states=(RegistrationStatus.WAITLISTED,)), at=at - timedelta(days=1))
    session = events["today"].sessions.select_related("event").get()
    online = Registration.objects.for_event(events["today"]).confirmed().filter(pool__kind=PoolKind.ONLINE)
    for registration in online.select_related("event", "pool").order_by("pk")[:JOINED]:
        door = queries.Door(session=session, registration=registration)
        if policies.door_refusal(door, at=at) is None:
            actions.enter(door=door, at=at)


def _write(event: Event, words: Words, whom: queries.Whom, *, at: datetime) -> None:
    owner = event.roles.get(kind=RoleKind.OWNER).user
    number = len(queries.addressees(event, whom))
    writing = actions.Writing(words=words, whom=whom, number=number, key=uuid.uuid4())
    actions.write(event=event, writing=writing, by=owner, at=at)
