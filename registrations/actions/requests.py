"""Requests that somebody has to say yes to."""

from datetime import datetime

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
