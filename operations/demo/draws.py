"""Events whose seats are drawn: one collects requests, one is drawn, of one the result is published."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime, time, timedelta

from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import Allotment, EventKind, PoolKind, RuleKind
from events.models import Event
from operations.demo.programme import ROOM, Meeting, Offer
from registrations import actions

TEXT = """Two days on the survey ship, four to a cabin. There are never enough bunks, so they are drawn: it does not matter how quickly you ask.

You learn what the instruments do when nobody is looking."""
VOYAGES = (("collecting", "Aboard the survey ship: spring", 26), ("drawn", "Aboard the survey ship: Easter", 19),
           ("draw_published", "Aboard the survey ship: first of the year", 13))  # fmt: skip
TO_DRAW = tuple(
    Offer(
        state=state,
        title=title,
        kind=EventKind.TRAINING,
        host="research",
        speakers=("Tomasz Brandt",),
        topics=("Field work",),
        text=TEXT,
        meetings=(Meeting(day=day, start=time(9), end=time(17), room="Elbe 2.04"),),
        seats=((ROOM, 8),),
        owner="Tomasz Brandt",
    )
    for state, title, day in VOYAGES
)
CLOSES = {"collecting": timedelta(days=4), "drawn": -timedelta(days=1), "draw_published": -timedelta(days=3)}


def draw_seats(found: Mapping[str, Event], users: Mapping[str, User], crowd: Sequence[User], *, at: datetime) -> None:
    """Collect requests, with accounts among those who ask, and draw where the time for it has come."""
    owner = users["Tomasz Brandt"]
    people = [users["Mara Lindqvist"], users["Lena Vogt"], *crowd[:18]]
    for state, until in CLOSES.items():
        event = _collecting(found[state], owner=owner, until=at + until, at=at)
        for person in people:
            actions.register(event=event, participant=person, pool=event.pools.get(), at=at - timedelta(days=6))
        if until < timedelta():
            seed = hashlib.sha256(state.encode()).hexdigest()  # the same result each time
            actions.draw(event=event, by=owner, at=at - timedelta(hours=3), seed=seed)
        if state == "draw_published":
            actions.publish_draw(event=event, by=owner, at=at - timedelta(hours=2))


def _collecting(event: Event, *, owner: User, until: datetime, at: datetime) -> Event:
    """No more than three from one department may come."""
    rule = SeatRuleDraft(pool=PoolKind.ROOM, kind=RuleKind.CEILING, seats=3)
    draft = SeatingDraft(allotment=Allotment.DRAW, requests_until=until, rules=(rule,))
    return events.set_seating(event=event, draft=draft, by=owner, at=at - timedelta(days=8))
