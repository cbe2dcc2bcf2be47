"""Certificates as documents say them, in the active language."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import Min
from django.utils.text import slugify

from accounts.models import Department, Guest, User
from common import site
from events.models import Event
from jobs.models import Job
from recognition import wording
from recognition.models import Certificate
from recognition.querysets import CertificateQuerySet
from reports.periods import Period, of_options, periods, quarter_of
from reports.roster import Attested, Certificates


def certificates_of_event(event: Event, *, at: datetime) -> Certificates:
    """All that hold, by name."""
    found = Certificate.objects.for_event(event).valid().order_by("name", "pk")
    return Certificates(title=event.title, slug=event.slug, sheets=tuple(map(_attested, found)), taken_at=at)


def own_certificate(person: User | Guest, options: Mapping[str, Any], *, at: datetime) -> Certificates:
    """The one that was chosen, if it is theirs and holds still."""
    (one,) = chosen(person, options)
    slug = one.registration.event.slug
    return Certificates(title=one.title, slug=slug, sheets=(_attested(one),), taken_at=at)


def chosen(person: User | Guest, options: Mapping[str, Any]) -> CertificateQuerySet:
    """None, or the one that ``options`` name."""
    theirs = Certificate.objects.of(person) if isinstance(person, User) else Certificate.objects.of_guest(person)
    return theirs.valid().filter(pk=options["certificate"]).select_related("registration__event")


def asked_by_guest(certificate: Certificate, *, kind: str) -> Job | None:
    """The last work of that ``kind`` by which a guest has asked for ``certificate`` on paper."""
    asked = Job.objects.filter(owner=None, kind=kind, params__options__certificate=certificate.pk)
    return asked.newest_first().first()


def held_certificates(department: Department | None, options: Mapping[str, Any]) -> CertificateQuerySet:
    """Those of the people of ``department`` and all below it, or of everybody, for what ended in a period.

    Whoever has changed departments has taken them along.
    """
    found = Certificate.objects.select_related("registration__event", "user__department")
    if department is not None:
        found = found.filter(user__department__in=Department.objects.with_below([department]))
    period = of_options(options)
    if period is None:
        return found
    zone = ZoneInfo(settings.TIME_ZONE)
    return found.filter(ends_at__gte=period.starts_at(zone), ends_at__lt=period.ends_at(zone))


def packed_certificates(department: Department | None, options: Mapping[str, Any], *, at: datetime) -> Certificates:
    """The valid ones among them, by name."""
    found = held_certificates(department, options).valid().order_by("name", "pk")
    title = department.name if department else site.name()
    return Certificates(title=title, slug=slugify(title), sheets=tuple(map(_attested, found)), taken_at=at)


def certificate_periods(*, at: datetime) -> list[Period]:
    """The years and quarters from the first certificate to ``at``, the latest first."""
    first = Certificate.objects.aggregate(first=Min("ends_at"))["first"]
    if first is None:
        return []
    zone, quarters = ZoneInfo(settings.TIME_ZONE), []
    quarter, last = quarter_of(first, zone), quarter_of(at, zone)
    while quarter <= last:
        quarters.append(quarter)
        quarter = quarter.following
    return periods(quarters)


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
