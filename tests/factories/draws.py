"""Events whose seats are drawn, through their own actions."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from accounts.models import Department, User
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.models import Event
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.registrations import register

CLOSES = NOW + timedelta(days=2)
AFTER = CLOSES + timedelta(hours=1)


def make_draw_event(
    *,
    owner: User | None = None,
    at: datetime = NOW,
    until: datetime = CLOSES,
    rules: tuple[SeatRuleDraft, ...] = (),
    seating: dict[str, object] | None = None,
    **values: object,
) -> Event:
    """A published event that collects requests until ``until``."""
    owner = owner or make_user("Owner")
    event = make_event(owner=owner, at=at, **values)
    draft = SeatingDraft(allotment="draw", requests_until=until, rules=rules, **(seating or {}))
    return events.set_seating(event=event, draft=draft, by=owner, at=at)


def ask(event: Event, *people: User, at: datetime = NOW) -> list[Registration]:
    """Requests of ``people``; without any, of somebody."""
    return [register(event, person, at=at) for person in people or (make_user(),)]


def publish(event: Event, *, at: datetime = AFTER) -> Event:
    """Draw and publish."""
    owner = event.roles.get().user
    actions.draw(event=event, by=owner, at=at)
    actions.publish_draw(event=event, by=owner, at=at)
    return Event.objects.get(pk=event.pk)


def make_many_requests(event: Event, number: int, *, departments: Sequence[Department], at: datetime = NOW) -> None:
    """As ``number`` requests of as many people, written at once."""
    people = User.objects.bulk_create(
        User(email=f"many{each}@example.org", name=f"Many {each}", department=departments[each % len(departments)])
        for each in range(number)
    )
    Registration.objects.bulk_create(
        Registration(
            event=event,
            pool=main_pool(event),
            user=person,
            department=person.department,
            status="requested",
            requested_at=at,
            queued_at=at,
        )
        for person in people
    )
