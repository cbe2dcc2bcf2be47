"""What is asked afterwards goes along: with a clone, with the dates of a series, and to other dates."""

from datetime import timedelta

import pytest

from audit.models import Line
from events import actions as events
from events.models import Event
from events.repeating import Reach
from feedback import actions, queries
from feedback.enums import Dimension, WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import Questionnaire
from feedback.questions import Each, Kind, Question
from tests.factories.accounts import make_user
from tests.factories.events import NOW, event_draft, make_event, session_draft
from tests.factories.series import events_of, make_series, owner_of, weekly

pytestmark = pytest.mark.django_db

MINE = Question(key="mine", kind=Kind.SHORT, text={"en": "What stays?", "de": "Was bleibt?"})


def write(event: Event, question: Question = MINE) -> None:
    _questions, version = queries.written(event)
    actions.write_question(event=event, question=question, version=version, by=make_user(), at=NOW)


def asked(event: Event) -> list[str]:
    return [question.key for question in queries.written(event)[0]]


def test_a_clone_asks_what_its_source_asks_and_goes_its_own_way_from_then_on():
    event = make_event()
    write(event)
    owner = event.roles.get().user

    made = events.clone(event=event, title="Again", step=timedelta(days=7), by=owner, at=NOW)
    write(event, Question(key="later", kind=Kind.TEXT, text={"en": "Later?"}))

    kept = Questionnaire.objects.get(event=made)
    assert asked(made) == ["overall", "useful", "improve", "recommend", "mine"]
    assert (kept.version, kept.changed_by, kept.written[-1]) == (1, owner, MINE)
    assert Line.objects.filter(verb="feedback.questions_copied", scope=made.scope).count() == 1


def test_a_clone_counts_apart_as_its_source_does():
    event = make_event()
    owner = event.roles.get().user
    actions.count_apart(event=event, dimension=Dimension.DEPARTMENT, by=owner, at=NOW)

    made = events.clone(event=event, title="Again", step=timedelta(days=7), by=owner, at=NOW)

    assert queries.dimension_of(made) == Dimension.DEPARTMENT


def test_a_clone_asks_as_much_as_its_source_came_to_ask():
    event = make_event(sessions=(session_draft(),))
    write(event, Question(key="each", kind=Kind.SHORT, text={"en": "And here?"}, each=Each.SESSION))
    owner, day = event.roles.get().user, event.starts_at.date()
    many = tuple(session_draft(day + timedelta(days=each)) for each in range(60))
    events.edit(event=event, draft=event_draft(sessions=many), by=owner, at=NOW)

    made = events.clone(event=event, title="Again", step=timedelta(days=7), by=owner, at=NOW)

    assert asked(made)[-1] == "each"


def test_a_clone_of_what_asks_as_all_do_keeps_nothing_of_its_own():
    event = make_event()

    made = events.clone(event=event, title="Again", step=timedelta(days=7), by=event.roles.get().user, at=NOW)

    assert Questionnaire.objects.count() == 0
    assert queries.written(made)[1] == 0


def test_each_date_of_a_series_asks_what_its_first_asks():
    event = make_event(sessions=(session_draft(),))
    write(event)

    series = events.repeat(event=event, rule=weekly(count=3), by=event.roles.get().user, at=NOW)

    assert [asked(date)[-1] for date in events_of(series)] == ["mine", "mine", "mine"]


@pytest.mark.parametrize(
    ("reach", "found"), [(Reach.FOLLOWING, [False, True, True, True]), (Reach.ALL, [True, True, True, True])]
)
def test_other_dates_ask_the_same(reach, found):
    series = make_series()
    dates = list(events_of(series))
    write(dates[1])

    number = actions.ask_at_dates(event=dates[1], reach=reach, version=1, by=owner_of(series), at=NOW)

    assert (number, ["mine" in asked(date) for date in dates]) == (sum(found), found)


def test_other_dates_ask_again_what_every_event_asks():
    series = make_series()
    dates = list(events_of(series))
    write(dates[2])

    actions.ask_at_dates(event=dates[0], reach=Reach.ALL, version=0, by=owner_of(series), at=NOW)

    assert Questionnaire.objects.count() == 0


def test_an_older_version_is_not_handed_on():
    series = make_series()
    dates = list(events_of(series))
    write(dates[0])

    with pytest.raises(WritingRefused) as refused:
        actions.ask_at_dates(event=dates[0], reach=Reach.ALL, version=0, by=owner_of(series), at=NOW)

    assert (refused.value.reason, Questionnaire.objects.count()) == (WritingRefusal.CHANGED_MEANWHILE, 1)


def test_a_date_where_it_would_be_too_much_is_named_and_nothing_is_changed():
    series = make_series()
    dates, owner = list(events_of(series)), owner_of(series)
    write(dates[0], Question(key="each", kind=Kind.SHORT, text={"en": "And here?"}, each=Each.SESSION))
    day = dates[2].starts_at.date()
    many = tuple(session_draft(day + timedelta(days=each)) for each in range(60))
    events.edit(event=dates[2], draft=event_draft(sessions=many), by=owner, at=NOW)

    with pytest.raises(WritingRefused) as refused:
        actions.ask_at_dates(event=dates[0], reach=Reach.ALL, version=1, by=owner, at=NOW)

    assert (
        str(refused.value) == "Wednesday 24 March 2027: That would be more than 60 questions for one person. Ask less."
    )
    assert Questionnaire.objects.count() == 1
