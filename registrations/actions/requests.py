"""Requests that somebody has to say yes to."""

from collections.abc import Iterable
from datetime import datetime
from typing import Protocol

from django.db import transaction

from accounts.models import User
from events.models import Event
from registrations import policies
from registrations.actions import service
from registrations.actions.seats import fresh
from registrations.actions.telling import tell, tell_given
from registrations.enums import RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration


class Verb(Protocol):
    """Deciding about one request."""

    def __call__(self, *, registration: Registration, note: str, by: User, at: datetime) -> Registration:
        """Decide."""
        ...


@transaction.atomic
def approve(*, registration: Registration, by: User, at: datetime, note: str = "") -> Registration:
    """Say yes: the request enters the line at the time it was made, and gets a seat if it is its turn."""
    event = Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.decide_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    before = registration.status
    registration.status, registration.waitlisted_at = RegistrationStatus.WAITLISTED, at
    registration.decided_by, registration.decision = by, note
    registration.revision += 1
    registration.save(update_fields=["status", "waitlisted_at", "decided_by", "decision", "revision"])
    given = service.seat_waiting(event, at=at, at_once=[registration.pk])
    tell_given([one for one in given if one != registration], by=by, at=at)
    registration = fresh(registration)
    tell(registration, "registration.approved", before=before, by=by, at=at, message=note)
    return registration


def approve_all(*, requests: Iterable[Registration], note: str, by: User, at: datetime) -> int:
    """Say yes to each; returns to how many. What somebody else has decided meanwhile stays as it is."""
    return sum(_decided(approve, registration, note=note, by=by, at=at) for registration in requests)


def refuse_all(*, requests: Iterable[Registration], note: str, by: User, at: datetime) -> int:
    """Say no to each, for the same reason; returns to how many."""
    return sum(_decided(refuse, registration, note=note, by=by, at=at) for registration in requests)


def _decided(verb: Verb, registration: Registration, *, note: str, by: User, at: datetime) -> bool:
    try:
        verb(registration=registration, note=note, by=by, at=at)
    except RegistrationRefused:
        return False
    return True


@transaction.atomic
def refuse(*, registration: Registration, note: str, by: User, at: datetime) -> Registration:
    """Say no, and why."""
    Event.objects.lock(registration.event)
    registration = fresh(registration)
    if reason := policies.decide_refusal(registration, at=at):
        raise RegistrationRefused(reason)
    before = registration.status
    registration.decided_by, registration.decision = by, note
    registration.save(update_fields=["decided_by", "decision"])
    service.end(registration, status=RegistrationStatus.DECLINED, at=at)
    tell(registration, "registration.declined", before=before, by=by, at=at, message=note)
    return registration
