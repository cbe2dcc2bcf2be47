"""Signed links by which guests come to what their certificate can be had as."""

from datetime import datetime, timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

from recognition.models import Certificate

PURPOSE = "recognition.guest"
KEPT = timedelta(days=365)  # from the day of issue; the certificate itself can be checked for ever


def own_path(certificate: Certificate) -> str:
    """Where the guest whose ``certificate`` it is has it as a PDF; it says its purpose, and when it ends."""
    if certificate.guest is None:
        raise ValueError("only a guest's certificate has such a link")
    expires = int((certificate.issued_at + KEPT).timestamp())
    signed = signing.dumps([certificate.pk, certificate.guest.link_key, expires], salt=PURPOSE)
    return reverse("guest-certificate", args=[signed])


def own_url(certificate: Certificate) -> str:
    """The same for a mail."""
    return settings.BASE_URL + own_path(certificate)


def certificate_from(signed: str, *, at: datetime) -> Certificate | None:
    """The certificate that a guest's link leads to; None where it is forged, withdrawn or expired."""
    try:
        pk, key, expires = signing.loads(signed, salt=PURPOSE)
    except signing.BadSignature:
        return None
    if at.timestamp() > expires:
        return None
    found = Certificate.objects.select_related("guest", "registration__event")
    return found.filter(pk=pk, guest__link_key=key).first()
