"""What is asked, kept in the words it was asked in."""

from hypothesis import given
from hypothesis import strategies as st

from feedback.questions import Condition, Each, Kind, Option, Question, from_json, in_language, to_json

wordings = st.dictionaries(st.sampled_from(["en", "de", "fr"]), st.text(max_size=20), max_size=3)
options = st.builds(Option, st.text("123", min_size=1), wordings)
keys = st.lists(st.text("123", min_size=1), max_size=2).map(tuple)
questions = st.builds(
    Question,
    key=st.text("abc", min_size=1, max_size=5),
    kind=st.sampled_from(Kind),
    text=wordings,
    is_required=st.booleans(),
    low=st.integers(0, 1),
    high=st.integers(5, 10),
    lowest=wordings,
    highest=wordings,
    help=wordings,
    options=st.lists(options, max_size=3).map(tuple),
    rows=st.lists(options, max_size=3).map(tuple),
    each=st.sampled_from(Each),
    condition=st.none() | st.builds(Condition, st.text("abc"), low=st.none() | st.integers(1, 5), options=keys),
    group=st.text("abc", max_size=2),
    heading=wordings,
    speaker=st.none() | st.integers(1, 9),
)


@given(st.lists(questions))
def test_questions_come_back_from_json_as_they_went_in(asked: list[Question]) -> None:
    assert from_json(to_json(asked)) == asked


def test_a_scale_has_every_step_and_a_text_has_none():
    rating = Question(key="overall", kind=Kind.RATING, text={}, low=1, high=5)
    words = Question(key="useful", kind=Kind.TEXT, text={}, low=1, high=5)

    assert (list(rating.steps), list(words.steps)) == ([1, 2, 3, 4, 5], [])


def test_wording_comes_in_the_first_language_it_has():
    wording = {"en": "What was useful?", "de": "Was war nützlich?"}

    found = [in_language(wording, *languages) for languages in (("de", "en"), ("fr", "de"), ("fr",), ())]

    assert found == ["Was war nützlich?", "Was war nützlich?", "What was useful?", "What was useful?"]
    assert in_language({}, "de") == ""


def test_a_form_that_was_kept_before_there_were_other_kinds_is_read_as_it_was():
    kept = {"key": "overall", "kind": "rating", "text": {}, "is_required": True, "low": 1, "high": 5}

    assert from_json([kept | {"lowest": {}, "highest": {}}]) == [
        Question(key="overall", kind=Kind.RATING, text={}, is_required=True, low=1, high=5)
    ]
