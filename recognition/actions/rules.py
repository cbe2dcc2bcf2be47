"""Who gets a certificate at an event."""

from dataclasses import asdict, fields
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import actions as events
from events.models import Event
from events.repeating import Reach
from recognition import queries
from recognition.actions.certificates import issue_earned
from recognition.drafts import RuleDraft, merged
from recognition.models import CertificateRule


@transaction.atomic
def set_rule(*, event: Event, draft: RuleDraft | None, by: User, at: datetime) -> CertificateRule | None:
    """Say who gets a certificate at ``event``; None: nobody. Where the list is closed, they are issued at once.

    What was issued before stays: taking back is done one by one, for a reason.
    """
    event = Event.objects.lock(event)
    standing = queries.rule_of(event)
    before, after = _snapshot(standing), (_snapshot(CertificateRule(event=event, **asdict(draft))) if draft else {})
    if before == after:
        return standing
    if draft is None:
        CertificateRule.objects.filter(event=event).delete()
    else:
        CertificateRule.objects.update_or_create(event=event, defaults=asdict(draft))
    record("certificates.ruled", event, by=by, at=at, scope=event.scope, before=before, after=after)
    issue_earned(event=event, at=at)
    return queries.rule_of(event)


@transaction.atomic
def set_rule_of_dates(*, event: Event, draft: RuleDraft | None, reach: Reach, by: User, at: datetime) -> int:
    """Give certificates as ``draft`` says at all dates within ``reach``, in what it changes; says how many those are.

    Raises EventRefused where a date can't be changed by ``by``.
    """
    if reach == Reach.ONE:
        set_rule(event=event, draft=draft, by=by, at=at)
        return 1
    _series, dates = events.reached(event, reach, by=by, at=at)
    standing = {one.pk: _draft(queries.rule_of(one)) for one in dates}
    for one in dates:
        wanted = draft if one.pk == event.pk else merged(standing[event.pk], draft, standing[one.pk])
        set_rule(event=one, draft=wanted, by=by, at=at)
    return len(dates)


def copy_rule(*, event: Event, source: Event, by: User, at: datetime) -> None:
    """Give certificates at ``event``, which was made like ``source``, as is done there."""
    if draft := _draft(queries.rule_of(source)):
        set_rule(event=event, draft=draft, by=by, at=at)


def _draft(rule: CertificateRule | None) -> RuleDraft | None:
    return RuleDraft(**{one.name: getattr(rule, one.name) for one in fields(RuleDraft)}) if rule else None


def _snapshot(rule: CertificateRule | None) -> dict[str, object]:
    if rule is None:
        return {}
    return {
        "condition": str(rule.condition),
        "percent": rule.percent,
        "heading": rule.heading,
        "hours": None if rule.hours is None else f"{rule.hours:.2f}",
        "taught": rule.taught,
        "is_mailed": rule.is_mailed,
    }
