"""Checking in by oneself, having seen the code on the screen of the room."""

from datetime import datetime
from uuid import uuid4

from django.db import transaction

from accounts.models import User
from events.models import Event, Session
from registrations import policies
from registrations.actions.door import check_in
from registrations.door import Fate
from registrations.enums import Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration
from registrations.queries import attendance_for


@transaction.atomic
def check_in_oneself(
    *, registration: Registration, session: Session, has_seen: bool, by: User | None, at: datetime
) -> Fate:
    """Say that one is here. ``has_seen``: the code that the screen shows; ``by`` is None for a guest."""
    event = Event.objects.lock(registration.event)
    entry = attendance_for(registration).get(session.pk)
    if reason := policies.here_refusal(event, session, entry, has_seen=has_seen, at=at):
        raise RegistrationRefused(reason)
    return check_in(registration=registration, session=session, entry=uuid4(), by=by, at=at, source=Source.SELF)
