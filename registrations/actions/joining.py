"""Going to an online meeting."""

from datetime import datetime

from django.db import transaction

from registrations import policies
from registrations.exceptions import RegistrationRefused
from registrations.models import Joining
from registrations.queries import Door


@transaction.atomic
def enter(*, door: Door, at: datetime) -> str:
    """Note that somebody goes to the session online, the first time; says where it is."""
    if reason := policies.door_refusal(door, at=at):
        raise RegistrationRefused(reason)
    if door.registration is not None:
        joining = Joining(registration=door.registration, session=door.session, joined_at=at)
        # One statement, and the first time stays: two clicks at once, and every later one, change nothing.
        Joining.objects.bulk_create([joining], ignore_conflicts=True)
    return door.session.join_url
