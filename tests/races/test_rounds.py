"""All dates of a series are agreed to while somebody sends them back, and while somebody registers for the series."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.enums import Publishing
from accounts.models import User
from events import actions
from events.models import Event, Review, ReviewRound, Series
from events.querysets import ReviewQuerySet, SeriesQuerySet
from registrations import actions as registrations
from registrations.models import Registration
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW
from tests.factories.series import events_of, make_series, owner_of, weekly
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _made(rounds: int) -> tuple[list[ReviewRound], User]:
    """Requests about the second and third date of series whose first one stands."""
    careful = make_department(publishing=Publishing.REVIEW)
    coordinator = make_coordinator(careful)
    made = []
    for _ in range(rounds):
        series = make_series(rule=weekly(count=3), publish=False, host_department=careful)
        actions.publish(event=events_of(series)[0], by=coordinator, at=NOW)
        actions.ask_for_all(series=series, note="", by=owner_of(series), at=NOW)
        made.append(series.review_rounds.get())
    return made, coordinator


def _agree(review_round: ReviewRound, by: User) -> None:
    seen = {event.pk: event.version for event in Event.objects.filter(reviews__round=review_round)}
    actions.approve_all(review_round=review_round, comment="", seen=seen, by=by, at=NOW)


def _send_back(review_round: ReviewRound, by: User) -> None:
    actions.ask_for_changes_of_all(review_round=review_round, comment="Not yet.", by=by, at=NOW)


def _enrol(series: Series, person: User) -> None:
    registrations.enrol(series=series, participant=person, pool_kind="room", at=NOW)


def _torn(race: Callable, rounds: int) -> tuple[int, set[str]]:
    """How many drafts were published that were sent back, or the other way round, and what went wrong."""
    made, coordinator = _made(rounds)

    results = race(
        [partial(_agree, one, coordinator) for one in made],
        [partial(_send_back, one, coordinator) for one in made],
    )

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    reviews = Review.objects.select_related("event")
    return sum((one.verdict == "approved") != one.event.is_published for one in reviews), errors


def test_a_request_has_one_answer(race):
    assert _torn(race, ROUNDS) == (0, {"EventRefused"})


def test_without_the_locks_it_has_two(race, monkeypatch):
    monkeypatch.setattr(SeriesQuerySet, "lock", lambda self, pk: self.get(pk=pk))
    monkeypatch.setattr(ReviewQuerySet, "lock", lambda _self, review: review)

    assert sooner_or_later(lambda: _torn(race, 4)[0])


def test_nobody_is_left_out_who_registers_for_the_series_meanwhile(race):
    made, coordinator = _made(ROUNDS)
    people = [make_user() for _ in range(3)]

    results = race(
        [partial(_agree, one, coordinator) for one in made],
        [partial(_enrol, one.series, person) for one in made for person in people],
    )

    assert [result.error for lane in results for result in lane if result.error] == []
    there = Registration.objects.live().filter(user__in=people)
    assert there.count() == ROUNDS * 3 * len(people)
