"""Somebody registers for a whole series while another date of it is published."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from events import actions as events
from events.models import Event, Series
from events.querysets import SeriesQuerySet
from registrations import actions
from registrations.models import Registration, SeriesEnrolment
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.series import events_of, make_series, owner_of, weekly
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS, CROWD, NEWCOMERS = 12, 4, 5


def _enrol(series: Series, person: User) -> None:
    actions.enrol(series=series, participant=person, pool_kind="room", at=NOW)


def _enrol_all(series: Series, people: list[User]) -> None:
    for person in people:
        _enrol(series, person)


def _publish(event: Event, owner: User) -> None:
    events.publish(event=event, by=owner, at=NOW)


def _left_out(race: Callable, rounds: int) -> tuple[int, set[str]]:
    """How many are registered for the series and not for the date that was published meanwhile, and what went wrong.

    Some are registered for it already, so that publishing takes as long as the newcomers do.
    """
    made = [make_series(rule=weekly(count=2), publish=False) for _ in range(rounds)]
    for series in made:
        events.publish(event=events_of(series)[0], by=owner_of(series), at=NOW)
    crowd, newcomers = [make_user() for _ in range(CROWD)], [make_user() for _ in range(NEWCOMERS)]
    SeriesEnrolment.objects.bulk_create(
        SeriesEnrolment(series=series, user=person, pool_kind="room", enrolled_at=NOW)
        for series in made
        for person in crowd
    )
    drafts = [events_of(series)[1] for series in made]

    results = race(
        [partial(_enrol_all, series, newcomers) for series in made],
        [partial(_publish, event, event.roles.get().user) for event in drafts],
    )

    errors = {result.error.partition(":")[0] for lane in results for result in lane if result.error}
    there = set(Registration.objects.live().values_list("event", "user"))
    return sum((event.pk, person.pk) not in there for event in drafts for person in newcomers), errors


def test_nobody_is_left_out_between_registering_and_publishing(race):
    assert _left_out(race, ROUNDS) == (0, set())
    assert SeriesEnrolment.objects.count() == ROUNDS * (CROWD + NEWCOMERS)


def test_without_the_lock_somebody_is_left_out(race, monkeypatch):
    monkeypatch.setattr(SeriesQuerySet, "lock", lambda self, pk: self.get(pk=pk))

    assert sooner_or_later(lambda: _left_out(race, 2)[0])


def _stuck(race: Callable) -> set[str]:
    """Dates are published while those whom they enrol register elsewhere and once more: what went wrong."""
    series = make_series(rule=weekly(count=ROUNDS), publish=False)
    owner, people = owner_of(series), [make_user() for _ in range(CROWD)]
    for person in people:
        _enrol(series, person)
    elsewhere = [make_event() for _ in range(ROUNDS)]

    def register(event: Event, person: User) -> None:
        actions.register(event=event, participant=person, pool=main_pool(event), at=NOW)

    results = race(
        [partial(_publish, event, owner) for event in events_of(series)],
        [partial(register, event, person) for event in elsewhere for person in people],
        [partial(_enrol, series, person) for person in people * 2],
    )
    return {result.error.partition(":")[0] for lane in results for result in lane if result.error}


def test_people_are_locked_before_dates_so_that_nobody_waits_for_ever(race):
    assert _stuck(race) == set()
