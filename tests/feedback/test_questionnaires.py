"""What an event will ask, as its organisers write it."""

from dataclasses import replace

import pytest
from django.db import IntegrityError

from audit.models import Line
from events import actions as events
from feedback import actions, queries
from feedback.enums import WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import Box, Form, Questionnaire
from feedback.panels import results
from feedback.questions import Condition, Each, Kind, Option, Question
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_event
from tests.factories.feedback import answer, close, make_attended

pytestmark = pytest.mark.django_db

OPTIONS = (Option("1", {"en": "The maps"}), Option("2", {"en": "The food"}))
BEST = Question(key="best", kind=Kind.CHOICES, text={"en": "What was best?"}, options=OPTIONS)
WHY = Question(key="why", kind=Kind.TEXT, text={"en": "Why?"}, condition=Condition("overall", high=2))
DEFAULT = ["overall", "useful", "improve", "recommend"]


def keys(event) -> list[str]:
    return [question.key for question in queries.written(event)[0]]


def write(event, question=BEST, *, version=0):
    actions.write_question(event=event, question=question, version=version, by=event.roles.get().user, at=NOW)


def refusal(change, **values) -> WritingRefusal:
    with pytest.raises(WritingRefused) as refused:
        change(by=make_user(), at=NOW, **values)
    return refused.value.reason


def test_a_new_question_comes_after_those_that_every_event_asks():
    event = make_event()

    write(event)

    line = Line.objects.get(verb="feedback.question_written")
    assert keys(event) == [*DEFAULT, "best"]
    assert (line.before, [one["key"] for one in line.after["questions"]]) == ({}, [*DEFAULT, "best"])


def test_a_question_with_a_key_that_stands_takes_its_place():
    event = make_event()
    write(event)

    write(event, replace(BEST, text={"en": "Best of all?"}), version=1)

    questions, version = queries.written(event)
    assert (questions[-1].text, len(questions), version) == ({"en": "Best of all?"}, 5, 2)


def test_a_question_is_moved_and_removed():
    event = make_event()
    by = {"event": event, "by": event.roles.get().user, "at": NOW}

    actions.move_question(key="recommend", place=1, version=0, **by)
    actions.remove_question(key="useful", version=1, **by)

    assert keys(event) == ["recommend", "overall", "improve"]


def test_whoever_saw_an_older_version_overwrites_nothing():
    event = make_event()
    write(event)

    reason = refusal(actions.remove_question, event=event, key="overall", version=0)

    assert (reason, keys(event)) == (WritingRefusal.CHANGED_MEANWHILE, [*DEFAULT, "best"])


def test_something_is_always_asked():
    event = make_event()
    by = {"event": event, "by": event.roles.get().user, "at": NOW}
    for version, key in enumerate(DEFAULT[1:]):
        actions.remove_question(key=key, version=version, **by)

    reason = refusal(actions.remove_question, event=event, key="overall", version=3)

    assert (reason, keys(event)) == (WritingRefusal.LAST, ["overall"])


def test_a_question_stays_behind_the_one_that_it_follows_from():
    event = make_event()
    write(event, WHY)

    moved = refusal(actions.move_question, event=event, key="why", place=1, version=1)
    removed = refusal(actions.remove_question, event=event, key="overall", version=1)

    assert (moved, removed) == (WritingRefusal.NOT_EARLIER, WritingRefusal.NOT_EARLIER)
    assert keys(event) == [*DEFAULT, "why"]


def test_a_question_that_is_gone_is_not_moved():
    assert refusal(actions.move_question, event=make_event(), key="no", place=1, version=0) == WritingRefusal.GONE


def test_more_than_sixty_questions_are_not_asked():
    event = make_event()
    rows = tuple(Option(str(number), {"en": "x"}) for number in range(57))

    with pytest.raises(WritingRefused) as refused:
        write(event, Question(key="many", kind=Kind.MATRIX, text={"en": "?"}, low=1, high=5, rows=rows))

    assert (refused.value.reason, keys(event)) == (WritingRefusal.TOO_MANY, DEFAULT)


