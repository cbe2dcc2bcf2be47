"""What the team sees, and above all what it does not see."""

from datetime import timedelta

import pytest

from events import actions as events
from feedback.exceptions import FeedbackRefused
from feedback.models import Box
from feedback.panels import Results, Words, results
from tests.factories.events import NOW, make_event
from tests.factories.feedback import answer, close, make_form

pytestmark = pytest.mark.django_db

QUESTIONS = (
    "How was it for you, all in all?",
    "What was useful?",
    "What should be better next time?",
    "Would you recommend it to a colleague?",
)


def filled(answers: int, *, people: int = 8, **more):
    form, colleagues = make_form(people)
    for number, person in enumerate(colleagues[:answers]):
        answer(
            form, person, {"overall": 1 + number % 5, "recommend": 10 - number % 3}, useful=f"Part {9 - number}", **more
        )
    return form


@pytest.mark.parametrize(
    ("days_later", "stage"), [(-1, "to_come"), (0, "to_come"), (27, "to_come"), (28, "unasked"), (90, "unasked")]
)
def test_before_it_opens_it_says_whether_it_will(days_later, stage):
    event = make_event()

    shown = results(event, at=event.ends_at + timedelta(days=days_later))

    assert (shown.form, shown.stage, shown.questions) == (None, stage, QUESTIONS)


def test_nobody_is_asked_about_a_cancelled_event():
    event = make_event()
    events.cancel(event=event, message="", by=event.roles.get().user, at=NOW)
    event.refresh_from_db()

    assert results(event, at=NOW).stage == "unasked"


@pytest.mark.parametrize("answers", [0, 4, 8])
def test_while_it_is_open_nothing_is_shown_not_even_how_many_have_answered(answers):
    form = filled(answers)
    form.refresh_from_db()

    shown = results(form.event, at=NOW)

    assert (shown, shown.stage) == (Results(form=form, questions=QUESTIONS, invited=8), "open")


def test_below_five_answers_only_their_number_is_shown():
    form = filled(4)
    closed = close(form)

    shown = results(form.event, at=NOW)

    assert (shown, shown.stage, shown.needed) == (
        Results(form=closed, questions=QUESTIONS, invited=8, answered=4),
        "few",
        5,
    )


def test_from_five_answers_on_everything_is_shown_after_closing():
    form = filled(5)
    close(form)

    shown = results(form.event, at=NOW)

    assert (shown.stage, shown.invited, shown.answered) == ("shown", 8, 5)
    overall, recommend = shown.scales
    assert (overall.counts, overall.mean, overall.score, overall.lowest) == ((1, 1, 1, 1, 1), 3.0, None, "Not good")
    assert (recommend.counts, recommend.score) == ((0, 0, 0, 0, 0, 0, 0, 0, 1, 2, 2), 80)
    assert shown.words == (
        Words("What was useful?", ("Part 5", "Part 6", "Part 7", "Part 8", "Part 9"), key="useful", kind="text"),
        Words("What should be better next time?", (), key="improve", kind="text"),
    )
    assert (shown.rating, shown.score, shown.rate) == (overall, 80, 62)


def test_a_question_that_fewer_than_five_answered_shows_no_figures():
    form, colleagues = make_form(5)
    form.questions = [question | {"is_required": False} for question in form.questions]
    form.save()
    for person in colleagues[:4]:
        answer(form, person)
    answer(form, colleagues[4], {"recommend": 3})
    close(form)

    overall, recommend = results(form.event, at=NOW).scales

    assert (overall.is_enough, overall.counts, overall.mean) == (False, (), None)
    assert (recommend.is_enough, sum(recommend.counts)) == (True, 5)


def test_the_heap_of_a_question_is_as_it_was_asked_after_its_wording_has_changed():
    form = filled(5)
    texts = {question.key: dict(question.text) for question in form.asked}
    close(form)

    assert {question.key: question.text for question in form.asked} == texts
    assert Box.objects.filter(form=form).count() == 4


@pytest.mark.parametrize("answers", [5, 8])
def test_results_take_the_same_queries_however_many_have_answered(answers, count_queries):
    form = filled(answers)
    close(form)

    assert count_queries(lambda: results(form.event, at=NOW)) == 5


def test_an_answer_after_closing_is_not_among_the_results():
    form = filled(5)
    close(form)
    before = results(form.event, at=NOW)

    with pytest.raises(FeedbackRefused):
        answer(form, form.invited.last().user, at=NOW)

    assert results(form.event, at=NOW) == before
