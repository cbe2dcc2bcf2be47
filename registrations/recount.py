"""Counts the seats again: the promise that no event is oversold and no seat stays free, kept by evidence.

The counters, the constraints and the lock should make every answer empty. What stands here trusts
none of them: it counts the rows, and asks the allocation core whether somebody was forgotten.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import Coalesce

from events.enums import EventState
from events.models import Event, Pool
from events.queries import invited_departments
from registrations.allocation import Seats, Waiting, allocate
from registrations.enums import SEATED, RegistrationStatus
from registrations.models import Registration

_COLUMNS = ("pk", "event_id", "seats_taken", "rows")


@dataclass(frozen=True)
class Difference:
    """One thing that is not as promised: which kind, at which pool or event, and the two numbers."""

    kind: str  # "counter", "oversold" or "forgotten"
    event: int
    pool: int
    expected: int
    found: int

    def __str__(self) -> str:
        return f"{self.kind}: event {self.event}, pool {self.pool}, expected {self.expected}, found {self.found}"


def differences(*, at: datetime) -> list[Difference]:
    """Everything that is not as promised; nothing, where all is well."""
    return [*_wrong_counters(), *_oversold(), *_forgotten(at=at)]


def _wrong_counters() -> Iterator[Difference]:
    """Counters that differ from the registrations that take a seat."""
    for pk, event, counted, rows in _counted().exclude(seats_taken=F("rows")).values_list(*_COLUMNS):
        yield Difference("counter", event, pk, expected=rows, found=counted)


def _oversold() -> Iterator[Difference]:
    """Pools with more people than seats."""
    columns = ("pk", "event_id", "capacity", "rows")
    for pk, event, capacity, rows in _counted().filter(capacity__lt=F("rows")).values_list(*columns):
        yield Difference("oversold", event, pk, expected=capacity, found=rows)


def _counted() -> Any:
    """Pools with the number of ``rows`` that take a seat of theirs."""
    seated = Count("registrations", filter=Q(registrations__status__in=SEATED))
    return Pool.objects.annotate(rows=Coalesce(seated, 0)).order_by("event_id", "pk")


def _forgotten(*, at: datetime) -> Iterator[Difference]:
    """Free seats of what is still to come, while somebody who may have them waits."""
    room = Q(capacity=None) | Q(capacity__gt=F("seats_taken"))
    waiting = Registration.objects.filter(status=RegistrationStatus.WAITLISTED).values("event")
    free = Pool.objects.filter(room, event__in=waiting).values("event")
    events = Event.objects.filter(pk__in=free, state=EventState.PUBLISHED, starts_at__gt=at)
    for event in events.order_by("pk").prefetch_related("pools"):
        pools = {pool.pk: Seats(pool.capacity, pool.seats_taken) for pool in event.pools.all()}
        seated = [decision.pool for decision in allocate(pools, _line(event)) if decision.is_seated]
        for pool in sorted(set(seated)):
            yield Difference("forgotten", event.pk, pool, expected=0, found=seated.count(pool))


def _line(event: Event) -> Iterator[Waiting]:
    """The waiting list, said once more here: the count shares no word with what it checks."""
    invited = invited_departments(event)
    for registration in Registration.objects.for_event(event).waiting_in_order().select_related("user"):
        user = registration.user
        is_invited = (
            user is None or registration.added_by_id is not None or invited is None or user.department_id in invited
        )
        yield Waiting(registration.pk, registration.pool_id, is_invited)
