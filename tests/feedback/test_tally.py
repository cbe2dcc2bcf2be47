"""The pure core: what all answers come to depends on nothing but what was answered."""

import json
from dataclasses import replace
from functools import reduce
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from feedback.questions import Answer, Condition, Kind, Option, Question
from feedback.tally import (
    LONGEST,
    Checked,
    Fault,
    Figures,
    Heap,
    check,
    check_all,
    empty,
    figures,
    put,
    put_person,
    recommendation_score,
)

RATING = Question(key="overall", kind=Kind.RATING, text={}, is_required=True, low=1, high=5)
RECOMMENDATION = Question(key="recommend", kind=Kind.RECOMMENDATION, text={}, low=0, high=10)
TEXT = Question(key="useful", kind=Kind.TEXT, text={})
SHORT = Question(key="word", kind=Kind.SHORT, text={})
OPTIONS = tuple(Option(key, {}) for key in ("1", "2", "3"))
CHOICE = Question(key="one", kind=Kind.CHOICE, text={}, options=OPTIONS)
CHOICES = Question(key="some", kind=Kind.CHOICES, text={}, options=OPTIONS)
ASKED = [RATING, TEXT, RECOMMENDATION, SHORT, CHOICE]

ratings = st.none() | st.integers(1, 5)
recommendations = st.none() | st.integers(0, 10)
texts = st.none() | st.text(min_size=1, max_size=12)
anything = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.binary() | st.just("3"),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)


def fill(question: Question, answers: list[Answer | None]) -> Heap:
    return reduce(put, answers, empty(question))


@given(st.lists(ratings), st.randoms())
def test_the_order_of_ratings_makes_no_difference(answers, random):
    shuffled = random.sample(answers, len(answers))

    assert json.dumps(fill(RATING, answers).counts) == json.dumps(fill(RATING, shuffled).counts)


@given(st.lists(texts), st.randoms())
def test_the_order_of_texts_makes_no_difference(answers, random):
    shuffled = random.sample(answers, len(answers))

    assert fill(TEXT, answers) == fill(TEXT, shuffled)


@given(st.lists(texts))
def test_every_text_is_kept_once_for_each_time_it_was_given_in_sorted_order(answers):
    assert fill(TEXT, answers) == Heap({}, tuple(sorted(text for text in answers if text is not None)))


@given(st.lists(recommendations))
def test_counts_add_up_to_the_answers_that_were_given(answers):
    heap = fill(RECOMMENDATION, answers)

    given_answers = [answer for answer in answers if answer is not None]
    assert heap == Heap({str(step): given_answers.count(step) for step in range(11)})


@given(st.lists(st.integers(1, 99), unique=True))
def test_who_has_answered_says_nothing_about_the_order(people):
    assert reduce(put_person, people, []) == sorted(people)


def test_nobody_is_listed_twice():
    assert put_person([3, 7], 7) == [3, 7]


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.key)
@given(value=anything)
def test_whatever_is_sent_is_an_answer_or_a_fault(question: Question, value: object) -> None:
    checked = check(question, value)

    assert (checked.answer is None) or (checked.fault is None)
    if checked.answer is not None:
        heap = put(empty(question), checked.answer)
        assert sum(heap.counts.values()) + len(heap.texts) == 1
        json.dumps(heap.texts).encode()


@pytest.mark.parametrize("question", ASKED, ids=lambda question: question.key)
@given(value=anything)
def test_a_checked_answer_is_checked_to_itself(question: Question, value: object) -> None:
    answer = check(question, value).answer

    assert answer is None or check(question, answer) == Checked(answer)


@given(st.dictionaries(st.sampled_from(["overall", "useful", "recommend", "other"]), anything))
def test_all_answers_are_sorted_into_given_and_wrong(values):
    answers, faults = check_all(ASKED, values)

    assert answers.keys() & faults.keys() == set()
    assert answers.keys() | faults.keys() >= {"overall"}
    assert answers.keys() | faults.keys() <= {"overall", "useful", "recommend"}


@pytest.mark.parametrize(
    ("question", "value", "expected"),
    [
        (RATING, "4", Checked(4)),
        (RATING, 4, Checked(4)),
        (RATING, "", Checked(fault=Fault.MISSING)),
        (RATING, None, Checked(fault=Fault.MISSING)),
        (RATING, "0", Checked(fault=Fault.OFF_SCALE)),
        (RATING, "6", Checked(fault=Fault.OFF_SCALE)),
        (RATING, "04", Checked(fault=Fault.OFF_SCALE)),
        (RATING, "four", Checked(fault=Fault.OFF_SCALE)),
        (RATING, True, Checked(fault=Fault.OFF_SCALE)),
        (RATING, 4.0, Checked(fault=Fault.OFF_SCALE)),
        (RECOMMENDATION, "0", Checked(0)),
        (RECOMMENDATION, "10", Checked(10)),
        (RECOMMENDATION, "", Checked()),
        (TEXT, "  The maps.\r\nAll of them.\r", Checked("The maps.\nAll of them.")),
        (TEXT, " \n ", Checked()),
        (TEXT, "u\u0308ber", Checked("über")),
        (TEXT, "x" * LONGEST, Checked("x" * LONGEST)),
        (TEXT, "x" * (LONGEST + 1), Checked(fault=Fault.TOO_LONG)),
        (TEXT, "a\x00b", Checked(fault=Fault.UNREADABLE)),
        (TEXT, "\ud800", Checked(fault=Fault.UNREADABLE)),
        (TEXT, 7, Checked(fault=Fault.UNREADABLE)),
    ],
)
def test_an_answer_is_read(question, value, expected):
    assert check(question, value) == expected