def test_an_event_goes_back_to_asking_what_every_event_asks():
    event = make_event()
    write(event)

    actions.ask_as_all_do(event=event, by=event.roles.get().user, at=NOW)
    actions.ask_as_all_do(event=event, by=event.roles.get().user, at=NOW)

    assert (keys(event), Questionnaire.objects.count()) == (DEFAULT, 0)
    assert Line.objects.filter(verb="feedback.questions_dropped").count() == 1


def test_what_was_written_is_asked_and_a_change_afterwards_bends_nothing():
    event, people = make_attended(6)
    teacher = event.sessions.get().speakers.create(name="Anna Berg")
    taught = Question(key="taught", kind=Kind.RATING, text={"en": "Taught?"}, low=1, high=5, each=Each.SPEAKER)
    write(event, taught)
    write(event, BEST, version=1)

    form = actions.open_form(event=event, at=NOW)
    answer(form, people[0], best=("1", "2"), **{f"taught-{teacher.pk}": 4})

    reason = refusal(actions.remove_question, event=event, key="best", version=2)
    boxes = {box.question: box.tally for box in Box.objects.all()}
    assert reason == WritingRefusal.ASKED_ALREADY
    assert [one.key for one in form.asked] == [*DEFAULT, f"taught-{teacher.pk}", "best"]
    assert boxes["best"] == {"*": 1, "1": 1, "2": 1}
    assert boxes[f"taught-{teacher.pk}"] == {"1": 0, "2": 0, "3": 0, "4": 1, "5": 0}


def test_a_heading_has_no_box():
    event, _people = make_attended(1)
    write(event, Question(key="part", kind=Kind.HEADING, text={"en": "The day"}))

    actions.open_form(event=event, at=NOW)

    assert sorted(Box.objects.values_list("question", flat=True)) == sorted(DEFAULT)


def test_answers_of_every_kind_are_shown_when_enough_have_answered():
    from feedback.panels import results  # read once it is closed

    event, people = make_attended(6)
    write(event)
    form = actions.open_form(event=event, at=NOW)
    for number, person in enumerate(people):
        answer(form, person, best=("1",) if number else ("1", "2"))
    close(form)

    shown = results(event, at=form.closes_at)

    best = shown.scales[-1]
    assert (best.title, best.is_list, best.total) == ("What was best?", True, 6)
    assert [(bar.label, bar.number) for bar in best.bars] == [("The maps", 6), ("The food", 1)]
    assert shown.rating.title == "How was it for you, all in all?"


def test_few_texts_of_those_who_were_asked_because_of_an_answer_are_not_shown():
    event, people = make_attended(6)
    write(event, WHY)
    form = actions.open_form(event=event, at=NOW)
    for number, person in enumerate(people):
        said = {"overall": 1 + number // 4 * 4, "recommend": 8}
        answer(form, person, said, useful="The maps.", **({"why": "Too large."} if number < 4 else {}))
    close(form)

    words = {words.title: (words.texts, words.is_enough) for words in results(event, at=form.closes_at).words}

    assert words["Why?"] == ((), False)
    assert words["What was useful?"] == (("The maps.",) * 6, True)


def test_nobody_writes_questions_for_an_event_that_is_cancelled():
    event = make_event()
    owner = event.roles.get().user
    events.cancel(event=event, by=owner, at=NOW, message="")

    assert refusal(actions.ask_as_all_do, event=event) == WritingRefusal.CANCELLED


@pytest.mark.parametrize(
    ("values", "name"),
    [({"version": 0}, "questionnaire_has_a_version"), ({"questions": []}, "questionnaire_asks_something")],
)
def test_the_database_refuses_what_asks_nothing_or_has_no_version(values, name):
    kept = {"event": make_event(), "questions": [{"key": "x"}], "version": 1, "changed_at": NOW}

    with pytest.raises(IntegrityError, match=name):
        Questionnaire.objects.create(**kept | values)


def test_a_form_opens_without_anybody_having_written_anything():
    event, _people = make_attended(1)

    actions.open_form(event=event, at=NOW)

    assert [one.key for one in Form.objects.get().asked] == DEFAULT
