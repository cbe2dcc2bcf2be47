"""Questions taken over, and their words piece by piece: the pure core."""

from itertools import count

from hypothesis import given
from hypothesis import strategies as st

from feedback.questionnaire import default_questions
from feedback.questions import Condition, Kind, Option, Question
from feedback.taking import pieces, taken, untranslated, worded
from feedback.unrolling import flaw

WORDING = st.dictionaries(st.sampled_from(["en", "de"]), st.text(min_size=1, max_size=9), min_size=1)
LISTED = st.lists(WORDING, min_size=2, max_size=4).map(
    lambda found: tuple(Option(str(number), one) for number, one in enumerate(found, start=1))
)


@st.composite
def questionnaires(draw) -> list[Question]:
    """Some questions, each of which may follow from an answer to the first."""
    first = Question("q0", Kind.CHOICE, draw(WORDING), options=draw(LISTED))
    follows = st.sampled_from([None, Condition("q0", options=("1",))])
    others = [
        Question(
            f"q{number}", Kind.MATRIX, draw(WORDING), rows=draw(LISTED), help=draw(WORDING), condition=draw(follows)
        )
        for number in range(1, draw(st.integers(1, 4)))
    ]
    return [first, *others]


@given(questionnaires(), st.sets(st.sampled_from(["q0", "q1", "q2", "other"])))
def test_what_is_taken_stands_beside_what_was_there_and_follows_from_its_own(questions, standing):
    numbers = count()

    found = taken(questions, standing=standing, fresh=lambda: f"new{next(numbers)}")

    keys = [one.key for one in found]
    assert (len(set(keys)), standing & set(keys)) == (len(questions), set())
    assert [one.condition and one.condition.of for one in found] == [one.condition and keys[0] for one in questions]
    assert [(one.text, one.options, one.rows) for one in found] == [
        (one.text, one.options, one.rows) for one in questions
    ]
    assert flaw(found, sessions=1, speakers=1) == flaw(questions, sessions=1, speakers=1)


@given(questionnaires())
def test_the_same_words_change_nothing(questions):
    for question in questions:
        assert worded(question, {piece.name: piece.wording for piece in pieces(question)}) == question


@given(questionnaires())
def test_a_language_is_missing_where_any_of_its_pieces_is(questions):
    for question in questions:
        found = untranslated(question, ["en", "de"])
        filled = worded(
            question, {piece.name: {"en": "x", "de": "x"} | dict(piece.wording) for piece in pieces(question)}
        )

        assert found == [code for code in ("en", "de") if any(code not in one.wording for one in pieces(question))]
        assert untranslated(filled, ["en", "de"]) == []


def test_a_set_that_is_broken_is_taken_as_it_is_and_refused_by_its_flaw():
    broken = [Question("a", Kind.TEXT, {"en": "Why?"}, condition=Condition("gone", low=1))]

    found = taken(broken, standing=(), fresh=str)

    assert flaw(found, sessions=1, speakers=1) == "not_earlier"


def test_what_every_event_asks_is_there_in_every_language():
    assert [untranslated(question, ["en", "de"]) for question in default_questions()] == [[], [], [], []]
