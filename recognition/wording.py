"""What certificates, and mails about them, say."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from django.utils.formats import date_format, number_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override, pgettext

from recognition.enums import Condition

if TYPE_CHECKING:
    from recognition.models import Certificate, CertificateRule


@dataclass(frozen=True)
class Wording:
    """A mail's name for organisers, its subject, what it says, and why it was sent."""

    label: str | Promise
    subject: str | Promise
    lead: str | Promise
    reason: str | Promise


ISSUED = "recognition.issued"

WORDINGS = {
    ISSUED: Wording(
        gettext_lazy("Certificate"),
        gettext_lazy("Your certificate: %(title)s"),
        gettext_lazy(
            "You were there, and here is your certificate. Anybody whom you give its address can check that it is genuine."
        ),
        gettext_lazy("You get this because you took part."),
    ),
}


def heading(certificate: Certificate) -> str:
    """What it calls itself, in its own language."""
    with override(certificate.language):
        return certificate.heading or _("Certificate of attendance")


def hours(certificate: Certificate) -> str:
    """How long, like "6.5 hours"."""
    number = certificate.hours
    return ngettext("%(hours)s hour", "%(hours)s hours", 1 if number == 1 else 2) % {"hours": number_format(number)}


def days(certificate: Certificate) -> str:
    """When it was, where it was: one day, or from the first to the last."""
    first, last = (_day(certificate, moment) for moment in (certificate.starts_at, certificate.ends_at))
    return first if first == last else _("%(first)s to %(last)s") % {"first": first, "last": last}


def issued(certificate: Certificate) -> str:
    """The day on which it was issued."""
    return _day(certificate, certificate.issued_at)


def condition(of: Certificate | CertificateRule) -> str:
    """What it took, in one sentence about whoever has it."""
    if of.condition == Condition.ALL_SESSIONS:
        return _("Was at every session from start to end.")
    if of.condition == Condition.SHARE_OF_SESSIONS:
        return _("Was at no less than {percent} % of the sessions.").format(percent=of.percent)
    return _("Was there for no less than {percent} % of the time.").format(percent=of.percent)


def rule_in_short(rule: CertificateRule | None) -> str:
    """Who gets one, for the line of the settings."""
    if rule is None:
        return _("none")
    if rule.condition == Condition.ALL_SESSIONS:
        return _("for those who were at all of it")
    return _("from a share of {percent} % on").format(percent=rule.percent)


def state(certificate: Certificate) -> str:
    """Whether it holds, in one word."""
    return pgettext("certificate", "Valid") if certificate.is_valid else pgettext("certificate", "Taken back")


def named(people: list[str]) -> str:
    """Names in one line."""
    return pgettext("between the items of a list", ", ").join(people)


def _day(certificate: Certificate, moment: datetime) -> str:
    return str(date_format(localtime(moment, certificate.zone_info), "DATE_FORMAT"))
