"""Answers under real concurrency. Each of these was seen to fail without the form's lock, and still is."""

from collections.abc import Callable
from functools import partial

import pytest

from accounts.models import User
from feedback import actions
from feedback.links import asked_from, sign
from feedback.models import Answered, Box, Form
from feedback.querysets import FormQuerySet
from tests.factories.events import NOW
from tests.factories.feedback import make_form

pytestmark = pytest.mark.postgres

PEOPLE, PROCESSES = 48, 6


def _answer(form: Form, person: User) -> None:
    actions.answer(form=form, person=person, answers={"overall": 5, "recommend": 9, "useful": "All."}, at=NOW)


def _counted() -> dict[str, int]:
    """How many answers each box holds, and how many people have answered."""
    boxes = {box.question: sum(box.tally.values()) + len(box.texts) for box in Box.objects.all()}
    return boxes | {"people": len(Answered.objects.get().people)}


def _all_at_once(race: Callable) -> dict[str, int]:
    form, people = make_form(PEOPLE, capacity=None)
    lanes = [[partial(_answer, form, person) for person in people[lane::PROCESSES]] for lane in range(PROCESSES)]

    race(*lanes)

    return _counted()


def _twice_each(race: Callable) -> tuple[dict[str, int], int]:
    """Everybody clicks twice at the same moment: what is counted, and how often the second click was refused."""
    form, people = make_form(PEOPLE // 2, capacity=None)
    clicks = [partial(_answer, form, person) for person in people]

    lanes = race(clicks, clicks)

    return _counted(), sum("already" in result.error for lane in lanes for result in lane)


def _answer_by_link(signed: str) -> None:
    asked = asked_from(signed)
    assert asked is not None
    _answer(asked.form, asked.person)


def _replayed(race: Callable) -> tuple[int, int]:
    """One link, opened and sent in twenty processes at once: how many answers are kept, how many are refused."""
    form, (person,) = make_form()
    step = partial(_answer_by_link, sign(form, person, address=person.email))

    lanes = race(*[[step]] * 20)

    return _counted()["overall"], sum("already" in result.error for (result,) in lanes)


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(FormQuerySet, "lock", lambda self, form: self.get(pk=form.pk))


def test_no_answer_is_lost_when_all_answer_at_once(race):
    counted = _all_at_once(race)

    assert counted == {"overall": 48, "useful": 48, "improve": 0, "recommend": 48, "people": 48}


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_answers_are_lost(race):
    counted = _all_at_once(race)

    assert counted != {"overall": 48, "useful": 48, "improve": 0, "recommend": 48, "people": 48}


def test_nobody_counts_twice_by_clicking_twice(race):
    counted, refused = _twice_each(race)

    assert (counted, refused) == ({"overall": 24, "useful": 24, "improve": 0, "recommend": 24, "people": 24}, 24)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_second_click_is_not_always_refused(race):
    _counted, refused = _twice_each(race)

    assert refused < 24


def test_a_link_that_is_replayed_counts_once(race):
    assert _replayed(race) == (1, 19)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_a_replayed_link_is_not_refused_each_time(race):
    _kept, refused = _replayed(race)

    assert refused < 19
