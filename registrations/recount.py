"""Counts the seats again: the promise that no event is oversold and no seat stays free, kept by evidence.

The counters, the constraints and the lock should make every answer empty. What stands here trusts
none of them: it counts the rows, and asks the allocation core whether somebody was forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db.models import Count, F, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from events.enums import EventState
from events.models import Event, Pool
from registrations.allocation import allocate
from registrations.enums import SEATED, RegistrationStatus
from registrations.models import Registration, SeatHold
from registrations.queries import seating

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
    return [*_wrong_counters(), *_oversold(), *_misplaced(), *_forgotten(at=at), *_overdue(at=at)]


def _wrong_counters() -> Iterator[Difference]:
    """Counters that differ from the registrations and the coordinators' holds that take a seat."""
    for pool, rows in _counted():
        if pool.seats_taken != rows:
            yield Difference("counter", pool.event_id, pool.pk, expected=rows, found=pool.seats_taken)


def _oversold() -> Iterator[Difference]:
    """Pools with more people than seats."""
    for pool, rows in _counted():
        if pool.capacity is not None and rows > pool.capacity:
            yield Difference("oversold", pool.event_id, pool.pk, expected=pool.capacity, found=rows)


def _counted() -> Iterator[tuple[Pool, int]]:
    """Pools with the number of seats that somebody has, is offered, or holds."""
    seated = Count("registrations", filter=Q(registrations__status__in=SEATED))
    upgrades = Registration.objects.filter(wished_pool=OuterRef("pk"), upgrade_until__isnull=False)
    holds = SeatHold.objects.filter(pool=OuterRef("pk"), ended_at=None)
    pools = Pool.objects.annotate(
        rows=Coalesce(seated, 0)
        + _number(upgrades.values("wished_pool").annotate(number=Count("pk")))
        + _number(holds.values("pool").annotate(number=Sum("seats")))
    )
    for pool in pools.order_by("event_id", "pk").iterator(chunk_size=2_000):
        yield pool, pool.rows


def _number(rows: Any) -> Any:
    return Coalesce(Subquery(rows.values("number")), 0)


def _misplaced() -> Iterator[Difference]:
    """Live places that count for another department than the person's."""
    elsewhere = Registration.objects.live().filter(user__isnull=False).exclude(department=F("user__department"))
    neither = Q(department=None, user__department=None)
    for row in elsewhere.exclude(neither).filter(event__ends_at__gt=F("queued_at")).select_related("user"):
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
        decisions = allocate(seating.seats_of(pools, event), seating.lines_of_departments(event), line, at=at)
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
