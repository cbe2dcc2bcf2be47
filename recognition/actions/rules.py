"""Who gets a certificate at an event."""

from dataclasses import asdict
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event
from recognition import queries
from recognition.actions.certificates import issue_earned
from recognition.drafts import RuleDraft
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
