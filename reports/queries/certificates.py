"""Certificates as documents say them, in the active language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from accounts.models import User
from events.models import Event
from recognition import wording
from recognition.models import Certificate
from recognition.querysets import CertificateQuerySet
from reports.roster import Attested, Certificates


def certificates_of_event(event: Event, *, at: datetime) -> Certificates:
    """All that hold, by name."""
    found = Certificate.objects.for_event(event).valid().order_by("name", "pk")
    return Certificates(title=event.title, slug=event.slug, sheets=tuple(map(_attested, found)), taken_at=at)


def own_certificate(user: User, options: Mapping[str, Any], *, at: datetime) -> Certificates:
    """The one that was chosen, if it is theirs and holds still."""
    (one,) = chosen(user, options)
    slug = one.registration.event.slug
    return Certificates(title=one.title, slug=slug, sheets=(_attested(one),), taken_at=at)


def chosen(user: User, options: Mapping[str, Any]) -> CertificateQuerySet:
    """None, or the one that ``options`` name."""
    found = Certificate.objects.of(user).valid().filter(pk=options["certificate"])
    return found.select_related("registration__event")


def _attested(one: Certificate) -> Attested:
    return Attested(
        heading=wording.heading(one),
        language=one.language,
        name=one.name,
        title=one.title,
        days=wording.days(one),
        hours=wording.hours(one),
        condition=wording.condition(one),
        taught=one.taught,
        speakers=wording.named(one.speakers),
        issuer=", ".join(filter(None, (one.issuer, one.host))),
        issued=wording.issued(one),
        address=one.address,
    )
