"""Sets of questions: who keeps and takes them, and what the database refuses."""

import pytest
from django.db import IntegrityError, transaction

from audit.models import Line
from events.models import Event
from feedback import actions, queries
from feedback.enums import WritingRefusal
from feedback.exceptions import WritingRefused
from feedback.models import QuestionSet
from feedback.questions import Condition, Kind, Question, to_json
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW, make_event
from tests.factories.feedback import make_form

pytestmark = pytest.mark.django_db

MINE = Question(key="mine", kind=Kind.SHORT, text={"en": "What stays?"}, condition=Condition("overall", low=4, high=5))


@pytest.fixture
def finance():
    return make_department("Finance")


@pytest.fixture
def event(finance) -> Event:
    event = make_event(owner=make_user("Olga", department=finance))
    actions.write_question(event=event, question=MINE, version=0, by=make_user(), at=NOW)
    return event


def keep(event: Event, department, *, name: str = "After a workshop", by=None) -> QuestionSet:
    return actions.keep_set(event=event, department=department, name=name, by=by or event.roles.get().user, at=NOW)


def reason(verb, *args, **values) -> WritingRefusal:
    with pytest.raises(WritingRefused) as refused:
        verb(*args, **values)
    return refused.value.reason


def take(verb, event: Event, kept: QuestionSet, version: int) -> list[Question]:
    verb(event=event, kept=kept, version=version, by=event.roles.get().user, at=NOW)
    return queries.written(event)[0]


def test_a_set_is_a_copy_of_what_the_event_asks(event, finance):
    kept = keep(event, finance)
    actions.remove_question(event=event, key="mine", version=1, by=make_user(), at=NOW)

    assert [one.key for one in kept.written] == ["overall", "useful", "improve", "recommend", "mine"]
    assert Line.objects.get(verb="feedback.set_kept").after["name"] == "After a workshop"


def test_what_is_taken_comes_last_with_keys_of_its_own_and_stays_when_the_set_goes(event, finance):
    kept, other = keep(event, finance), make_event(owner=event.roles.get().user)

    questions = take(actions.add_set, other, kept, 0)
    actions.remove_set(kept=kept, by=make_user(), at=NOW)

    assert [one.text["en"] for one in questions[4:]] == [one.text["en"] for one in [*questions[:4], MINE]]
    assert (len({one.key for one in questions}), questions[-1].condition.of) == (9, questions[4].key)
    assert queries.written(other) == (questions, 1)


def test_an_event_starts_from_a_set(event, finance):
    kept, other = keep(event, finance), make_event(owner=event.roles.get().user)
    actions.write_question(
        event=other, question=Question("own", Kind.TEXT, {"en": "Own?"}), version=0, by=make_user(), at=NOW
    )

    assert take(actions.start_from_set, other, kept, 1) == kept.written


def test_nothing_is_taken_that_is_too_much_or_broken_or_too_late_or_written_by_somebody_else(event, finance):
    kept = keep(event, finance)
    many = [Question(f"q{number}", Kind.TEXT, {"en": "?"}) for number in range(60)]
    large = QuestionSet.objects.create(name="Large", department=finance, questions=to_json(many), made_at=NOW)
    alone = QuestionSet.objects.create(name="Broken", department=finance, questions=to_json([MINE]), made_at=NOW)
    heading = to_json([Question("h", Kind.HEADING, {"en": "Part"})])
    empty = QuestionSet.objects.create(name="Empty", department=finance, questions=heading, made_at=NOW)
    other, over = make_event(), make_form()[0].event

    assert [
        reason(take, actions.add_set, other, large, 0),
        reason(take, actions.start_from_set, other, alone, 0),
        reason(take, actions.start_from_set, other, empty, 0),
        reason(take, actions.add_set, other, kept, 7),
        reason(take, actions.add_set, over, kept, 0),
    ] == [
        WritingRefusal.TOO_MANY,
        WritingRefusal.NOT_EARLIER,
        WritingRefusal.LAST,
        WritingRefusal.CHANGED_MEANWHILE,
        WritingRefusal.ASKED_ALREADY,
    ]
    assert queries.written(other)[1] == 0


def test_a_set_is_kept_for_a_department_of_ones_own_and_by_administrators_for_everybody(event, finance):
    elsewhere, admin = make_department("Elsewhere"), make_user(is_staff=True)
    coordinator = make_coordinator(elsewhere)

    assert keep(event, elsewhere, by=coordinator).department == elsewhere
    assert keep(event, None, by=admin).department is None
    assert [
        reason(keep, event, elsewhere, name="Mine"),
        reason(keep, event, None, name="Mine"),
        reason(keep, event, elsewhere, name="after a WORKSHOP", by=coordinator),
    ] == [WritingRefusal.ELSEWHERE, WritingRefusal.ELSEWHERE, WritingRefusal.NAMED]


def test_people_find_what_their_department_keeps_and_those_above_and_everybody(event, finance):
    below = make_department("Accounts", parent=finance)
    keep(event, finance)
    keep(event, None, name="For all", by=make_user(is_staff=True))
    who = {
        "below": make_user(department=below),
        "elsewhere": make_user(department=make_department("Elsewhere")),
        "coordinator": make_coordinator(finance),
    }

    open_to = {name: [one.name for one in queries.sets_open_to(user)] for name, user in who.items()}
    kept_by = {name: QuestionSet.objects.kept_by(user).count() for name, user in who.items()}

    assert open_to == {
        "below": ["After a workshop", "For all"],
        "elsewhere": ["For all"],
        "coordinator": ["After a workshop", "For all"],
    }
    assert kept_by == {"below": 0, "elsewhere": 0, "coordinator": 1}


def test_of_two_who_word_a_set_at_once_one_is_told(event, finance):
    kept, stale = keep(event, finance), QuestionSet.objects.get()
    said = {"mine": {"text": {"en": "What stays?", "de": "Was bleibt?"}}}
    common = {"by": make_user(), "at": NOW, "version": 1}
    actions.change_set(kept=kept, name="After each workshop", wordings=said, **common)

    assert (
        reason(actions.change_set, kept=stale, name="Mine", wordings={}, **common) == WritingRefusal.CHANGED_MEANWHILE
    )
    found = QuestionSet.objects.get()
    assert (found.name, found.version, found.written[-1].text) == (
        "After each workshop",
        2,
        {"en": "What stays?", "de": "Was bleibt?"},
    )


@pytest.mark.parametrize(
    ("values", "name"),
    [
        ({"name": ""}, "question_set_has_a_name"),
        ({"questions": []}, "question_set_asks_something"),
        ({"version": 0}, "question_set_has_a_version"),
        ({"name": "After a workshop"}, "question_set_name_once_per_department|department_id"),
        ({"name": "For all", "department": None}, "question_set_name_once_for_everybody|questionset.name"),
    ],
)
def test_the_database_refuses_a_set(values, name, event, finance):
    keep(event, finance)
    keep(event, None, name="For all", by=make_user(is_staff=True))
    usual = {"name": "Another", "department": finance, "questions": to_json([MINE]), "made_at": NOW}

    with pytest.raises(IntegrityError, match=name), transaction.atomic():
        QuestionSet.objects.create(**usual | values)
