"""What was written becomes what is asked: rows, sessions and speakers one by one."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from feedback.questions import Condition, Each, Kind, Option, Question
from feedback.unrolling import MOST, Flaw, Subject, depends_on, flaw, unroll

OVERALL = Question(key="overall", kind=Kind.RATING, text={"en": "All in all?"}, low=1, high=5)
WHY = Question(key="why", kind=Kind.TEXT, text={"en": "Why?"}, condition=Condition("overall", high=2))
ROWS = (Option("1", {"en": "Room"}), Option("2", {"en": "Food"}))
MATRIX = Question(key="place", kind=Kind.MATRIX, text={"en": "The place"}, low=1, high=5, rows=ROWS)
TEACHING = Question(key="taught", kind=Kind.RATING, text={"en": "How was it taught?"}, low=1, high=5, each=Each.SPEAKER)
HEADING = Question(key="part", kind=Kind.HEADING, text={"en": "The day"})
ANNA, BO = Subject(7, {"en": "Anna"}), Subject(9, {"en": "Bo"})

questions = st.builds(
    Question,
    key=st.uuids().map(str),
    kind=st.sampled_from(Kind),
    text=st.just({"en": "?"}),
    rows=st.sampled_from([(), ROWS]),
    each=st.sampled_from(Each),
)
subjects = st.lists(st.builds(Subject, st.integers(1, 99), st.just({"en": "x"})), unique_by=lambda one: one.key)


@given(st.lists(questions, max_size=8), subjects, subjects)
def test_whatever_was_written_is_asked_in_plain_questions_with_keys_of_their_own(written, sessions, speakers):
    asked = unroll(written, sessions=sessions, speakers=speakers)

    assert {one.each for one in asked} <= {Each.EVENT}
    assert Kind.MATRIX not in {one.kind for one in asked}
    assert len({one.key for one in asked}) == len(asked)
    assert [one for one in asked if one.group == ""] == [
        one for one in written if one.each is Each.EVENT and one.kind is not Kind.MATRIX
    ]


def test_each_row_of_a_matrix_is_rated_apart_under_its_heading():
    asked = unroll([MATRIX], sessions=[], speakers=[])

    told = [(one.key, one.kind, one.text["en"], one.heading["en"], one.group) for one in asked]
    assert told == [
        ("place.1", Kind.RATING, "Room", "The place", "place"),
        ("place.2", Kind.RATING, "Food", "The place", "place"),
    ]


def test_a_question_about_each_speaker_names_them_and_knows_who_it_is_about():
    asked = unroll([OVERALL, TEACHING], sessions=[], speakers=[ANNA, BO])

    told = [(one.key, one.heading.get("en"), one.speaker) for one in asked]
    assert told == [("overall", None, None), ("taught-7", "Anna", 7), ("taught-9", "Bo", 9)]


def test_a_question_about_nobody_is_not_asked():
    assert unroll([TEACHING], sessions=[ANNA], speakers=[]) == []


def test_what_follows_from_an_answer_about_a_speaker_follows_from_that_about_the_same_one():
    because = replace(WHY, each=Each.SPEAKER, condition=Condition("taught", high=2))

    asked = unroll([TEACHING, because], sessions=[], speakers=[ANNA, BO])

    assert [one.condition.of for one in asked if one.condition] == ["taught-7", "taught-9"]


def test_a_question_follows_only_from_one_before_it_that_is_answered_by_choosing():
    assert flaw([OVERALL, WHY], sessions=1, speakers=0) is None
    assert flaw([WHY, OVERALL], sessions=1, speakers=0) == Flaw.NOT_EARLIER
    assert flaw([replace(OVERALL, kind=Kind.TEXT), WHY], sessions=1, speakers=0) == Flaw.NOT_EARLIER
    assert flaw([replace(OVERALL, each=Each.SPEAKER), WHY], sessions=1, speakers=1) == Flaw.NOT_EARLIER
    assert depends_on(WHY, [OVERALL, MATRIX, HEADING]) == [OVERALL]


def test_a_condition_names_options_that_are_there():
    choice = Question(key="overall", kind=Kind.CHOICE, text={}, options=ROWS)

    assert flaw([choice, replace(WHY, condition=Condition("overall", options=("2",)))], sessions=1, speakers=0) is None
    assert (
        flaw([choice, replace(WHY, condition=Condition("overall", options=("3",)))], sessions=1, speakers=0)
        == Flaw.NOT_EARLIER
    )


def test_nobody_is_asked_more_than_sixty_questions():
    per_speaker = replace(MATRIX, each=Each.SPEAKER)

    assert flaw([HEADING, per_speaker], sessions=1, speakers=MOST // 2) is None
    assert flaw([per_speaker, OVERALL], sessions=1, speakers=MOST // 2) == Flaw.TOO_MANY
