"""A series gets one more date while something is handed on to all of its dates."""

from collections.abc import Callable
from functools import partial

import pytest

from events import actions
from events.drafts import QuestionDraft
from events.models import Event, RegistrationQuestion, Series
from events.querysets import SeriesQuerySet
from events.repeating import Reach
from tests.factories.events import NOW
from tests.factories.series import events_of, make_series, owner_of, weekly
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 12


def _lengthen(series: Series, owner: object) -> None:
    actions.change_rule(series=series, rule=weekly(count=3), message="", by=owner, at=NOW)


def _ask(event: Event, owner: object) -> None:
    draft = QuestionDraft(kind="short", label="What do you eat?")
    actions.add_question_to_dates(event=event, draft=draft, reach=Reach.ALL, by=owner, at=NOW)


def _left_out(race: Callable, rounds: int) -> tuple[int, set[str]]:
    """How many dates do not ask what all of them were to ask, and what went wrong."""
    made = [make_series(rule=weekly(count=2), publish=False) for _ in range(rounds)]
    owners = [owner_of(series) for series in made]

    results = race(
        [partial(_lengthen, series, owner) for series, owner in zip(made, owners, strict=True)],
        [partial(_ask, events_of(series)[0], owner) for series, owner in zip(made, owners, strict=True)],
    )

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    asked = set(RegistrationQuestion.objects.values_list("event", flat=True))
    dates = [event.pk for series in made for event in events_of(series)]
    assert errors or len(dates) == 3 * rounds
    return sum(pk not in asked for pk in dates), errors


def test_no_date_is_left_out_that_is_made_meanwhile(race):
    assert _left_out(race, ROUNDS) == (0, set())


def test_without_the_lock_one_is_left_out(race, monkeypatch):
    monkeypatch.setattr(SeriesQuerySet, "lock", lambda self, pk: self.get(pk=pk))

    assert sooner_or_later(lambda: _left_out(race, 4)[0])
