"""A seminar for which a manager has to say yes: one request waits, one was approved, one declined."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft
from events.enums import Approval, RoleKind
from events.models import Event
from registrations import actions


def ask_managers(event: Event, waits: User, crowd: Sequence[User], *, at: datetime) -> None:
    """``waits`` has a manager who has not answered; for two who have none the organiser has."""
    owner = event.roles.get(kind=RoleKind.OWNER).user
    draft = SeatingDraft(approval=Approval.MANAGER, approval_days=7)
    event = events.set_seating(event=event, draft=draft, by=owner, at=at - timedelta(days=5))
    pool, moment = event.pools.order_by("pk")[0], at - timedelta(days=1)
    listed = set(event.registrations.values_list("user", flat=True))
    lucky, other = [person for person in crowd if person.pk not in listed and person.manager_id is None][:2]
    for person in (waits, lucky, other):
        asked = actions.register(event=event, participant=person, pool=pool, at=at - timedelta(days=2))
        if person == lucky:
            actions.approve(registration=asked, by=owner, at=moment)
        elif person == other:
            actions.refuse(registration=asked, note="We need you at the audit that week.", by=owner, at=moment)
