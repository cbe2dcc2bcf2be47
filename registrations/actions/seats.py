"""Registering, cancelling, and what the organiser does to the list."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F, Max

from accounts.models import Guest, User
from audit.actions import record
from common.questions import attach
from events.models import Event, Pool
from registrations import notifications, policies, queries
from registrations.actions import service
from registrations.actions.telling import tell, tell_given
from registrations.enums import Ending, Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration

Against = Callable[..., policies.Bar | None]


@transaction.atomic
def register(*, event: Event, participant: User, pool: Pool, at: datetime, takes_either: bool = False) -> Registration:
    """Give ``participant`` a seat in ``pool``, or the next place on the waiting list.

    Where seats are drawn, or somebody has to say yes first, it is a request. ``takes_either``: a seat of
    the other kind will do until one in ``pool`` is free.
    """
    participant = User.objects.lock(participant)
    event = Event.objects.lock(event)
    return _take_place(event, pool, participant, against=policies.own_bar, at=at, takes_either=takes_either)


def follow_series(*, event: Event, participant: User, pool: Pool, at: datetime) -> Registration:
    """Give ``participant`` a seat since they are registered for the whole series: no head start of others is in the way.

    Private to the actions: the person stands locked, and then the event.
    """
    return _take_place(event, pool, participant, against=policies.bar, at=at)


def _take_place(
    event: Event, pool: Pool, person: User, *, against: Against, at: datetime, takes_either: bool = False
) -> Registration:
    pool, line = _before(event, pool, person)
    if reason := policies.join_refusal(event, participant=person, pool=pool, at=at, has_place=line.has_place):
        raise RegistrationRefused(reason)
    if barred := against(event, person, at=at):
        raise RegistrationRefused(barred.reason, subject=barred.subject)
    registration = Registration(
        event=event, pool=pool, user=person, department_id=person.department_id, takes_either=takes_either
    )
    if policies.is_request(event):
        return _request(registration, at=at)
    return _join(registration, line, by=person, at=at)


@transaction.atomic
def add(*, event: Event, participant: User, pool: Pool, by: User, at: datetime) -> Registration:
    """Put a colleague on the list: a seat where one is free, else the next place in line."""
    participant = User.objects.lock(participant)
    event = Event.objects.lock(event)
    pool, line = _before(event, pool, participant)
    if not participant.is_active:
        raise RegistrationRefused(Refusal.NO_ACCOUNT)
    if reason := policies.add_refusal(event, at=at, pool=pool, has_place=line.has_place):
        raise RegistrationRefused(reason)
    registration = Registration(
        event=event, pool=pool, user=participant, department_id=participant.department_id, added_by=by
    )
    return _join(registration, line, by=by, at=at)


@transaction.atomic
def let_in(*, event: Event, participant: User, pool: Pool, by: User, at: datetime) -> Registration:
    """Give a seat to a colleague who stands at the door without one, where one is free and the rules allow it."""
    participant = User.objects.lock(participant)
    event = Event.objects.lock(event)
    pool, line = _before(event, pool, participant)
    if reason := policies.walk_in_refusal(event, participant=participant, pool=pool, at=at, has_place=line.has_place):
        raise RegistrationRefused(reason)
    if short := service.why_not(event, pool=pool, department_id=participant.department_id, at=at):
        raise RegistrationRefused(policies.REFUSED[short])
    registration = Registration(
        event=event, pool=pool, user=participant, department_id=participant.department_id, added_by=by
    )
    if not _join(registration, line, by=by, at=at).is_confirmed:
        raise RegistrationRefused(Refusal.SOMEBODY_FIRST)
    return registration


@transaction.atomic
def add_guest(*, event: Event, guest: Guest, pool: Pool, by: User, at: datetime) -> Registration:
    """Put somebody from outside on the list; the mail brings them a link to their place."""
    event = Event.objects.lock(event)
    pool, line = _before(event, pool, guest)
    if reason := policies.add_refusal(event, at=at, pool=pool, has_place=line.has_place):
        raise RegistrationRefused(reason)
    return _join(Registration(event=event, pool=pool, guest=guest, added_by=by), line, by=by, at=at)


@transaction.atomic
def cancel(*, registration: Registration, by: User | None, at: datetime) -> Registration:
    """Give one's own seat or place in line back; whoever is next gets the seat.

    ``by`` is None for a guest, who has no account.
    """
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.cancel_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    return _leave(event, registration, ending=Ending.BY_PERSON, by=by, at=at)


@transaction.atomic
def remove(*, registration: Registration, message: str, by: User, at: datetime) -> Registration:
    """Take somebody off the list and tell them why; whoever is next gets the seat."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.remove_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    return _leave(event, registration, ending=Ending.BY_ORGANISER, by=by, at=at, message=message)


