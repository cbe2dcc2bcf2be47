"""How the seats of an event are given, and how departments share them."""

from collections.abc import Iterable, Mapping
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import policies
from events.drafts import SeatingDraft
from events.exceptions import EventRefused, RulesRefused
from events.models import Event, Pool, SeatRule
from events.signals import event_changed

FIELDS = (
    "promotion",
    "offer_hours",
    "allotment",
    "requests_from",
    "requests_until",
    "approval",
    "approval_days",
    "clash_rule",
    "returns_to_department",
)


@transaction.atomic
def set_seating(*, event: Event, draft: SeatingDraft, by: User, at: datetime) -> Event:
    """Bring the ways in which seats are given to what ``draft`` says; whoever may have one now gets it.

    Nobody loses a seat by a rule. Raises EventRefused where the event is cancelled or over and for a time of
    requests that can't be, RulesRefused for rules that can't be.
    """
    event = Event.objects.lock(event)
    if reason := policies.seating_refusal(event, draft, at=at):
        raise EventRefused(reason)
    if reasons := policies.rules_refused(event, draft, at=at):
        raise RulesRefused(reasons)
    before = snapshot(event)
    for name in FIELDS:
        setattr(event, name, getattr(draft, name))
    _put_rules(event, draft, at=at)
    event.rules_set, event.changed_at = len(draft.rules), at
    event.save(update_fields=[*FIELDS, "rules_set", "changed_at"])
    record("event.seating", event, by=by, at=at, scope=event.scope, before=before, after=snapshot(event))
    if event.is_published:
        event_changed.send(sender=Event, event=event, by=by, at=at, programme=None)
    return event


def _put_rules(event: Event, draft: SeatingDraft, *, at: datetime) -> None:
    """Rules are written anew; one that has lapsed stays lapsed."""
    pools = {pool.kind: pool for pool in event.pools.all()}
    SeatRule.objects.filter(pool__event=event).delete()
    SeatRule.objects.bulk_create(rule_rows(pools, draft, at=at))


def rule_rows(pools: Mapping[str, Pool], draft: SeatingDraft, *, at: datetime) -> list[SeatRule]:
    """The rules of ``draft`` as rows."""
    return [
        SeatRule(
            pool=pools[rule.pool],
            kind=rule.kind,
            department=rule.department,
            seats=rule.seats,
            percent=rule.percent,
            lapses_at=rule.lapses_at,
            lapsed_at=at if rule.lapses_at is not None and rule.lapses_at <= at else None,
        )
        for rule in draft.rules
    ]


def snapshot(event: Event) -> dict[str, object]:
    """What an audit line keeps of it."""
    rules = SeatRule.objects.filter(pool__event=event).select_related("pool", "department").order_by("pk")
    return snapshot_at_hand(event, rules)


def snapshot_at_hand(event: Event, rules: Iterable[SeatRule]) -> dict[str, object]:
    """The same of one whose ``rules`` were fetched."""
    return {
        **{name: _plain(getattr(event, name)) for name in FIELDS},
        "rules": [
            [
                rule.pool.kind,
                rule.kind,
                rule.department.key if rule.department else "",
                rule.seats,
                rule.percent,
                _plain(rule.lapses_at),
            ]
            for rule in rules
        ],
    }


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, datetime) else value
