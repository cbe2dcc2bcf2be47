"""People from outside."""

from datetime import datetime

from django.db import transaction

from accounts.models import Guest, User
from audit.actions import record


@transaction.atomic
def welcome_guest(*, email: str, name: str, language: str, zone: str, by: User, at: datetime) -> Guest:
    """Know somebody from outside by their address; a guest who is known keeps name and language."""
    guest, is_new = Guest.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "language": language, "zone": zone}
    )
    if is_new:
        record("guest.welcomed", guest, by=by, at=at, after={"name": name})
    return guest
