"""Seats that coordinators hold: by whom, for whom, and who may have one by name."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime

from django.db.models import Max, QuerySet

from accounts.models import Department, User
from accounts.queries import departments_below
from events.models import Event
from events.queries import invited_departments
from registrations.models import Registration, SeatHold


def holds_by_pool(event: Event) -> dict[int, list[SeatHold]]:
    """What is held at ``event`` without a name, by the pool's id; what lapses first in front."""
    found: dict[int, list[SeatHold]] = defaultdict(list)
    for hold in standing_holds(event):
        found[hold.pool_id].append(hold)
    return found


def standing_holds(event: Event) -> QuerySet[SeatHold]:
    """What is held at ``event`` without a name; what lapses first in front."""
    holds = SeatHold.objects.standing().filter(event=event).select_related("department", "pool", "held_by")
    return holds.order_by("until", "pk")


def last_hold(event: Event, departments: Collection[Department]) -> int:
    """The id of what was held last at ``event`` for any of ``departments``; 0 where nothing ever was."""
    held = SeatHold.objects.filter(event=event, department__in=[one.pk for one in departments])
    return held.aggregate(last=Max("pk"))["last"] or 0


def holds_of(user: User, *, at: datetime) -> QuerySet[SeatHold]:
    """What is held, at events to come, for the departments that ``user`` looks after."""
    holds = SeatHold.objects.standing().coordinated_by(user).filter(event__ends_at__gt=at)
    return holds.select_related("event", "department", "pool").order_by("until", "pk")


def departments_to_hold_for(user: User, event: Event) -> list[Department]:
    """The departments that ``user`` looks after and whose people may come to ``event``."""
    own = list(user.coordinated_departments.order_by("name", "pk"))
    invited = invited_departments(event) if own else None
    return [department for department in own if invited is None or department.pk in invited]


def people_to_name(hold: SeatHold) -> QuerySet[User]:
    """Colleagues of the department, and of those below it, who are not on the list of the event, by name."""
    listed = Registration.objects.live().filter(event=hold.event, user__isnull=False).values("user")
    people = User.objects.active().filter(department__in=departments_below([hold.department.key]))
    return people.exclude(pk__in=listed).order_by("name", "pk")
