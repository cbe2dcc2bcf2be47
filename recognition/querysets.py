"""Questions about certificates."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import Guest, User
    from events.models import Event
    from recognition.models import Certificate, SigningKey  # noqa: F401  # the base classes name them


class CertificateQuerySet(models.QuerySet["Certificate"]):
    """Certificates."""

    def for_event(self, event: Event) -> CertificateQuerySet:
        """Those of one event."""
        return self.filter(registration__event=event)

    def of(self, user: User) -> CertificateQuerySet:
        """Those of one colleague."""
        return self.filter(user=user)

    def of_guest(self, guest: Guest) -> CertificateQuerySet:
        """Those of one person from outside."""
        return self.filter(guest=guest)

    def valid(self) -> CertificateQuerySet:
        """Those that nobody has taken back."""
        return self.filter(revoked_at=None)

    def with_state(self) -> CertificateQuerySet:
        """Each with whether it was taken back as ``is_revoked``."""
        return self.annotate(is_revoked=Q(revoked_at__isnull=False))

    def matching(self, text: str) -> CertificateQuerySet:
        """Those whose person is called like that."""
        return self.filter(name__icontains=text)

    def newest_first(self) -> CertificateQuerySet:
        """By when they were issued."""
        return self.order_by("-issued_at", "-pk")

    def lock(self, certificate: Certificate) -> Certificate:
        """The locked, fresh row; the event is locked before it."""
        return self.select_for_update(of=("self",)).select_related("registration__event").get(pk=certificate.pk)


class SigningKeyQuerySet(models.QuerySet["SigningKey"]):
    """Keys by which badges are signed."""

    def current(self) -> SigningKeyQuerySet:
        """The one that signs now, or none."""
        return self.filter(retired_at=None)
