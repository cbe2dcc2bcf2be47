"""May a certificate be issued or taken back? The first reason against it, or None."""

from recognition import queries
from recognition.enums import Refusal
from recognition.models import Certificate


def revoke_refusal(certificate: Certificate) -> Refusal | None:
    """Why a certificate can't be taken back."""
    return None if certificate.is_valid else Refusal.REVOKED


def reissue_refusal(certificate: Certificate) -> Refusal | None:
    """Why somebody can't have a new certificate in the place of ``certificate``."""
    event = certificate.registration.event
    rule = queries.rule_of(event)
    if rule is None:
        return Refusal.NO_RULE
    if not queries.is_list_closed(event):
        return Refusal.LIST_OPEN
    newer = Certificate.objects.filter(registration=certificate.registration_id, pk__gt=certificate.pk)
    if newer.exists():
        return Refusal.REPLACED
    if certificate.registration_id not in {one.registration.pk for one in queries.earned(event, rule)}:
        return Refusal.NOT_EARNED
    return None
