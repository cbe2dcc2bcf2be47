"""Everything that the page of a certificate, and lists of them, show."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse

from accounts.models import User
from recognition import wording
from recognition.models import Certificate


@dataclass(frozen=True, kw_only=True)
class CertificatePage:
    """One certificate, for whoever checks it and for whose it is."""

    certificate: Certificate
    heading: str
    days: str
    hours: str
    issued: str
    speakers: str
    condition: str
    is_own: bool
    badge_url: str


def certificate_page(certificate: Certificate, *, reader: User | AnonymousUser | None) -> CertificatePage:
    """``certificate`` as ``reader`` sees it, in the active language; without one, the guest whose it is."""
    return CertificatePage(
        certificate=certificate,
        heading=wording.heading(certificate),
        days=wording.days(certificate),
        hours=wording.hours(certificate),
        issued=wording.issued(certificate),
        speakers=wording.named(certificate.speakers),
        condition=wording.condition(certificate),
        is_own=reader is None or (reader.pk is not None and reader.pk == certificate.user_id),
        badge_url=reverse("certificate-badge", args=[certificate.code]),
    )


def certificates_of(person: User) -> Sequence[CertificatePage]:
    """Everybody's own, newest first; those that were taken back among them."""
    return [certificate_page(one, reader=person) for one in Certificate.objects.of(person).newest_first()]