@transaction.atomic
def move(*, registration: Registration, pool: Pool, reason: str, by: User, at: datetime) -> Registration:
    """Let somebody have a seat of the other kind, or wait for one, for a stated reason; a seat needs a free one."""
    event = Event.objects.lock(registration.event)
    pool = event.pools.get(pk=pool.pk)
    registration = fresh(registration)
    before = registration.status
    if refused := policies.move_refusal(registration, pool=pool, reason=reason, at=at):
        raise RegistrationRefused(refused)
    if registration.is_confirmed:
        if short := service.why_not(event, pool=pool, department_id=registration.department_id, at=at):
            raise RegistrationRefused(policies.REFUSED[short])
        service.move(registration, pool)
    else:
        registration.pool, registration.takes_either = pool, False
        registration.revision += 1
        registration.save(update_fields=["pool", "takes_either", "revision"])
    given = service.seat_waiting(event, at=at, at_once=[registration.pk])
    tell_given([one for one in given if one != registration], by=by, at=at)
    registration = fresh(registration)
    tell(registration, "registration.moved", before=before, by=by, at=at, message=reason)
    return registration


@transaction.atomic
def reorder(*, registration: Registration, place: int, reason: str, by: User, at: datetime) -> Registration:
    """Let somebody wait at another ``place`` (1 is the first) in the line for their seats, for a stated reason."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if refused := policies.reorder_refusal(registration, reason=reason, at=at):
        raise RegistrationRefused(refused)
    line = list(Registration.objects.for_event(event).filter(pool=registration.pool).waiting_in_order())
    was = line.index(registration) + 1
    line.remove(registration)
    ahead = line[: max(place - 1, 0)]
    if len(ahead) + 1 == was:
        return registration  # a second click
    _stand_behind(registration, ahead)
    after = {"place": len(ahead) + 1, "reason": reason}
    record("registration.reordered", registration, by=by, at=at, scope=event.scope, before={"place": was}, after=after)
    tell_given(service.seat_waiting(event, at=at), by=by, at=at)
    return registration


def _stand_behind(registration: Registration, ahead: list[Registration]) -> None:
    """Let ``registration`` come right behind the last of ``ahead``; with nobody ahead, before everybody.

    Whoever is in front moves further to the front, also those who wait for the other kind of seat: between all
    others, in either line, the order stays as it was. Whoever comes later comes behind all of them.
    """
    others = Registration.objects.for_event(registration.event).exclude(pk=registration.pk)
    waiting, wishing = others.waiting(), others.confirmed().wishing_in_order()
    if ahead:
        last = ahead[-1]
        row: dict[str, Any] = {"priority": last.priority, "pk": last.pk}
        further = {"priority": F("priority") + 2}
        waiting.before(**row, queued_at=last.queued_at).update(**further)
        wishing.before(**row, wished_at=last.queued_at).update(**further)
        others.filter(pk=last.pk).update(**further)
        registration.priority = last.priority + 1
    else:
        highest = [rows.aggregate(highest=Max("priority"))["highest"] for rows in (waiting, wishing)]
        registration.priority = 1 + max(number for number in highest if number is not None)
    registration.save(update_fields=["priority"])


def give_back(registration: Registration, *, by: User | None, at: datetime) -> Registration:
    """End a seat that was declined in the calendar; whoever is next gets it.

    Private to the actions: the event stands locked, and nothing speaks against it.
    """
    return _leave(registration.event, registration, ending=Ending.BY_CALENDAR, by=by, at=at)


def fresh(registration: Registration) -> Registration:
    """The row as it is now that the event is locked."""
    return Registration.objects.select_related("event", "pool", "user", "guest").get(pk=registration.pk)


def _join(registration: Registration, line: queries.Line, *, by: User, at: datetime) -> Registration:
    """Stand in line, and let the service decide at once: a newcomer never passes who waits."""
    tell_given(service.seat_newcomer(registration, line, at=at), by=by, at=at)
    tell(registration, "registration.made", before="", by=by, at=at)
    return registration


def _request(registration: Registration, *, at: datetime) -> Registration:
    """Ask for a seat; nothing is taken until the request is approved or drawn."""
    registration.status, registration.requested_at, registration.queued_at = RegistrationStatus.REQUESTED, at, at
    registration.request_until = policies.request_until(registration.event, at=at)
    registration.save(force_insert=True)
    tell(registration, "registration.requested", before="", by=registration.user, at=at)
    if registration.request_until is not None:
        notifications.ask_deciders(registration, queries.deciders(registration), at=at)
    return registration


def _leave(
    event: Event, registration: Registration, *, ending: Ending, by: User | None, at: datetime, message: str = ""
) -> Registration:
    before = registration.status
    seat = service.end(registration, status=RegistrationStatus.CANCELLED, ending=ending, at=at)
    returned = [seat] if seat and event.returns_to_department else []
    tell(registration, "registration.ended", before=before, by=by, at=at, message=message)
    tell_given(service.seat_waiting(event, at=at, returned=returned), by=by, at=at)
    return registration


def _before(event: Event, pool: Pool, person: User | Guest) -> tuple[Pool, queries.Line]:
    """The ``pool`` of a locked event as it is now, and the line as ``person`` meets it; all pools are at hand then.

    They are as they were before: whoever moves a seat and then asks who is next must not have them at hand.
    """
    line = queries.line_before(event, person)
    attach([event], "pools", {event.pk: line.pools})
    return next(one for one in line.pools if one.pk == pool.pk), line
