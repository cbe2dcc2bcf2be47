"""A seat that waits for an answer, a list that was put in another order, and seats that a coordinator holds."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import Department, User
from events import actions as events
from events.drafts import SeatingDraft
from events.enums import PoolKind, Promotion, RoleKind
from events.models import Event
from registrations import actions
from registrations.models import Registration
from registrations.queries import people_to_name


def ask_the_next(event: Event, first: User, crowd: Sequence[User], *, at: datetime) -> None:
    """The room is full; ``first`` is asked whether they take the seat that was given back, others wait behind."""
    owner = event.roles.get(kind=RoleKind.OWNER).user
    draft = SeatingDraft(promotion=Promotion.OFFER, offer_hours=48)
    event = events.set_seating(event=event, draft=draft, by=owner, at=at - timedelta(days=6))
    room = event.pools.get(kind=PoolKind.ROOM)
    here = Registration.objects.for_event(event)
    listed = set(here.values_list("user", flat=True))
    moment = at - timedelta(days=5)
    for person in (first, *[one for one in crowd if one.pk not in listed][:3]):
        last = actions.register(event=event, participant=person, pool=room, at=moment)
        moment += timedelta(hours=2)
    reason = "Gives the second talk and needs to hear the first."
    actions.reorder(registration=last, place=2, reason=reason, by=owner, at=at - timedelta(days=1))
    leaver = here.confirmed().filter(pool=room).select_related("event", "user").order_by("-pk")[0]
    actions.cancel(registration=leaver, by=leaver.user, at=at - timedelta(hours=5))


def hold_for_colleagues(event: Event, coordinator: User, *, at: datetime) -> None:
    """Of three seats one has a name; two others lapse tomorrow."""
    department = Department.objects.get(coordinators=coordinator)
    online = event.pools.get(kind=PoolKind.ONLINE)
    assert event.starts_at is not None  # noqa: S101  # it is published
    for seats, until in ((3, event.starts_at - timedelta(days=7)), (2, at + timedelta(hours=22))):
        held = {"pool": online, "department": department, "by": coordinator, "at": at - timedelta(days=4)}
        hold = actions.hold_seats(seats=seats, until=until, **held)
        if seats > 2:  # noqa: PLR2004  # the first one
            person = people_to_name(hold).exclude(pk=coordinator.pk)[0]
            actions.name_person(hold=hold, participant=person, by=coordinator, at=at - timedelta(days=2))
