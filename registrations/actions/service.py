"""The allocation service: the one way in which seats are given and given back.

Private to the actions. Every function here is called with the event locked, or two
cancellations promote the same person and two registrations take the same seat.
"""

from collections.abc import Iterator
from datetime import datetime

from django.db.models import F

from calendars import actions as calendars
from calendars.models import Revision
from events import actions as events
from events.models import Event
from events.queries import invited_departments
from registrations.allocation import Decision, Seats, Waiting, allocate
from registrations.enums import SEATED, Ending, RegistrationStatus
from registrations.models import Registration

READ_AHEAD = 100


def seat_waiting(event: Event, *, at: datetime) -> list[Registration]:
    """Give every free seat of ``event`` to whoever is next in line; returns who got one."""
    pools = {pool.pk: Seats(pool.capacity, pool.seats_taken) for pool in event.pools.all()}
    promoted: list[int] = []
    for decision in allocate(pools, _queue(event)):
        if decision.is_seated:
            events.take_seats(pool_id=decision.pool, seats=1)
            promoted.append(decision.id)
        else:
            _keep_waiting(decision)
    Registration.objects.filter(pk__in=promoted).update(
        status=RegistrationStatus.CONFIRMED, confirmed_at=at, why_waiting="", revision=F("revision") + 1
    )
    return list(
        Registration.objects.filter(pk__in=promoted).select_related("event", "pool", "user", "guest").order_by("pk")
    )


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
    uids = list(registration.event.sessions.values_list("uid", flat=True))
    wanted = uids if registration.is_confirmed else []
    return calendars.expect(person=registration.participant, wanted=wanted, among=uids, at=at)


def _queue(event: Event) -> Iterator[Waiting]:
    invited = invited_departments(event)
    waiting = Registration.objects.for_event(event).waiting_in_order().select_related("user")
    for registration in waiting.iterator(chunk_size=READ_AHEAD):
        user = registration.user
        is_invited = (
            user is None or registration.added_by_id is not None or invited is None or user.department_id in invited
        )
        yield Waiting(registration.pk, registration.pool_id, is_invited)


def _keep_waiting(decision: Decision) -> None:
    Registration.objects.filter(pk=decision.id).exclude(why_waiting=decision.reason).update(why_waiting=decision.reason)
