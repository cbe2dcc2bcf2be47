"""Certificates: issued to whoever has earned one, taken back, issued anew."""

from collections.abc import Iterable
from datetime import datetime

from django.db import transaction

from accounts.enums import MailTopic
from accounts.models import User
from audit.actions import Change, record, record_all
from common import site
from events.models import Event
from recognition import notifications, policies, queries
from recognition.enums import Refusal
from recognition.exceptions import CertificateRefused
from recognition.models import Certificate, CertificateRule
from recognition.queries import Earned

AT_ONCE = 500


@transaction.atomic
def issue_earned(*, event: Event, at: datetime) -> list[Certificate]:
    """Issue a certificate to everybody who has earned one and never had one for this event; doing it again adds nothing.

    Whoever's was taken back gets no other one by itself: somebody had a reason.
    """
    event = Event.objects.lock(event)
    rule = queries.rule_of(event)
    if rule is None or not queries.is_list_closed(event):
        return []
    known = set(Certificate.objects.for_event(event).values_list("registration", flat=True))
    fresh = [one for one in queries.earned(event, rule) if one.registration.pk not in known]
    return _issue(event, rule, fresh, by=None, at=at)


@transaction.atomic
def revoke(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Take a certificate back: whoever checks it from now on learns that it does not hold, and since when."""
    Event.objects.lock(certificate.registration.event)
    certificate = Certificate.objects.lock(certificate)
    if refused := policies.revoke_refusal(certificate):
        raise CertificateRefused(refused)
    return _revoke(certificate, reason=reason, by=by, at=at)


@transaction.atomic
def reissue(*, certificate: Certificate, reason: str, by: User, at: datetime) -> Certificate:
    """Issue a new certificate in the place of ``certificate``, which holds no longer: a name was wrong, say."""
    event = Event.objects.lock(certificate.registration.event)
    certificate = Certificate.objects.lock(certificate)
    if refused := policies.reissue_refusal(certificate):
        raise CertificateRefused(refused)
    rule = queries.rule_of(event)
    if rule is None:
        raise CertificateRefused(Refusal.NO_RULE)
    if certificate.is_valid:
        _revoke(certificate, reason=reason, by=by, at=at)
    (again,) = [one for one in queries.earned(event, rule) if one.registration.pk == certificate.registration_id]
    (issued,) = _issue(event, rule, [again], by=by, at=at)
    return issued


def _revoke(certificate: Certificate, *, reason: str, by: User, at: datetime) -> Certificate:
    certificate.revoked_at, certificate.revoked_by, certificate.reason = at, by, reason
    certificate.save(update_fields=["revoked_at", "revoked_by", "reason"])
    scope = certificate.registration.event.scope
    record("certificate.revoked", certificate, by=by, at=at, scope=scope, after={"reason": reason})
    return certificate


def _issue(
    event: Event, rule: CertificateRule, earned: Iterable[Earned], *, by: User | None, at: datetime
) -> list[Certificate]:
    """Call with the event locked."""
    blank = _blank(event, rule)
    rows = [Certificate(**blank, **_own(rule, one), issued_at=at) for one in earned]
    issued = Certificate.objects.bulk_create(rows, batch_size=AT_ONCE)
    changes = [Change(one, None, {"registration": one.registration_id}) for one in issued]
    record_all("certificate.issued", changes, by=by, at=at, scope=event.scope)
    if rule.is_mailed:
        told = [one for one in issued if one.user is None or one.user.wants(MailTopic.CERTIFICATES)]
        notifications.tell(event, told, at=at)
    return issued


def _blank(event: Event, rule: CertificateRule) -> dict[str, object]:
    """What stands on everybody's: as it is today, whatever becomes of the event."""
    sessions = queries.sessions_of(event)
    return {
        "heading": rule.heading,
        "title": event.title,
        "starts_at": sessions[0].starts_at,
        "ends_at": max(session.ends_at for session in sessions),
        "zone": sessions[0].zone,
        "condition": rule.condition,
        "percent": rule.percent,
        "taught": rule.taught,
        "speakers": queries.speakers_of(sessions),
        "issuer": site.name(),
        "host": event.host_department.name if event.host_department else "",
        "language": event.language,
    }


def _own(rule: CertificateRule, earned: Earned) -> dict[str, object]:
    registration = earned.registration
    return {
        "registration": registration,
        "user": registration.user,
        "guest": registration.guest,
        "name": registration.participant.name,
        "minutes": earned.minutes if rule.hours is None else int(rule.hours * 60),
    }
