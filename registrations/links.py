"""Signed links by which a guest reaches their own place, and nothing else."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from registrations.models import Registration

PURPOSE = "registrations.guest"
AFTER_THE_EVENT = timedelta(days=60)


def guest_url(registration: Registration) -> str:
    """The address of a guest's own place; it says its purpose, and when it ends."""
    guest = registration.guest
    if guest is None or registration.event.ends_at is None:
        raise ValueError("only a guest's place at a dated event has such a link")
    expires = int((registration.event.ends_at + AFTER_THE_EVENT).timestamp())
    signed = signing.dumps([registration.pk, guest.link_key, expires], salt=PURPOSE)
    return settings.BASE_URL + reverse("guest-event", args=[signed])


def registration_from(signed: str, *, at: datetime) -> Registration | None:
    """The place a guest's link leads to; None where it is forged, withdrawn or expired."""
    try:
        pk, key, expires = signing.loads(signed, salt=PURPOSE)
    except signing.BadSignature:
        return None
    if at.timestamp() > expires:
        return None
    found = Registration.objects.select_related("event", "guest", "pool").filter(pk=pk, guest__link_key=key)
    return found.first()
