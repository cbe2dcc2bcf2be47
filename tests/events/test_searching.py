"""Words are folded the same whoever types them, and what is found is shown where it stands."""

from time import process_time
from unicodedata import normalize

import pytest
from hypothesis import given
from hypothesis import strategies as st

from events.searching import MOST_WORDS, alike, excerpt, folded, nearest, parts, readable, wanted, words


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Reading a Balance-Sheet!", ["reading", "a", "balance", "sheet"]),
        ("Résumé", ["resume"]),
        ("Re\u0301sume\u0301", ["resume"]),  # the same, with accents of their own
        ("Straße", ["strasse"]),
        ("ﬁne ½ №5", ["fine", "1", "2", "no5"]),
        ("C++ & \"quotes' AND (NOT) a:* <b>", ["c", "quotes", "and", "not", "a", "b"]),
        ("ميزانية", ["ميزانية"]),
        ("🎉 — % \x00", []),
    ],
)
def test_words_are_small_and_plain(text, found):
    assert words(text) == found


def test_what_is_kept_knows_umlauts_in_both_spellings():
    assert folded("Übung für Größen") == "ubung fur grossen uebung fuer groessen"


def test_so_many_words_are_looked_for_and_each_once():
    assert (wanted("tea Tea TEA"), len(wanted(" ".join(map(str, range(99)))))) == (["tea"], MOST_WORDS)


def test_marks_and_addresses_of_a_description_are_no_words():
    text = "## Tea\n\n**Leaves** and [water](https://example.org/pot), see https://example.org."

    assert readable(text) == "Tea Leaves and water, see"


@pytest.mark.parametrize("text", ["[" * 100_000, "![" * 50_000, "[](" * 40_000])
def test_brackets_without_end_are_read_in_a_moment(text):
    began = process_time()

    readable(text)

    assert process_time() - began < 1


@pytest.mark.parametrize(
    ("text", "asked", "marked"),
    [
        ("Reading a balance sheet", "bal", ["balance"]),
        ("Übungen für alle", "uebung", ["Übungen"]),
        ("Übungen für alle", "ubung", ["Übungen"]),
        ("Budgets for beginners", "budgeting", ["Budgets"]),
        ("Tea for all", "coffee", []),
        ("Organised by us", "organising", ["Organised"]),
        ("The art of the article", "art", ["art", "article"]),
    ],
)
def test_what_was_looked_for_is_marked(text, asked, marked):
    assert [part for part, is_hit in parts(text, wanted(asked)) if is_hit] == marked


@given(st.text(max_size=60), st.text(max_size=20))
def test_parts_leave_nothing_out(text, asked):
    found = parts(text, wanted(asked))

    assert ("".join(part for part, _is_hit in found), all(part for part, _is_hit in found)) == (
        normalize("NFC", text),
        True,
    )


def test_the_excerpt_is_cut_between_words():
    text = "word " * 60 + "about the balance sheet " + "and more " * 40

    shown = excerpt(text, ["balance"])

    assert (shown[:7], shown[-6:], len(shown) < 190, "the balance sheet and" in shown) == (
        "… word ",
        "more …",
        True,
        True,
    )
    assert (excerpt("Tea.", ["tea"]), excerpt("Tea.", ["coffee"])) == ("Tea.", "")


@pytest.mark.parametrize(
    ("typed", "right"), [("balence", "balance"), ("pyhton", "python"), ("xyzzy", ""), ("balance", "balance")]
)
def test_the_nearest_word_is_the_one_meant(typed, right):
    assert nearest(typed, ["balance", "python", "ballad"]) == right


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("bal", ["balance", "ballad"]),  # what begins so, and nothing else
        ("balence", ["balance"]),
        ("pyhton", ["python"]),
        ("xyzzy", []),
    ],
)
def test_words_that_begin_so_come_before_those_spelt_alike(typed, near):
    assert alike(typed, {"python", "ballad", "balance"}, most=8) == near


def test_no_more_words_are_named_than_asked_for():
    known = {"tables", "tablet", "tabled"}

    assert (alike("tab", known, most=2), alike("tablex", known, most=2)) == (["tabled", "tables"], ["tablet", "tables"])
