"""May the seats of an event be given that way?"""

from collections import Counter
from datetime import datetime

from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import Allotment, Approval, Refusal, RuleKind
from events.models import Event, Pool
from events.policies.publishing import edit_refusal


def seating_refusal(event: Event, draft: SeatingDraft, *, at: datetime) -> Refusal | None:
    """Why the seats of ``event`` can't be given that way."""
    if reason := edit_refusal(event, at=at):
        return reason
    if draft.allotment == Allotment.DRAW and draft.approval != Approval.NONE:
        return Refusal.DRAW_AND_APPROVAL
    if draft.allotment == Allotment.DRAW and draft.requests_until is None:
        return Refusal.DRAW_WITHOUT_END
    return _window_refusal(event, draft)


def rules_refused(event: Event, draft: SeatingDraft, *, at: datetime) -> dict[int, Refusal]:
    """Which of the rules in ``draft`` can't be, by their place in it, and why."""
    pools = {pool.kind: pool for pool in event.pools.all()}
    found: dict[int, Refusal] = {}
    seen: set[tuple[str, str, int | None]] = set()
    held: Counter[str] = Counter()
    for number, rule in enumerate(draft.rules):
        key = (rule.pool, rule.kind, rule.department.pk if rule.department else None)
        if rule.kind == RuleKind.FLOOR:
            held[rule.pool] += rule.seats or 0
        reason = Refusal.RULE_TWICE if key in seen else _rule_refusal(event, pools.get(rule.pool), rule, at=at)
        if reason is None and _is_above(held[rule.pool], pools[rule.pool]) and rule.kind == RuleKind.FLOOR:
            reason = Refusal.FLOORS_ABOVE_CAPACITY
        if reason:
            found[number] = reason
        seen.add(key)
    return found


def _is_above(held: int, pool: Pool) -> bool:
    return pool.capacity is not None and held > pool.capacity


def _rule_refusal(event: Event, pool: Pool | None, rule: SeatRuleDraft, *, at: datetime) -> Refusal | None:
    """Why one rule can't be, whatever the others say."""
    if pool is None:
        return Refusal.NO_SUCH_SEATS
    if rule.percent is not None and pool.capacity is None:
        return Refusal.PERCENT_OF_NO_LIMIT
    if rule.lapses_at is None:
        return None
    if rule.lapses_at <= at:
        return Refusal.HELD_IN_PAST
    if event.starts_at is not None and rule.lapses_at > event.starts_at:
        return Refusal.HELD_AFTER_START
    return None


def _window_refusal(event: Event, draft: SeatingDraft) -> Refusal | None:
    if draft.requests_until is None:
        return None if draft.requests_from is None else Refusal.DRAW_WITHOUT_END
    if draft.requests_from is not None and draft.requests_until <= draft.requests_from:
        return Refusal.WINDOW_ENDS_FIRST
    if event.starts_at is not None and draft.requests_until >= event.starts_at:
        return Refusal.WINDOW_AFTER_START
    return None
