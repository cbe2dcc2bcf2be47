"""What becomes of taps: each counts once, in whatever order and however often they arrive."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from registrations.door import Fate, Place, Tap, Word, plausible, settle
from tests.factories.events import NOW

HERE = Place(1, 1)
keys = st.integers(min_value=0, max_value=5).map(lambda number: UUID(int=number))
# Six taps on three people; a key says one thing, whenever it happened.
taps = st.builds(
    lambda number, minute: Tap(key=UUID(int=number), place=Place(number % 3, 1), at=NOW + timedelta(minutes=minute)),
    st.integers(0, 5),
    st.integers(0, 9),
)


def tap(number: int = 1, *, minute: int = 5, is_undo: bool = False) -> Tap:
    return Tap(key=UUID(int=number), place=HERE, at=NOW + timedelta(minutes=minute), is_undo=is_undo)


def word(mark: str, *, minute: int = 0, before: str = "") -> dict[Place, Word]:
    return {HERE: Word(mark=mark, at=NOW + timedelta(minutes=minute), before=before)}


def fates(*sent: Tap, words: dict[Place, Word] | None = None, known: tuple[int, ...] = ()) -> list[tuple[str, str]]:
    settled = settle(sent, words or {}, [UUID(int=number) for number in known])
    return [(one.fate.value, one.mark) for one in settled]


def test_the_first_tap_counts():
    assert fates(tap()) == [("counted", "present")]


def test_a_tap_that_has_arrived_before_is_known():
    assert fates(tap(), known=(1,)) == [("known", "")]
    assert fates(tap(), tap()) == [("counted", "present"), ("known", "")]


def test_two_helpers_who_check_in_the_same_person_count_once():
    assert fates(tap(1, minute=2), tap(2, minute=1)) == [("counted", "present"), ("same", "")]


def test_who_is_there_in_part_stays_so():
    assert fates(tap(), words=word("partial")) == [("same", "")]
    assert fates(tap(is_undo=True), words=word("partial")) == [("same", "")]


def test_who_was_taken_for_absent_is_present_whenever_the_phone_says_so():
    assert fates(tap(minute=1), words=word("absent", minute=9)) == [("counted", "present")]
    assert fates(tap(minute=1), words=word("excused", minute=9, before="absent")) == [("counted", "present")]


def test_a_tap_from_before_somebody_took_it_back_is_overtaken():
    assert fates(tap(minute=1), words=word("taken_back", minute=2, before="present")) == [("overtaken", "")]
    assert fates(tap(minute=1), words=word("absent", minute=2, before="present")) == [("overtaken", "")]
    assert fates(tap(minute=3), words=word("taken_back", minute=2, before="present")) == [("counted", "present")]


def test_undoing_restores_what_was_known_before():
    assert fates(tap(is_undo=True), words=word("present")) == [("counted", "taken_back")]
    assert fates(tap(is_undo=True), words=word("present", before="excused")) == [("counted", "excused")]
    assert fates(tap(1), tap(2, minute=6, is_undo=True)) == [("counted", "present"), ("counted", "taken_back")]


def test_undoing_what_nobody_said_or_what_was_said_later_changes_nothing():
    assert fates(tap(is_undo=True)) == [("same", "")]
    assert fates(tap(minute=1, is_undo=True), words=word("present", minute=2)) == [("overtaken", "")]


def test_a_time_at_which_nobody_was_at_the_door_is_not_believed():
    opens_at, now = NOW, NOW + timedelta(hours=1)
    said = [opens_at - timedelta(seconds=1), opens_at, now, now + timedelta(seconds=1)]

    assert [plausible(at, opens_at=opens_at, now=now) for at in said] == [now, opens_at, now, now]


@given(batches=st.lists(st.lists(taps, max_size=6), max_size=4), again=st.data())
def test_everybody_tapped_is_written_once_however_often_and_in_whatever_order_it_is_sent(batches, again):
    written, known, words = [], set(), {}
    sent = [*batches, *again.draw(st.permutations(batches))]

    for batch in sent:
        for one in settle(batch, words, known):
            if one.fate is Fate.COUNTED:
                written.append(one.tap.place)
                words[one.tap.place] = Word(mark=one.mark, at=one.tap.at)
                known.add(one.tap.key)

    assert sorted(written) == sorted({tap.place for batch in batches for tap in batch})


@given(sent=st.lists(taps, max_size=8, unique_by=lambda one: one.key), undone=st.sets(keys, max_size=3))
def test_one_fate_for_each_tap(sent, undone):
    sent = [replace(one, is_undo=one.key in undone) for one in sent]

    settled = settle(sent, {}, [])

    assert sorted(one.tap.key for one in settled) == sorted(one.key for one in sent)
