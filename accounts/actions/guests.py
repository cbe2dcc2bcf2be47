"""People from outside."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import Guest, User
from audit.actions import record

CHANGEABLE = ("name", "language", "zone")


@transaction.atomic
def welcome_guest(*, email: str, name: str, language: str, zone: str, by: User, at: datetime) -> Guest:
    """Know somebody from outside by their address; a guest who is known keeps name and language."""
    guest, is_new = Guest.objects.get_or_create(
        email=email.strip().lower(), defaults={"name": name, "language": language, "zone": zone}
    )
    if is_new:
        record("guest.welcomed", guest, by=by, at=at, after={"name": name})
    return guest


@transaction.atomic
def change_guest(*, guest: Guest, values: Mapping[str, str], by: User, at: datetime) -> Guest:
    """Set right what a guest is called, and the language and zone of their mails."""
    guest = Guest.objects.select_for_update().get(pk=guest.pk)
    before = {name: getattr(guest, name) for name in CHANGEABLE}
    for name in CHANGEABLE:
        setattr(guest, name, values.get(name, before[name]))
    after = {name: getattr(guest, name) for name in CHANGEABLE}
    if before != after:
        guest.save(update_fields=list(CHANGEABLE))
        record("guest.changed", guest, by=by, at=at, before=before, after=after)
    return guest
