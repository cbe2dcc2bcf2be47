"""Feedback through its own actions."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta

from accounts.models import Department, User
from events.models import Event
from feedback import actions
from feedback.enums import Dimension
from feedback.models import Form
from feedback.questions import Answer
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_past_event
from tests.factories.registrations import register


def make_attended(
    people: int = 1, *, days_ago: int = 2, at: datetime = NOW, **values: object
) -> tuple[Event, list[User]]:
    """An event that is over, and ``people`` colleagues who had a seat; nothing is marked."""
    event = make_past_event(days_ago=days_ago, at=at, **values)
    colleagues = [make_user() for _ in range(people)]
    for colleague in colleagues:
        register(event, colleague, at=event.starts_at - timedelta(days=1))
    return event, colleagues


def make_form(people: int = 1, *, at: datetime = NOW, **values: object) -> tuple[Form, list[User]]:
    """An open form and those it asks."""
    event, colleagues = make_attended(people, at=at, **values)
    form = actions.open_form(event=event, at=at)
    assert form is not None
    return form, colleagues


def answer(
    form: Form, person: User, answers: Mapping[str, Answer] | None = None, *, at: datetime = NOW, **more: Answer
) -> None:
    """One person's answers; the valid minimum and ``more`` where none are given."""
    given = {"overall": 4, "recommend": 8} if answers is None else answers
    actions.answer(form=form, person=person, answers={**given, **more}, at=at)


def close(form: Form) -> Form:
    return actions.close_form(form=form, at=form.closes_at)


def make_sliced_form(
    departments: Mapping[Department, int], *, without: Sequence[str] = (), at: datetime = NOW
) -> tuple[Form, list[User]]:
    """An open form whose answers are counted by department, and those it asks: so many of each, in this order.

    ``without``: questions of all that are not asked.
    """
    event = make_past_event(days_ago=2, at=at, capacity=None)
    colleagues = [make_user(department=one) for one, number in departments.items() for _ in range(number)]
    for colleague in colleagues:
        register(event, colleague, at=event.starts_at - timedelta(days=1))
    by = event.roles.get().user
    actions.count_apart(event=event, dimension=Dimension.DEPARTMENT, by=by, at=at)
    for version, key in enumerate(without):
        actions.remove_question(event=event, key=key, version=version, by=by, at=at)
    form = actions.open_form(event=event, at=at)
    assert form is not None
    return form, colleagues
