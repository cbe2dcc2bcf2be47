"""Seats that a coordinator holds for a department and gives names to later."""

from datetime import datetime

from django.db import transaction

from accounts.models import Department, User
from audit.actions import record
from events.models import Event, Pool
from registrations import notifications, policies, queries, wording
from registrations.actions import service
from registrations.actions.telling import tell, tell_given
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration, SeatHold


@transaction.atomic
def hold_seats(
    *,
    pool: Pool,
    department: Department,
    seats: int,
    until: datetime,
    by: User,
    at: datetime,
    seen: int | None = None,
) -> SeatHold:
    """Take ``seats`` for people of ``department`` who are named later; what has no name at ``until`` goes back.

    ``seen``: the last hold that whoever asks knows of. A second click, or a second coordinator, has not seen the first.
    Whoever waits has been given already what they may have, so nobody is passed.
    """
    event = Event.objects.lock(pool.event)
    hold = SeatHold(
        event=event, pool=pool, department=department, asked=seats, seats=seats, until=until, held_by=by, held_at=at
    )
    if seen is not None and queries.last_hold(event, [department]) > seen:
        raise RegistrationRefused(Refusal.HELD_MEANWHILE)
    if reason := policies.hold_refusal(hold, at=at):
        raise RegistrationRefused(reason)
    free = service.free_for(event, pool=pool, department_id=department.pk, most=seats, at=at)
    if free < seats:
        raise RegistrationRefused(Refusal.NO_SEATS_FREE, subject=free)
    service.hold(hold)
    after = {"department": department.key, "seats": seats, "until": until.isoformat()}
    record("seats.held", hold, by=by, at=at, scope=event.scope, after=after)
    return hold


@transaction.atomic
def name_person(*, hold: SeatHold, participant: User, by: User, at: datetime) -> Registration:
    """Give one of the seats that are held to a colleague of that department, as the rules of the event allow.

    Whoever belongs to a department below fills what is held for that one: a seat may come free for somebody who waits.
    """
    participant = User.objects.lock(participant)
    event = Event.objects.lock(hold.event)
    hold = SeatHold.objects.select_related("event", "pool", "department").get(pk=hold.pk)
    live = queries.live_registration(participant, event)
    if reason := policies.name_refusal(hold, participant=participant, at=at, registration=live):
        raise RegistrationRefused(reason)
    registration = Registration(event=event, user=participant, department=participant.department, added_by=by)
    if short := service.name(hold, registration, at=at):
        raise RegistrationRefused(policies.REFUSED[short])
    tell(registration, "registration.named", before="", by=by, at=at)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return registration


@transaction.atomic
def remind_of_hold(*, hold: SeatHold, at: datetime) -> None:
    """Tell whoever holds seats without names that they go back soon; once, however often the clock asks."""
    notifications.tell_holder(wording.HOLD_ENDS_SOON, hold, seats=hold.seats, at=at)


@transaction.atomic
def release_hold(*, hold: SeatHold, by: User, at: datetime) -> SeatHold:
    """Give back what nobody was named for; whoever is next gets it."""
    event = Event.objects.lock(hold.event)
    hold = SeatHold.objects.select_related("event", "department", "held_by").get(pk=hold.pk)
    if hold.ended_at is not None:
        raise RegistrationRefused(Refusal.NO_HOLD)
    seats = hold.seats
    service.release(hold, at=at)
    before = {"department": hold.department.key, "seats": seats}
    record("seats.released", hold, by=by, at=at, scope=event.scope, before=before)
    if hold.held_by_id != by.pk:
        notifications.tell_holder(wording.HOLD_RELEASED, hold, seats=seats, at=at)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return hold


def let_hold_lapse(hold: SeatHold, *, at: datetime) -> None:
    """Give back what has no name in time, and say so. Call with the event locked; whoever is next is seated after."""
    seats = hold.seats
    service.release(hold, at=at)
    before = {"department": hold.department.key, "seats": seats}
    record("seats.lapsed", hold, by=None, at=at, scope=hold.event.scope, before=before)
    notifications.tell_holder(wording.HOLD_LAPSED, hold, seats=seats, at=at)
