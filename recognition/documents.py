"""A certificate as a signed Open Badge, and the list that says which ones were taken back."""

from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import translation

from common import site
from recognition import credential, proofs, queries, wording
from recognition.credential import Badge
from recognition.models import Certificate, SigningKey

Document = dict[str, Any]


def badge(certificate: Certificate, *, signer: queries.Signer) -> Document:
    """``certificate`` as a credential that proves itself; the same certificate and key give the same."""
    with translation.override(certificate.language):
        text = Badge(
            address=settings.BASE_URL + reverse("certificate-badge", args=[certificate.code]),
            achievement=f"urn:uuid:{certificate.registration.event.uuid}",
            title=certificate.title,
            about=certificate.taught or f"{wording.heading(certificate)}: {wording.hours(certificate)}",
            criteria=f"{wording.condition(certificate)} {wording.hours(certificate)}.",
            name=certificate.name,
            language=certificate.language,
            starts_at=certificate.starts_at,
            ends_at=certificate.ends_at,
            issued_at=certificate.issued_at,
            issuer=certificate.issuer,
            site=settings.BASE_URL,
            number=certificate.pk,
            status_list=_list_address(credential.list_of(certificate.pk)),
        )
    unsigned = credential.open_badge(text)
    return proofs.sign(
        unsigned, private=signer.private, method=signer.method, created=credential.instant(certificate.issued_at)
    )


def status_list(number: int, *, key: SigningKey, signer: queries.Signer) -> Document:
    """Which certificates of list ``number`` were taken back; it changes only when one more is."""
    revoked, last = queries.revoked_in(number)
    since: datetime = max(last, key.made_at) if last else key.made_at
    unsigned = credential.status_list(
        address=_list_address(number),
        site=settings.BASE_URL,
        issuer=site.name(),
        revoked=revoked,
        since=since,
    )
    return proofs.sign(unsigned, private=signer.private, method=signer.method, created=credential.instant(since))


def did() -> Document:
    """By which keys this installation signs."""
    return credential.did_document(settings.BASE_URL, queries.public_keys())


def _list_address(number: int) -> str:
    return settings.BASE_URL + reverse("certificate-status", args=[number])
