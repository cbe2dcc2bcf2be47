"""Seats that departments share by rules, and somebody who comes online until one in the room is free."""

from datetime import datetime, timedelta

from accounts.models import Department, User
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import PoolKind, RoleKind, RuleKind
from events.models import Event
from registrations import actions

HELD = (("finance", 4, 2), ("legal", 3, 5))
"""For whom, how many seats, and for how many days from now."""


def share_seats(event: Event, online_until_then: User, *, at: datetime) -> None:
    """Hold what is free in the room for two departments and let no department have more than half of it."""
    held = tuple(
        SeatRuleDraft(
            pool=PoolKind.ROOM,
            kind=RuleKind.FLOOR,
            department=Department.objects.get(key=key),
            seats=seats,
            lapses_at=at + timedelta(days=days),
        )
        for key, seats, days in HELD
    )
    limit = SeatRuleDraft(pool=PoolKind.ROOM, kind=RuleKind.CEILING, percent=50)
    owner = event.roles.get(kind=RoleKind.OWNER).user
    event = events.set_seating(event=event, draft=SeatingDraft(rules=(*held, limit)), by=owner, at=at)
    room = event.pools.get(kind=PoolKind.ROOM)
    actions.register(event=event, participant=online_until_then, pool=room, takes_either=True, at=at)
