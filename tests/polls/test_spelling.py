"""What strangers type, made fit for a wall."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls.spelling import JOINERS, LONGEST, clean, is_disguised, key

pytestmark = pytest.mark.once
ANYTHING = st.text(max_size=LONGEST)
FAMILY = "👩\u200d💻"


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("  Trust ", "Trust"),
        ("two\n\twords", "two words"),
        ("“quoted”.", "quoted"),
        ("C++", "C++"),
        ("C#", "C#"),
        ("…!?", ""),
        ("", ""),
        ("pass\u200bword", "password"),
        ("so\u00adft", "soft"),
        ("\u202egnorw", "gnorw"),
        ("\u2066mirrored\u2069", "mirrored"),
        ("\ufeffmark", "mark"),
        ("\x00\x1b[31mred", "31mred"),
        ("\u3164", ""),
        ("\u2800 ", ""),
        ("\u200d\u200c", ""),
        ("𝓫𝓸𝓵𝓭", "bold"),
        ("ＷＩＤＥ", "WIDE"),
        ("①", "1"),
        (FAMILY, FAMILY),
        (f"{FAMILY}\u200d", FAMILY),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("שלום", "שלום"),
        ("e\u0301", "é"),
        ("Z" + "\u0334\u0335\u0336\u0337\u0338", "Z\u0334\u0335\u0336"),
        ("<b>bold</b>", "<b>bold</b>"),
    ],
)
def test_clean_leaves_what_can_be_seen(typed, shown):
    assert clean(typed) == shown


@pytest.mark.parametrize(
    ("one", "other"),
    [("Straße", "STRASSE"), ("trust", "Trust"), ("⚽\ufe0f", "⚽"), ("ma\u200cn", "man"), ("É", "é"), ("Ⅷ", "viii")],
)
def test_key_is_one_for_what_reads_the_same(one, other):
    assert key(clean(one)) == key(clean(other))


def test_key_differs_where_words_do():
    assert len({key(word) for word in ("schon", "schön", "Schonen")}) == 3


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        ("b\u0430d", True),
        ("b\u03bfss", True),
        ("привет", False),
        ("Ελλάδα", False),
        ("naïve", False),
        ("привет world", False),
        ("東京 tower", False),
        ("🧭", False),
    ],
)
def test_is_disguised_where_one_word_mixes_scripts_that_look_alike(word, expected):
    assert is_disguised(word) is expected


@given(ANYTHING)
def test_what_is_clean_stays_as_it_is(text):
    assert clean(clean(text)) == clean(text)


@given(ANYTHING)
def test_clean_leaves_nothing_that_steers_or_hides(text):
    left = {unicodedata.category(sign) for sign in clean(text) if sign not in JOINERS}

    assert left & {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"} == set()


@given(ANYTHING)
def test_a_word_that_is_shown_has_a_key_that_stays_the_same(text):
    word = clean(text)

    assert bool(key(word)) == bool(word)
    assert key(key(word)) == key(word)
