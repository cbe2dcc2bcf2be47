"""A question gets its first answer while its kind is changed: one of the two is told no. Seen to fail without the lock."""

from collections.abc import Callable
from functools import partial

import pytest
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.drafts import QuestionDraft
from events.exceptions import EventRefused
from events.models import Event, RegistrationQuestion
from events.querysets import EventQuerySet
from registrations import actions
from registrations.exceptions import RegistrationRefused
from registrations.models import Answer
from registrations.queries import Given
from tests.factories.accounts import make_user
from tests.factories.events import main_pool, make_upcoming_event
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

ROUNDS = 8


def _answer(event: Event, question: RegistrationQuestion, person: User) -> bool:
    given = [Given(question=question, said="In words")]
    who = {"participant": person, "pool": main_pool(event)}
    try:
        actions.register_answering(event=event, given=given, at=timezone.now(), **who)
    except RegistrationRefused:
        return False
    return True


def _change(question: RegistrationQuestion, by: User) -> bool:
    draft = QuestionDraft(kind="number", label="How many?")
    try:
        events.change_question(question=question, draft=draft, by=by, at=timezone.now())
    except EventRefused:
        return False
    return True


def _broken(race: Callable) -> int:
    """How many answers in words stand under a question that asks for a number."""
    owner, person = make_user(), make_user()
    answering, changing = [], []
    for number in range(ROUNDS):
        event = make_upcoming_event(owner=owner, days=number + 3)
        draft = QuestionDraft(kind="short", label="Which?")
        question = events.add_question(event=event, draft=draft, by=owner, at=timezone.now())
        answering.append(partial(_answer, event, question, person))
        changing.append(partial(_change, question, owner))

    race(answering, changing)

    return Answer.objects.filter(question__kind="number", value='"In words"').count()


def test_an_answer_and_the_kind_of_its_question_always_fit(race):
    assert _broken(race) == 0


def test_without_the_lock_they_do_not(race, monkeypatch):
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))

    assert sooner_or_later(lambda: _broken(race))
