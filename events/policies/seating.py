"""May the seats of an event be given that way?"""

import math
from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime

from accounts.queries import department_lines
from events.drafts import SeatingDraft, SeatRuleDraft
from events.enums import Allotment, Approval, Refusal, RuleKind
from events.models import Event, Pool, SeatRule
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
    above = _floors_above_ceilings(pools, draft.rules)
    for number, rule in enumerate(draft.rules):
        key = (rule.pool, rule.kind, rule.department.pk if rule.department else None)
        if rule.kind == RuleKind.FLOOR:
            held[rule.pool] += rule.seats or 0
        reason = Refusal.RULE_TWICE if key in seen else _rule_refusal(event, pools.get(rule.pool), rule, at=at)
        if reason is None and _is_above(held[rule.pool], pools[rule.pool]) and rule.kind == RuleKind.FLOOR:
            reason = Refusal.FLOORS_ABOVE_CAPACITY
        if reason is None and number in above:
            reason = Refusal.FLOOR_ABOVE_CEILING
        if reason:
            found[number] = reason
        seen.add(key)
    return found


def fewest_seats(
    rules: Sequence[SeatRule], lines: Mapping[int, Sequence[int]], *, is_closed: bool, at: datetime
) -> tuple[int, Refusal]:
    """How many seats a pool has to have under its ``rules``, and what stands against fewer; what has lapsed asks nothing.

    ``lines``: each department with those above it. A limit in percent is a seat at least, and lets in those for whom
    seats are held; of no seats it is nothing.
    """
    floors = {rule.department_id: rule.seats or 0 for rule in rules if rule.is_floor and not rule.has_lapsed(at)}
    found = [(sum(floors.values()), Refusal.FLOORS_ABOVE_CAPACITY)]
    shares = [rule for rule in rules if rule.percent is not None and not is_closed]
    for share in shares:
        held: Counter[int] = Counter()
        for department, seats in floors.items():
            line = lines.get(department or 0, ())
            limited = line[-1:] if share.department_id is None else [share.department_id]
            held.update({one: seats for one in limited if one in line})
        most = max(held.values(), default=0)
        reason = Refusal.FLOOR_ABOVE_CEILING if most > 1 else Refusal.PERCENT_OF_NOTHING
        found.append((math.ceil(max(most, 1) * 100 / (share.percent or 100)), reason))
    return max(found, key=lambda one: one[0])


def _is_above(held: int, pool: Pool) -> bool:
    return pool.capacity is not None and held > pool.capacity


def _floors_above_ceilings(pools: Mapping[str, Pool], rules: Sequence[SeatRuleDraft]) -> set[int]:
    """Floors, by their place, with which more would be held below some department than its ceiling lets in."""
    ceilings = [(rule, _seats(rule, pools.get(rule.pool))) for rule in rules if rule.kind == RuleKind.CEILING]
    floors = [(number, rule) for number, rule in enumerate(rules) if rule.kind == RuleKind.FLOOR]
    if not ceilings or not floors:
        return set()
    lines = department_lines()
    held: Counter[tuple[str, int]] = Counter()
    found = set()
    for number, floor in floors:
        line = lines.get(floor.department.pk, ()) if floor.department else ()
        held.update({(floor.pool, one): floor.seats or 0 for one in line})
        for ceiling, limit in ceilings:
            limited = [ceiling.department.pk] if ceiling.department else line[-1:]
            if ceiling.pool == floor.pool and any(one in line and held[floor.pool, one] > limit for one in limited):
                found.add(number)
    return found


def _seats(ceiling: SeatRuleDraft, pool: Pool | None) -> float:
    """What a ceiling comes to; one that limits nothing lets everybody in."""
    if ceiling.percent is None:
        return ceiling.seats or 0
    return math.inf if pool is None or pool.capacity is None else pool.capacity * ceiling.percent // 100


def _rule_refusal(event: Event, pool: Pool | None, rule: SeatRuleDraft, *, at: datetime) -> Refusal | None:
    """Why one rule can't be, whatever the others say."""
    if pool is None:
        return Refusal.NO_SUCH_SEATS
    if rule.percent is not None and pool.capacity is None:
        return Refusal.PERCENT_OF_NO_LIMIT
    if rule.lapses_at is None:
        return Refusal.PERCENT_OF_NOTHING if pool.capacity and _seats(rule, pool) == 0 else None
    if rule.lapses_at <= at:
        return Refusal.HELD_IN_PAST
    if event.starts_at is not None and rule.lapses_at > event.starts_at:
        return Refusal.HELD_AFTER_START
    return None


def requests_refusal(event: Event) -> Refusal | None:
    """Why ``event``, with the sessions it is to have, can't be drawn: after its start nobody could."""
    if not event.is_drawn or event.requests_until is None or event.starts_at is None:
        return None
    return Refusal.WINDOW_AFTER_START if event.requests_until >= event.starts_at else None


def _window_refusal(event: Event, draft: SeatingDraft) -> Refusal | None:
    if draft.requests_until is None:
        return None if draft.requests_from is None else Refusal.DRAW_WITHOUT_END
    if draft.requests_from is not None and draft.requests_until <= draft.requests_from:
        return Refusal.WINDOW_ENDS_FIRST
    if event.starts_at is not None and draft.requests_until >= event.starts_at:
        return Refusal.WINDOW_AFTER_START
    return None
