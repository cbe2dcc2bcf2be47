"""The code on a room's screen. No database."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registrations.rotating import ALPHABET, LENGTH, STEP, code_at, is_shown, seconds_left, tidied

SECRET = b"one session"
NOON = datetime(2027, 3, 10, 12, tzinfo=UTC)
MOMENTS = st.integers(0, 2_000_000_000).map(lambda seconds: NOON + timedelta(seconds=seconds))


def after(seconds: float) -> datetime:
    return NOON + timedelta(seconds=seconds)


@pytest.mark.parametrize(
    ("seconds", "is_good"), [(0, True), (29, True), (30, True), (59, True), (60, False), (3600, False), (-1, False)]
)
def test_a_code_is_good_while_it_is_shown_and_a_moment_after(seconds, is_good):
    assert is_shown(code_at(SECRET, NOON), SECRET, after(seconds)) == is_good


@pytest.mark.parametrize("typed", ["{}", " {} ", "{:.3}-{}", "x"])
def test_a_code_is_typed_in_any_way(typed):
    code = code_at(SECRET, NOON)
    written = typed.format(code) if typed != "{:.3}-{}" else f"{code[:3]} - {code[3:].lower()}"

    assert is_shown(written, SECRET, NOON) == (typed != "x")


@given(MOMENTS)
def test_a_code_is_six_clear_letters_and_digits(at):
    code = code_at(SECRET, at)

    assert (len(code), set(code) - set(ALPHABET), tidied(code)) == (LENGTH, set(), code)


@given(MOMENTS)
def test_the_screen_looks_again_when_its_code_is_over(at):
    assert 1 <= seconds_left(at) <= STEP
    assert code_at(SECRET, at + timedelta(seconds=seconds_left(at))) != code_at(SECRET, at)


@given(MOMENTS, st.binary(min_size=32, max_size=32), st.text(max_size=20))
def test_nothing_else_is_the_code(at, other, guess):
    assert not is_shown(code_at(other, at), SECRET, at)
    assert not is_shown(guess, SECRET, at) or tidied(guess) in {
        code_at(SECRET, at),
        code_at(SECRET, at - timedelta(seconds=STEP)),
    }


def test_no_two_letters_look_alike():
    assert set(ALPHABET) & set("0O1ILB8S5Z2") == set()
