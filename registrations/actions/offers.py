"""Seats that are offered: saying yes, saying no, letting the time pass."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events.models import Event, Pool
from registrations import policies
from registrations.actions import service
from registrations.actions.holds import let_hold_lapse
from registrations.actions.seats import fresh
from registrations.actions.telling import tell, tell_given
from registrations.enums import Ending, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration


@transaction.atomic
def accept(*, registration: Registration, by: User | None, at: datetime) -> Registration:
    """Take the seat that is offered; for somebody with a seat, change to the one they would rather have.

    Whoever takes one of the other kind wishes for their first choice from now on, which may be free by now.
    ``by`` is None for a guest, and for whoever says so by the link in their mail.
    """
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.answer_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    before = registration.status
    if registration.is_offered:
        service.accept(registration, at=at)
        tell(registration, "registration.accepted", before=before, by=by, at=at)
    else:
        service.accept_upgrade(registration)
        tell(registration, "registration.upgraded", before=before, by=by, at=at)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return fresh(registration)


@transaction.atomic
def decline(*, registration: Registration, by: User | None, at: datetime) -> Registration:
    """Say no to the seat that is offered; the next in line gets it. Who has a seat keeps that."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.answer_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    before = registration.status
    if registration.is_offered:
        service.end(registration, status=RegistrationStatus.CANCELLED, ending=Ending.OFFER_DECLINED, at=at)
    else:
        service.forget_wish(registration, is_held=True)
    tell(registration, "registration.offer_declined", before=before, by=by, at=at)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return registration


@transaction.atomic
def let_lapse(*, event: Event, at: datetime) -> None:
    """End what has a time at ``event`` that has passed: offers, requests, and seats that nobody was named for.

    Seats that a floor has held become open to everybody. Whoever is next gets what is free.
    """
    event = Event.objects.lock(event)
    rows = Registration.objects.for_event(event).overdue(at=at)
    for registration in rows.select_related("event", "pool", "wished_pool", "user", "guest").order_by("pk"):
        before = registration.status
        if registration.is_confirmed:
            service.forget_wish(registration, is_held=True)
        else:
            service.end(registration, status=RegistrationStatus.EXPIRED, at=at)
        tell(registration, "registration.lapsed", before=before, by=None, at=at)
    for hold in event.holds.standing().filter(until__lte=at).select_related("event", "department", "held_by"):
        let_hold_lapse(hold, at=at)
    service.note_lapsed_floors(event, at=at)
    service.forget_obstacles(event)
    tell_given(service.seat_waiting(event, at=at), by=None, at=at)


@transaction.atomic
def wish(*, registration: Registration, pool: Pool | None, by: User | None, at: datetime) -> Registration:
    """Wait for a seat in ``pool`` while keeping the one there is; None takes the wish back."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.wish_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    if registration.wished_pool_id == (pool.pk if pool else None):
        return registration
    service.forget_wish(registration, is_held=registration.upgrade_until is not None)
    if pool is not None:
        if pool.event_id != event.pk or pool.pk == registration.pool_id or pool.capacity == 0:
            raise RegistrationRefused(Refusal.NO_OTHER_SEAT)
        # Where they stood in line for the seat that they have gives them no start in this one.
        registration.wished_pool, registration.wished_at, registration.priority = pool, at, 0
        registration.save(update_fields=["wished_pool", "wished_at", "priority"])
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return fresh(registration)
