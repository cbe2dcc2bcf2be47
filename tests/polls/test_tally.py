"""What votes come to, whoever gives them and in whichever order."""

import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls import tally
from polls.tally import Box, Checked, Fault, Heard, Kind, Stand

pytestmark = pytest.mark.once
OPTIONS = ("Red", "Green", "Blue")
WORDS = st.lists(st.sampled_from(["Trust", "trust", "TRUST", "Zeit", "zeit", "b\u0430d", "🧭", ""]), max_size=3)
VOTERS = st.lists(st.text("abcdef0123456789", min_size=4, max_size=4), unique=True, max_size=12)


@pytest.mark.parametrize(
    ("kind", "typed", "expected"),
    [
        (Kind.ONE, ["1"], Checked(("1",))),
        (Kind.ONE, [], Checked(fault=Fault.MISSING)),
        (Kind.ONE, [""], Checked(fault=Fault.MISSING)),
        (Kind.ONE, ["0", "1"], Checked(fault=Fault.UNKNOWN)),
        (Kind.ONE, ["3"], Checked(fault=Fault.UNKNOWN)),
        (Kind.ONE, ["-1"], Checked(fault=Fault.UNKNOWN)),
        (Kind.ONE, ["１"], Checked(fault=Fault.UNKNOWN)),
        (Kind.SEVERAL, ["2", "0", "2"], Checked(("0", "2"))),
        (Kind.SEVERAL, ["2", "x"], Checked(fault=Fault.UNKNOWN)),
        (Kind.SCALE, ["5"], Checked(("5",))),
        (Kind.SCALE, ["0"], Checked(fault=Fault.UNKNOWN)),
        (Kind.WORDS, ["Trust", " trust ", "Time"], Checked(("Trust", "Time"))),
        (Kind.WORDS, ["", "…"], Checked(fault=Fault.NO_WORD)),
        (Kind.WORDS, ["ok", "x" * 41], Checked(fault=Fault.TOO_LONG, place=1)),
        (Kind.WORDS, ["x" * 10_000], Checked(fault=Fault.TOO_LONG)),
        (Kind.WORDS, ["\ufdfa" * 40], Checked(fault=Fault.TOO_LONG)),
        (Kind.WORDS, ["a", "b", "c", "d"], Checked(("a", "b", "c"))),
    ],
)
def test_check_reads_whatever_was_sent(kind, typed, expected):
    assert tally.check(kind, OPTIONS, typed) == expected


def test_put_counts_each_chosen_cell_once():
    box = tally.put(tally.empty(Kind.SEVERAL, OPTIONS), ("0", "2"), voter="b")
    box = tally.put(box, ("2",), voter="a")

    assert box == Box({"0": 1, "1": 0, "2": 2}, {}, ("a", "b"), 2)


def test_put_counts_words_by_their_key_and_shows_what_most_have_written():
    box = tally.empty(Kind.WORDS, ())
    for voter, word in (("c", "trust"), ("b", "Trust"), ("a", "Trust")):
        box = tally.put(box, (word,), voter=voter)

    assert box.words == {"trust": Heard({"Trust": 2, "trust": 1}, Stand.WAITING)}
    assert (box.words["trust"].text, box.words["trust"].count) == ("Trust", 3)


def test_put_shows_a_word_at_once_where_nobody_looks_first_unless_it_is_disguised():
    box = tally.put(tally.empty(Kind.WORDS, ()), ("bad", "b\u0430d"), voter="a", is_moderated=False)

    assert {word.text: word.stand for word in box.words.values()} == {"bad": Stand.SHOWN, "b\u0430d": Stand.WAITING}


def test_a_banned_word_stays_banned_however_often_and_however_it_is_said():
    box = tally.moderate(tally.put(tally.empty(Kind.WORDS, ()), ("Bad",), voter="a"), ["bad"], Stand.BANNED)

    box = tally.put(box, ("𝐁𝐀𝐃",), voter="b", is_moderated=False)
    box = tally.put(box, tally.check(Kind.WORDS, (), ["b\u200bad"]).vote, voter="c", is_moderated=False)

    assert [word.stand for word in box.words.values()] == [Stand.BANNED]


@given(VOTERS, st.lists(st.sampled_from(["0", "1", "2"]), min_size=12, max_size=12), st.randoms())
def test_a_box_depends_on_what_was_chosen_alone(voters, chosen, chance: Random):
    votes = list(zip(voters, chosen, strict=False))
    mixed = chance.sample(votes, len(votes))

    assert _filled(Kind.ONE, votes) == _filled(Kind.ONE, mixed)
    assert sum(_filled(Kind.ONE, votes).counts.values()) == len(votes)


@given(VOTERS, st.lists(WORDS, min_size=12, max_size=12), st.randoms())
def test_a_box_of_words_tells_nothing_of_their_order_not_even_as_it_is_kept(voters, said, chance: Random):
    votes = list(zip(voters, said, strict=False))
    mixed = chance.sample(votes, len(votes))

    assert json.dumps(_kept(votes)) == json.dumps(_kept(mixed))


def _filled(kind, votes) -> Box:
    box = tally.empty(kind, OPTIONS)
    for voter, given_ in votes:
        box = tally.put(box, (given_,) if isinstance(given_, str) else given_, voter=voter)
    return box


def _kept(votes) -> object:
    checked = [(voter, tally.check(Kind.WORDS, (), words).vote) for voter, words in votes]
    box = _filled(Kind.WORDS, checked)
    return [list(box.words), [dict(word.spellings) for word in box.words.values()], box.voters]


def test_is_full_at_the_last_vote_and_the_last_new_word():
    words = {f"w{number}": Heard({f"w{number}": 1}, Stand.WAITING) for number in range(tally.MOST_WORDS)}

    assert tally.is_full(Box(votes=tally.MOST_VOTES)) is True
    assert tally.is_full(Box(votes=tally.MOST_VOTES - 1)) is False
    assert tally.is_full(Box(words=words), ["W1"]) is False
    assert tally.is_full(Box(words=words), ["another"]) is True


def test_without_devices_keeps_figures_and_what_everybody_may_see():
    words = {stand.value: Heard({stand.value: 2}, stand) for stand in Stand}

    kept = tally.without_devices(Box({"0": 3}, words, ("a", "b"), 3))

    assert kept == Box({"0": 3}, {"shown": words["shown"]}, (), 3)


@pytest.mark.parametrize(
    ("number", "votes", "expected"),
    [(6, 11, 55), (1, 8, 13), (1, 3, 33), (2, 3, 67), (5, 5, 100), (0, 5, 0), (0, 0, 0)],
)
def test_percent_is_rounded_once_and_half_up(number, votes, expected):
    assert tally.percent(number, votes) == expected


@pytest.mark.parametrize(
    ("counts", "expected"), [({"1": 1, "2": 0, "5": 1}, 3.0), ({"4": 3, "5": 1}, 4.3), ({"1": 0}, None)]
)
def test_mean_is_rounded_half_up(counts, expected):
    assert tally.mean(counts) == expected


@pytest.mark.parametrize(
    ("votes", "before", "shown"), [(4, 0, False), (5, 0, True), (20, 20, True), (21, 20, False), (25, 20, True)]
)
def test_what_was_shown_and_goes_on_is_shown_again_after_five_more_or_none(votes, before, shown):
    assert tally.may_be_shown(votes, before=before) is shown
