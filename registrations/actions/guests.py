"""People from outside."""

from datetime import datetime

from django.db import transaction

from accounts import actions as people
from accounts.models import User
from events.models import Event, Pool
from registrations.actions.seats import add_guest
from registrations.models import Registration


@transaction.atomic
def invite_guest(
    *, event: Event, pool: Pool, name: str, email: str, language: str, by: User, at: datetime
) -> Registration:
    """Put somebody from outside on the list by their address; a refusal leaves no trace of them.

    Times in their mails are those of the place, until they say otherwise.
    """
    first = event.sessions.order_by("starts_at", "pk").first()
    zone = first.zone if first else by.zone
    guest = people.welcome_guest(email=email, name=name, language=language, zone=zone, by=by, at=at)
    return add_guest(event=event, guest=guest, pool=pool, by=by, at=at)
