"""The allocation service: the one way in which seats are given and given back.

Private to the actions. Every function here is called with the event locked, or two
cancellations promote the same person and two registrations take the same seat.
"""

import math
from collections.abc import Iterator, Sequence
from datetime import datetime
from heapq import merge

from django.db.models import F

from calendars import actions as calendars
from calendars.models import Revision
from events import actions as events
from events.models import Event
from events.queries import invited_departments, uids_of
from registrations.allocation import Decision, Seats, Waiting, allocate
from registrations.enums import SEATED, Ending, RegistrationStatus, WhyWaiting
from registrations.models import Registration

READ_AHEAD = 100
NEWCOMER = 0  # no row has this id


def seat_waiting(event: Event, *, at: datetime) -> list[Registration]:
    """Give every free seat of ``event`` to whoever is next in line; returns who got one."""
    return _allocate(event, at=at)


def seat_newcomer(newcomer: Registration, *, at: datetime) -> list[Registration]:
    """Let somebody who is not on the list yet stand in line, and give every free seat to whoever is next.

    A newcomer never passes who waits. Returns who else got a seat; ``newcomer`` is saved as it was decided.
    """
    newcomer.status, newcomer.why_waiting = RegistrationStatus.WAITLISTED, WhyWaiting.FULL
    newcomer.queued_at = at
    promoted = _allocate(newcomer.event, at=at, newcomer=newcomer)
    if newcomer.is_waiting:
        newcomer.waitlisted_at = at
    newcomer.save(force_insert=True)
    return promoted


def _allocate(event: Event, *, at: datetime, newcomer: Registration | None = None) -> list[Registration]:
    pools = {pool.pk: Seats(pool.capacity, pool.seats_taken) for pool in event.pools.all()}
    promoted: list[int] = []
    for decision in allocate(pools, _line(event, newcomer)):
        if decision.is_seated:
            events.take_seats(pool_id=decision.pool, seats=1)
        if newcomer is not None and decision.id == NEWCOMER:
            _settle(newcomer, decision, at=at)
        elif decision.is_seated:
            promoted.append(decision.id)
        else:
            _keep_waiting(decision)
    return _promote(promoted, at=at) if promoted else []


def _settle(newcomer: Registration, decision: Decision, *, at: datetime) -> None:
    if decision.reason is None:
        newcomer.status, newcomer.why_waiting = RegistrationStatus.CONFIRMED, ""
        newcomer.confirmed_at = at
    else:
        newcomer.why_waiting = decision.reason


def _promote(ids: Sequence[int], *, at: datetime) -> list[Registration]:
    promoted = Registration.objects.filter(pk__in=ids)
    promoted.update(status=RegistrationStatus.CONFIRMED, confirmed_at=at, why_waiting="", revision=F("revision") + 1)
    return list(promoted.select_related("event", "pool", "user", "guest").order_by("pk"))


def end(registration: Registration, *, ending: Ending, at: datetime) -> None:
    """End a registration and count its seat as free."""
    if registration.status in SEATED:
        events.release_seats(pool_id=registration.pool_id, seats=1)
    registration.status = RegistrationStatus.CANCELLED
    registration.ending, registration.why_waiting = ending, ""
    registration.cancelled_at = at
    registration.revision += 1
    registration.save(update_fields=["status", "ending", "why_waiting", "cancelled_at", "revision"])


def expect_calendar(registration: Registration, *, at: datetime) -> list[Revision]:
    """Let the participant's calendar hold the sessions of a seat, and nothing without one."""
    uids = uids_of(registration.event)
    wanted = uids if registration.is_confirmed else []
    return calendars.expect(person=registration.participant, wanted=wanted, among=uids, at=at)


def _line(event: Event, newcomer: Registration | None) -> Iterator[Waiting]:
    invited = invited_departments(event)
    waiting = Registration.objects.for_event(event).waiting_in_order().select_related("user")
    line = merge(waiting.iterator(chunk_size=READ_AHEAD), [newcomer] if newcomer else [], key=_order)
    for registration in line:
        user = registration.user
        is_invited = (
            user is None or registration.added_by_id is not None or invited is None or user.department_id in invited
        )
        yield Waiting(registration.pk or NEWCOMER, registration.pool_id, is_invited)


def _order(registration: Registration) -> tuple[float, datetime, float]:
    """As waiting_in_order() says it; a newcomer stands behind their equals."""
    return -registration.priority, registration.queued_at, registration.pk or math.inf


def _keep_waiting(decision: Decision) -> None:
    Registration.objects.filter(pk=decision.id).exclude(why_waiting=decision.reason).update(why_waiting=decision.reason)
