"""Counts the seats again: the promise that no event is oversold and no seat stays free, kept by evidence.

The counters, the constraints and the lock should make every answer empty. What stands here trusts
none of them: it counts the rows, and asks the allocation core whether somebody was forgotten.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_lazy as _

from events.enums import EventState
from events.models import Event, Pool
from registrations.allocation import allocate
from registrations.enums import RegistrationStatus
from registrations.models import Registration, SeatHold
from registrations.queries import seating
from registrations.queries.halls import facts_of

SEEN_WITHIN = timedelta(hours=1)  # the clock looks every minute


@dataclass(frozen=True)
class Difference:
    """One thing that is not as promised: which kind, at which pool or event, and the two numbers."""

    kind: str  # one of WORDS
    event: int
    pool: int
    expected: int
    found: int

    def __str__(self) -> str:
        return f"{self.kind}: event {self.event}, pool {self.pool}, expected {self.expected}, found {self.found}"


WORDS = {
    "counter": _("The counter of the seats is not what the list says."),
    "oversold": _("More people have a seat than there are seats."),
    "forgotten": _("A seat is free that somebody on the waiting list may have."),
    "overdue": _("An offer, a request or held seats should have lapsed."),
    "department": _("A seat counts for another department than the person's."),
    "obstacle": _("Somebody is passed over for a reason that does not hold any more."),
}


def differences(*, at: datetime) -> list[Difference]:
    """Everything that is not as promised; nothing, where all is well."""
    return [*_miscounted(), *_misplaced(at=at), *_forgotten(at=at), *_overdue(at=at)]


def _miscounted() -> Iterator[Difference]:
    """Counters that differ from what takes a seat, then pools with more of that than seats."""
    rows = _seats_by_pool()
    pools = list(Pool.objects.order_by("event_id", "pk").values_list("pk", "event_id", "capacity", "seats_taken"))
    for pk, event, _capacity, taken in pools:
        if taken != rows[pk]:
            yield Difference("counter", event, pk, expected=rows[pk], found=taken)
    for pk, event, capacity, _taken in pools:
        if capacity is not None and rows[pk] > capacity:
            yield Difference("oversold", event, pk, expected=capacity, found=rows[pk])


def _seats_by_pool() -> Counter[int]:
    """How many seats somebody has, is offered, or holds, by the pool's id: counted apart, which is quick on any list."""
    upgrades = Registration.objects.filter(upgrade_until__isnull=False)
    holds = SeatHold.objects.standing()
    found: Counter[int] = Counter()
    for counts in (
        Registration.objects.seated().values_list("pool").annotate(number=Count("pk")),
        upgrades.values_list("wished_pool").annotate(number=Count("pk")),
        holds.values_list("pool").annotate(number=Sum("seats")),
    ):
        found.update(dict(counts.order_by()))
    return found


def _misplaced(*, at: datetime) -> Iterator[Difference]:
    """Live places that count for another department than the person's; those at what is over stay as they were."""
    elsewhere = Registration.objects.live().filter(user__isnull=False).exclude(department=F("user__department"))
    neither = Q(department=None, user__department=None)
    for row in elsewhere.exclude(neither).filter(event__ends_at__gt=at).select_related("user"):
        own, counted = (row.user.department_id if row.user else None), row.department_id
        yield Difference("department", row.event_id, row.pool_id, expected=own or 0, found=counted or 0)


def _forgotten(*, at: datetime) -> Iterator[Difference]:
    """Free seats of what is still to come, while somebody who may have them waits.

    Who has an obstacle is asked for it again: one that does not stand any more is a difference too.
    """
    waiting = Registration.objects.filter(status=RegistrationStatus.WAITLISTED).values("event")
    wishing = Registration.objects.wishing_in_order().values("event")
    events = Event.objects.filter(Q(pk__in=waiting) | Q(pk__in=wishing), state=EventState.PUBLISHED, starts_at__gt=at)
    for event in events.order_by("pk").prefetch_related("pools"):
        pools = list(event.pools.all())
        line = seating.WaitingList(event, pools)
        facts = facts_of(pools, event)
        decisions = allocate(facts.seats, facts.lines, line, at=at)
        seated = [decision.pool for decision in decisions if decision.pool is not None]
        for pool in sorted(set(seated)):
            yield Difference("forgotten", event.pk, pool, expected=0, found=seated.count(pool))
        for row in seating.stale_obstacles(event):
            yield Difference("obstacle", event.pk, row.pool_id, expected=0, found=1)


def _overdue(*, at: datetime) -> Iterator[Difference]:
    """Offers, requests and holds whose time was over long ago: the clock has not seen them."""
    before = at - SEEN_WITHIN
    to_come = Q(event__state=EventState.PUBLISHED, event__ends_at__gt=at)
    for row in Registration.objects.overdue(at=before).filter(to_come).order_by("pk"):
        yield Difference("overdue", row.event_id, row.pool_id, expected=0, found=1)
    for hold in SeatHold.objects.standing().filter(to_come, until__lte=before).order_by("pk"):
        yield Difference("overdue", hold.event_id, hold.pool_id, expected=0, found=hold.seats)
