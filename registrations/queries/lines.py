"""What is said to whoever waits: why they have no seat yet."""

from collections.abc import Collection, Iterable
from datetime import datetime

from django.db.models import Q

from events.enums import Audience, EventState
from events.models import Event, Pool, SeatRule
from registrations.allocation import allocate
from registrations.enums import WhyWaiting
from registrations.models import Registration, SeatHold
from registrations.queries import seating
from registrations.queries.halls import facts_of


def give_reasons(waiting: Collection[Registration], pools: Iterable[Pool] | None = None, *, at: datetime) -> None:
    """Let each of ``waiting`` say why they have no seat, as ``why``; ``pools``: those of their events, if at hand.

    Whoever has a seat and wishes for one of the other kind hears why they have none of that.

    What stands against somebody alone is stored with their place; the rest follows from the seats as they
    are now, so that it is never out of date.
    """
    if not waiting:
        return
    events = {registration.event_id: registration.event for registration in waiting}.values()
    if pools is None:
        pools = Pool.objects.filter(event__in=[event.pk for event in events])
    hall = facts_of(pools, *events).hall(at=at)
    for registration in waiting:
        ledger = hall.ledgers[registration.wished_pool_id or registration.pool_id]
        reason = ledger.refusal(registration.department_id)
        registration.why = WhyWaiting(registration.why_waiting or reason or WhyWaiting.FULL)


def would_go_to_somebody(registration: Registration, *, at: datetime) -> bool:
    """Whether the seat of ``registration``, if it were given back, would go to anybody who waits."""
    event = registration.event
    pools = list(event.pools.all())
    facts = facts_of(pools, event)
    department = registration.department_id if event.rules_set else None
    seats = {**facts.seats, registration.pool_id: facts.seats[registration.pool_id].without(department)}
    line = seating.WaitingList(event, pools)
    return any(decision.is_seated for decision in allocate(seats, facts.lines, line, at=at))


def due_for_a_look(*, at: datetime) -> list[int]:
    """Ids of events at which a time has passed, or an obstacle may be gone, so that seats are to be looked at again."""
    events = Event.objects.filter(state=EventState.PUBLISHED, ends_at__gt=at)
    overdue = Registration.objects.overdue(at=at).values("event")
    holds = SeatHold.objects.standing().filter(until__lte=at).values("event")
    floors = SeatRule.objects.filter(lapses_at__lte=at, lapsed_at=None).values("pool__event")
    due = set(events.filter(Q(pk__in=overdue) | Q(pk__in=holds) | Q(pk__in=floors)).values_list("pk", flat=True))
    obstacles = Registration.objects.waiting().exclude(why_waiting="").values("event")
    for event in events.filter(pk__in=obstacles, starts_at__gt=at).exclude(pk__in=due):
        if seating.stale_obstacles(event).exists():
            due.add(event.pk)
    return sorted(due)


def waited_for_under_rules(*, at: datetime) -> set[int]:
    """Ids of events to come at which somebody waits and departments have a say: who is invited, or who has seats."""
    departments = Q(rules_set__gt=0) | Q(audience=Audience.DEPARTMENTS)
    waiting = Q(pk__in=Registration.objects.waiting().values("event"))
    wishing = Q(pk__in=Registration.objects.wishing_in_order().values("event"))
    events = Event.objects.filter(departments, waiting | wishing, state=EventState.PUBLISHED, starts_at__gt=at)
    return set(events.values_list("pk", flat=True))
