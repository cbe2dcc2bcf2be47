"""Publishing the drafts of a series: at once, at a time, or once somebody of the department has agreed to them."""

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import notifications, policies
from events.actions.claims import wait_for_turn
from events.actions.publishing import publish, schedule, unschedule
from events.actions.reaching import lock_all
from events.actions.reviews import agree, send_back, withdraw_review
from events.enums import Refusal
from events.exceptions import EventRefused, OccurrenceRefused
from events.models import Event, Review, ReviewRound, Series
from events.queries import changeable, departments_responsible


@dataclass(frozen=True, kw_only=True)
class Done:
    """Of which dates of a series something was done, and of which it could not be."""

    events: tuple[Event, ...]
    refused: tuple[OccurrenceRefused, ...]


def publish_all(*, series: Series, by: User, at: datetime) -> Done:
    """Publish every draft of ``series`` that is still to come."""
    return _each(series, partial(publish, by=by, at=at), at=at)


def schedule_all(*, series: Series, publish_at: datetime, by: User, at: datetime) -> Done:
    """Let every draft of ``series`` that is still to come be published by itself at ``publish_at``."""
    return _each(series, partial(schedule, publish_at=publish_at, by=by, at=at), at=at)


def unschedule_all(*, series: Series, by: User, at: datetime) -> Done:
    """Let those that were to be published at a time stay drafts."""
    return _each(series, partial(unschedule, by=by, at=at), at=at, scheduled=True)


@transaction.atomic
def ask_for_all(*, series: Series, note: str, by: User, at: datetime) -> Done:
    """Ask those who look after the department to have all drafts of ``series`` to come published: one request, one mail.

    Where the dates are hosted by several departments, each is asked for its own. Raises EventRefused where nobody can be
    asked for any of them.
    """
    series = Series.objects.lock(series.pk)
    drafts = lock_all(changeable(series, at=at).filter(published_at=None))
    asked, refused = defaultdict(list), []
    departments = departments_responsible(drafts)
    for event in drafts:
        if reason := policies.ask_review_refusal(event, by=by, at=at):
            refused.append(_refused(EventRefused(reason), event))
        else:
            asked[departments[event.pk]].append(event)
    if not asked:
        raise EventRefused(refused[0].reason if refused else Refusal.NOT_A_DRAFT)
    for department, events in asked.items():
        _ask(ReviewRound(series=series, department_id=department, asked_by=by, asked_at=at, note=note), events)
    return Done(events=tuple(one for events in asked.values() for one in events), refused=tuple(refused))


@transaction.atomic
def approve_all(*, review_round: ReviewRound, comment: str, seen: Mapping[int, str], by: User, at: datetime) -> Done:
    """Agree to all dates of a round as they were seen, by their ids: they are published at once, or at their times.

    A date that was changed since, or can't be published, waits on. Its organisers get one mail.
    """
    wait_for_turn()  # what is taken within a savepoint goes with it
    Series.objects.lock(review_round.series_id)

    def verb(review: Review) -> Review:
        return agree(review, comment, seen=seen.get(review.event_id, ""), by=by, at=at)

    return _answer(review_round, verb, by=by, at=at)


@transaction.atomic
def ask_for_changes_of_all(*, review_round: ReviewRound, comment: str, by: User, at: datetime) -> Done:
    """Send all dates of a round that wait back, saying what is to be changed; their organisers get one mail."""
    Series.objects.lock(review_round.series_id)
    return _answer(review_round, partial(send_back, comment=comment, by=by, at=at), by=by, at=at)


def withdraw_all(*, series: Series, by: User, at: datetime) -> Done:
    """Take back what was asked about dates of ``series``."""
    done, refused = [], []
    for review in Review.objects.waiting().filter(event__series=series).select_related("event").order_by("event"):
        try:
            done.append(withdraw_review(review=review, by=by, at=at).event)
        except EventRefused as reason:  # somebody was faster
            refused.append(_refused(reason, review.event))
    return Done(events=tuple(done), refused=tuple(refused))


def _each(series: Series, verb: Callable[..., Event], *, scheduled: bool = False, at: datetime) -> Done:
    """Each in a transaction of its own, as somebody would one by one."""
    drafts = changeable(series, at=at).filter(published_at=None)
    done, refused = [], []
    for event in drafts.exclude(publish_at=None) if scheduled else drafts:
        try:
            done.append(verb(event=event))
        except EventRefused as reason:
            refused.append(_refused(reason, event))
    return Done(events=tuple(done), refused=tuple(refused))


def _ask(review_round: ReviewRound, events: list[Event]) -> None:
    """Write one request for several drafts, which stand locked."""
    review_round.save()
    about = {name: getattr(review_round, name) for name in ("department_id", "asked_by", "asked_at", "note")}
    for event in events:
        review = Review.objects.create(event=event, round=review_round, **about)
        after = {"review": review.pk, "round": review_round.pk}
        record(
            "event.review_asked",
            event,
            by=review_round.asked_by,
            at=review_round.asked_at,
            scope=event.scope,
            after=after,
        )
    notifications.tell_round_asked(review_round, at=review_round.asked_at)


def _answer(review_round: ReviewRound, verb: Callable[[Review], Review], *, by: User, at: datetime) -> Done:
    """Answer what waits in the order of ids; the series stands locked."""
    done: list[Review] = []
    refused = []
    waiting = Review.objects.waiting().filter(round=review_round).select_related("event").order_by("event")
    if not waiting:
        raise EventRefused(Refusal.REVIEW_DECIDED)
    for review in waiting:
        try:
            with transaction.atomic():
                done.append(verb(review))
        except EventRefused as reason:
            refused.append(_refused(reason, review.event))
    if done:
        notifications.tell_round_answered(review_round, done, by=by, at=at)
    return Done(events=tuple(review.event for review in done), refused=tuple(refused))


def _refused(reason: EventRefused, event: Event) -> OccurrenceRefused:
    assert event.series_on is not None  # noqa: S101  # held by event_of_a_series_has_its_day
    return OccurrenceRefused(reason, on=event.series_on)
