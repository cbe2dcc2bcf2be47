"""Saying that one can't come to one session of several, and taking that back."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from events.models import Event, Session
from registrations import notifications, policies
from registrations.actions.seats import fresh
from registrations.actions.service import expect_calendar
from registrations.actions.telling import note_session
from registrations.enums import Refusal
from registrations.exceptions import RegistrationRefused
from registrations.models import Absence, Registration


@transaction.atomic
def stay_away(*, registration: Registration, session: Session, by: User | None, at: datetime) -> None:
    """Say that the participant can't come to ``session``: the seat stays theirs, the calendar entry goes.

    ``by`` is None for a guest, who has no account.
    """
    registration, session = _locked(registration, session)
    if reason := policies.absence_refusal(registration, session, at=at):
        raise RegistrationRefused(reason)
    _absence, is_new = Absence.objects.get_or_create(
        registration=registration, session=session, defaults={"said_by": by, "said_at": at}
    )
    if is_new:
        _tell(registration, session, "registration.absent", by=by, at=at)


@transaction.atomic
def come_after_all(*, registration: Registration, session: Session, by: User | None, at: datetime) -> None:
    """Take that back: the calendar entry returns."""
    registration, session = _locked(registration, session)
    if reason := policies.return_refusal(registration, session, at=at):
        raise RegistrationRefused(reason)
    number, _by_model = Absence.objects.filter(registration=registration, session=session).delete()
    if number:
        _tell(registration, session, "registration.returns", by=by, at=at)


def _locked(registration: Registration, session: Session) -> tuple[Registration, Session]:
    event = Event.objects.lock(registration.event)
    found = event.sessions.filter(pk=session.pk).first()
    if found is None:
        raise RegistrationRefused(Refusal.NO_SESSION)
    return fresh(registration), found


def _tell(registration: Registration, session: Session, verb: str, *, by: User | None, at: datetime) -> None:
    note_session(verb, registration, session, by=by, at=at)
    notifications.tell_calendar(registration, expect_calendar(registration, at=at), at=at)