def test_figures_stand_in_the_order_of_the_steps():
    counts = {"10": 0, "5": 1, "4": 2, "3": 0, "2": 1, "1": 0}

    assert figures(RATING, counts) == Figures(counts=(0, 1, 0, 2, 1), total=4, mean=3.8, spread=1.1)


@pytest.mark.parametrize(("answers", "mean"), [([4, 4, 4, 5], 4.3), ([1, 1, 2], 1.3), ([5, 5], 5.0), ([3], 3.0)])
def test_half_a_tenth_is_rounded_up(answers, mean):
    assert figures(RATING, fill(RATING, answers).counts).mean == mean


def test_figures_of_nothing_have_no_mean():
    assert figures(RATING, empty(RATING).counts) == Figures(counts=(0, 0, 0, 0, 0), total=0, mean=None)


@pytest.mark.parametrize(
    ("answers", "score"),
    [([], None), ([9, 10], 100), ([0, 6], -100), ([7, 8], 0), ([10, 9, 8, 3], 25), ([10, 5, 5], -33)],
)
def test_the_recommendation_score_is_promoters_minus_critics(answers, score):
    assert recommendation_score(RECOMMENDATION, fill(RECOMMENDATION, answers).counts) == score


def test_the_score_does_not_depend_on_the_order():
    found = {
        recommendation_score(RECOMMENDATION, fill(RECOMMENDATION, list(order)).counts)
        for order in permutations([10, 9, 6, 2])
    }

    assert found == {0}


@given(st.lists(st.none() | st.sets(st.sampled_from("123"), min_size=1)), st.randoms())
def test_what_several_have_chosen_is_counted_option_by_option_whatever_the_order(chosen, random):
    answers = [tuple(sorted(one)) if one else None for one in chosen]

    heap = fill(CHOICES, random.sample(answers, len(answers)))

    wanted = {key: sum(key in one for one in chosen if one) for key in "123"}
    assert heap == Heap({"*": sum(one is not None for one in chosen), **wanted})


@given(value=anything | st.lists(st.sampled_from(["1", "2", "3", "4", ""])))
def test_any_of_several_answers_is_read_or_a_fault(value):
    checked = check(CHOICES, value)

    assert (checked.answer is None) or (checked.fault is None)
    assert checked.answer is None or set(checked.answer) <= {"1", "2", "3"}
    assert check(CHOICES, checked.answer) == Checked(checked.answer)


def test_one_of_several_answers_is_one():
    assert check(CHOICE, "2") == Checked(("2",))
    assert check(CHOICE, ["1", "2"]) == Checked(fault=Fault.OFF_SCALE)
    assert check(CHOICE, "4") == Checked(fault=Fault.OFF_SCALE)
    assert check(CHOICE, "") == Checked()


def test_shares_of_what_several_have_chosen_are_of_those_who_answered():
    counts = {"*": 4, "1": 3, "2": 2, "3": 0}

    assert figures(CHOICES, counts) == Figures(counts=(3, 2, 0), total=4, mean=None)


def test_a_line_is_one_line_and_short():
    assert check(SHORT, " two\r\n lines ") == Checked("two lines")
    assert check(SHORT, "x" * 201) == Checked(fault=Fault.TOO_LONG)
    assert check(TEXT, "x" * 201) == Checked("x" * 201)


def test_whoever_is_not_asked_has_nothing_to_answer_and_nothing_is_kept():
    why = replace(TEXT, is_required=True, condition=Condition("overall", high=2))

    asked = check_all([RATING, why], {"overall": "2", "useful": ""})
    unasked = check_all([RATING, why], {"overall": "3", "useful": "Typed before"})

    assert asked == ({"overall": 2}, {"useful": Fault.MISSING})
    assert unasked == ({"overall": 3}, {})


def test_what_follows_from_something_unasked_is_not_asked():
    first = replace(CHOICE, condition=Condition("overall", low=4))
    second = replace(TEXT, condition=Condition("one", options=("1",)))

    assert check_all([RATING, first, second], {"overall": "1", "one": "1", "useful": "x"}) == ({"overall": 1}, {})
    assert check_all([RATING, first, second], {"overall": "5", "one": "1", "useful": "x"}) == (
        {"overall": 5, "one": ("1",), "useful": "x"},
        {},
    )
