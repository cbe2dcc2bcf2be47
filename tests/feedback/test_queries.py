"""What "my seminars" asks."""

from datetime import timedelta

import pytest

from feedback import actions, queries
from tests.factories.accounts import make_user
from tests.factories.events import NOW
from tests.factories.feedback import answer, close, make_attended, make_form
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def form_for(person, *, at=NOW, days_ago=2):
    event, _ = make_attended(0, days_ago=days_ago)
    register(event, person, at=event.starts_at - timedelta(days=1))
    return actions.open_form(event=event, at=at)


def test_due_are_open_forms_that_one_has_not_answered():
    person = make_user()
    later, sooner = form_for(person), form_for(person, at=NOW - timedelta(days=1))
    answered, closed = form_for(person), form_for(person)
    answer(answered, person)
    close(closed)
    make_form()

    assert queries.due_for(person, at=NOW) == [sooner, later]


def test_nothing_is_due_after_the_last_day():
    person = make_user()
    form = form_for(person)

    assert queries.due_for(person, at=form.closes_at) == []


@pytest.mark.parametrize("number", [1, 3])
def test_what_is_due_takes_one_query(number, count_queries):
    person = make_user()
    for _ in range(number):
        form_for(person)

    def read() -> list[str]:
        return [form.event.title for form in queries.due_for(person, at=NOW)]

    assert (len(read()), count_queries(read)) == (number, 1)
