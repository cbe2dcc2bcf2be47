"""May this happen to an event? The first reason against it, or None."""

from collections import Counter
from collections.abc import Iterable
from datetime import datetime

from accounts.models import User
from events.drafts import EventDraft, QuestionDraft, SeatingDraft, SeatRuleDraft
from events.enums import Allotment, Approval, QuestionKind, Refusal, RoleKind, RuleKind
from events.models import LONGEST_SEARCH, Enquiry, Event, Pool, Prerequisite, RegistrationQuestion, Role, SavedSearch
from events.queries import minimum_of

MOST_ENQUIRIES = 5  # of one person about one event without an answer
MOST_QUESTIONS = 20
FEWEST_CHOICES, MOST_CHOICES = 2, 30
MOST_SEARCHES = 12  # they stand in one row above the catalogue


def edit_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be edited."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_published and event.is_over(at):
        return Refusal.OVER
    return None


def publish_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be published."""
    if not event.is_draft:
        return Refusal.NOT_A_DRAFT
    if event.starts_at is not None and event.is_over(at):
        return Refusal.IN_THE_PAST
    if event.starts_at is None:
        return Refusal.NO_SESSION
    if not event.pools.exists():
        return Refusal.NO_SEATS
    minimum = minimum_of(event)
    return Refusal.DECIDED_IN_PAST if minimum and minimum.decide_at <= at else None


def cancel_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why ``event`` can't be cancelled."""
    if not event.is_published:
        return Refusal.NOT_PUBLISHED
    if event.is_over(at):
        return Refusal.OVER
    return None


def needs_refusal(event: Event, needs: Iterable[Event]) -> Refusal | None:
    """Why ``event`` can't ask people to have been at ``needs``: nobody could be the first."""
    asked = {needed.pk for needed in needs}
    if event.pk in asked:
        return Refusal.NEEDS_ITSELF
    further = asked
    while further and event.pk not in further:
        found = Prerequisite.objects.filter(event__in=further).values_list("needed", flat=True)
        further = set(found) - asked
        asked |= further
    return Refusal.NEEDS_CIRCLE if further else None


def minimum_refusal(event: Event, draft: EventDraft, *, at: datetime) -> Refusal | None:
    """Why it can't be decided that way whether ``event``, with the sessions it is to have, takes place."""
    minimum, standing = draft.rules.minimum, minimum_of(event)
    if minimum is None:
        return None
    seats = list(draft.seats.values())
    if seats and None not in seats and sum(number or 0 for number in seats) < minimum.people:
        return Refusal.MINIMUM_ABOVE_SEATS
    if standing and standing.verdict and standing.decide_at == minimum.decide_at:
        return None if standing.people == minimum.people else Refusal.DECIDED_IN_PAST
    if event.starts_at is not None and minimum.decide_at >= event.starts_at:
        return Refusal.DECIDED_AFTER_START
    return Refusal.DECIDED_IN_PAST if minimum.decide_at <= at else None


def verdict_refusal(event: Event, *, at: datetime) -> Refusal | None:
    """Why an owner can't say that ``event`` takes place with fewer people than it was to have."""
    if reason := cancel_refusal(event, at=at):
        return reason
    minimum = minimum_of(event)
    return None if minimum and minimum.waits_for_owner else Refusal.NOT_ASKED


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


def question_refusal(event: Event, draft: QuestionDraft, *, standing: int, at: datetime) -> Refusal | None:
    """Why ``event``, which asks ``standing`` questions, can't ask this one too."""
    if reason := edit_refusal(event, at=at):
        return reason
    if standing >= MOST_QUESTIONS:
        return Refusal.QUESTIONS_FULL
    return _choices_refusal(draft)


def question_change_refusal(question: RegistrationQuestion, draft: QuestionDraft, *, at: datetime) -> Refusal | None:
    """Why ``question`` can't become what ``draft`` says; its event stands locked."""
    if reason := edit_refusal(question.event, at=at):
        return reason
    if question.is_answered and draft.kind != question.kind:
        return Refusal.KIND_FIXED
    worded_anew = (draft.label, draft.help_text) != (question.label, question.help_text)
    if question.is_answered and question.kind == QuestionKind.CONSENT and worded_anew:
        return Refusal.CONSENT_FIXED
    return _choices_refusal(draft)


def _choices_refusal(draft: QuestionDraft) -> Refusal | None:
    if draft.kind not in {QuestionKind.CHOICE, QuestionKind.CHOICES}:
        return None
    labels = [label.casefold() for label in (*draft.kept.values(), *draft.added)]
    if len(labels) < FEWEST_CHOICES:
        return Refusal.FEW_CHOICES
    if len(labels) > MOST_CHOICES:
        return Refusal.MANY_CHOICES
    return Refusal.CHOICE_TWICE if len(set(labels)) < len(labels) else None


def leave_team_refusal(role: Role) -> Refusal | None:
    """Why ``role`` can't be taken away or lowered."""
    others = role.event.roles.filter(kind=RoleKind.OWNER).exclude(pk=role.pk)
    if role.kind == RoleKind.OWNER and not others.exists():
        return Refusal.LAST_OWNER
    return None


def save_search_refusal(user: User, *, name: str, query: str) -> Refusal | None:
    """Why ``user`` can't keep that search. Call with the user locked."""
    if not query:
        return Refusal.SEARCH_EMPTY
    if len(query) > LONGEST_SEARCH:
        return Refusal.SEARCH_LONG
    saved = list(SavedSearch.objects.of(user))
    if any(search.query == query for search in saved):
        return Refusal.SEARCH_SAVED
    if any(search.name.casefold() == name.casefold() for search in saved):
        return Refusal.SEARCH_NAMED
    return Refusal.SEARCHES_FULL if len(saved) >= MOST_SEARCHES else None


def ask_refusal(event: Event, user: User, *, at: datetime) -> Refusal | None:
    """Why ``user`` can't ask the organisers of ``event``."""
    if event.is_draft:
        return Refusal.NOT_ANNOUNCED
    if event.is_cancelled:
        return Refusal.CANCELLED
    if event.is_over(at):
        return Refusal.OVER
    waiting = Enquiry.objects.waiting().filter(asker=user, event=event).count()
    return Refusal.ENQUIRIES_FULL if waiting >= MOST_ENQUIRIES else None
