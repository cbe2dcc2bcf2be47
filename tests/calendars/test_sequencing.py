"""What is said next, over whole lives of a meeting and of one person's part in it."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from calendars.enums import Method, Occasion
from calendars.sequencing import LastWord, Standing, Statement, next_statement, repeat, stamp_after

NOW = datetime(2027, 3, 1, 9, 0, 0, 250_000, tzinfo=UTC)
WHOLE = NOW.replace(microsecond=0)
SECOND = timedelta(seconds=1)


def last(method=Method.REQUEST, sequence=0, meeting_sequence=0, digest="a"):
    return LastWord(method, sequence, meeting_sequence, digest, WHOLE)


def say(sequence=0, digest="a", *, cancelled=False, expected=True, last=None):
    said = next_statement(Standing(sequence, digest, cancelled), is_expected=expected, last=last, at=NOW)
    return said and (said.method, said.sequence, said.occasion, said.asks)


def test_first_word_carries_the_meetings_sequence():
    assert say(3) == (Method.REQUEST, 3, Occasion.INVITED, True)


def test_nothing_new_says_nothing():
    assert say(3, last=last(sequence=3, meeting_sequence=3)) is None


def test_new_text_keeps_the_sequence_and_the_answer():
    assert say(digest="b", last=last()) == (Method.REQUEST, 0, Occasion.CHANGED, False)


def test_new_text_after_a_return_keeps_the_persons_own_sequence():
    assert say(digest="b", last=last(sequence=2)) == (Method.REQUEST, 2, Occasion.CHANGED, False)


def test_another_time_raises_the_sequence_and_asks_again():
    assert say(1, "b", last=last()) == (Method.REQUEST, 1, Occasion.MOVED, True)


def test_another_time_after_a_return_is_above_the_persons_own_sequence():
    assert say(1, "b", last=last(sequence=2)) == (Method.REQUEST, 3, Occasion.MOVED, True)


def test_calling_off_raises_the_sequence():
    assert say(1, cancelled=True, last=last()) == (Method.CANCEL, 1, Occasion.CALLED_OFF, False)


def test_calling_off_after_a_return_is_above_the_persons_own_sequence():
    assert say(1, cancelled=True, last=last(sequence=4)) == (Method.CANCEL, 5, Occasion.CALLED_OFF, False)


def test_leaving_is_one_above_both():
    assert say(0, expected=False, last=last()) == (Method.CANCEL, 1, Occasion.LEFT, False)
    assert say(3, "b", expected=False, last=last(sequence=1)) == (Method.CANCEL, 4, Occasion.LEFT, False)


def test_coming_back_is_above_the_cancellation():
    assert say(0, last=last(Method.CANCEL, 1)) == (Method.REQUEST, 2, Occasion.INVITED, True)
    assert say(7, last=last(Method.CANCEL, 1)) == (Method.REQUEST, 7, Occasion.INVITED, True)


def test_who_was_never_told_is_not_told_of_an_end():
    assert (say(1, cancelled=True), say(expected=False)) == (None, None)


def test_who_was_told_of_an_end_is_not_told_again():
    gone = last(Method.CANCEL, 1)

    assert (say(2, cancelled=True, last=gone), say(expected=False, last=gone)) == (None, None)


def test_stamps_are_whole_seconds_and_always_later():
    assert (stamp_after(None, NOW), stamp_after(WHOLE, NOW), stamp_after(WHOLE + SECOND, NOW)) == (
        WHOLE,
        WHOLE + SECOND,
        WHOLE + 2 * SECOND,
    )


def test_repeating_keeps_the_sequence_and_stamps_anew():
    assert repeat(last(sequence=2), at=NOW) == Statement(Method.REQUEST, 2, WHOLE + SECOND, Occasion.INVITED, asks=True)


@dataclass
class Life:
    """A meeting, one person's part in it, and everything that person was told."""

    times: int = 0
    text: int = 0
    sequence: int = 0
    is_cancelled: bool = False
    is_expected: bool = False
    at: datetime = NOW
    last: LastWord | None = None
    said: list[Statement] = field(default_factory=list)

    @property
    def standing(self):
        return Standing(self.sequence, f"{self.times}/{self.text}", self.is_cancelled)

    def move(self):
        self.times, self.sequence, self.is_cancelled = self.times + 1, self.sequence + 1, False

    def reword(self):
        self.text += 1

    def call_off(self):
        self.sequence, self.is_cancelled = self.sequence + (not self.is_cancelled), True

    def reinstate(self):
        self.sequence, self.is_cancelled = self.sequence + self.is_cancelled, False

    def join(self):
        self.is_expected = True

    def leave(self):
        self.is_expected = False

    def wait(self):
        self.at += timedelta(seconds=40)

    def tell(self):
        said = next_statement(self.standing, is_expected=self.is_expected, last=self.last, at=self.at)
        if said is not None:
            self.last = LastWord(said.method, said.sequence, self.sequence, self.standing.digest, said.stamped_at)
            self.said.append(said)
        return said


STEPS = st.sampled_from(["move", "reword", "call_off", "reinstate", "join", "leave", "wait", "tell"])


def lived(steps):
    life = Life()
    for step in steps:
        before = life.last
        said = getattr(life, step)()
        if step == "tell":
            yield life, before, said


@given(st.lists(STEPS, max_size=60))
def test_sequence_never_falls_and_stamps_always_rise(steps):
    for _, before, said in lived(steps):
        if said and before:
            assert said.sequence >= before.sequence
            assert said.stamped_at >= before.stamped_at + SECOND


@given(st.lists(STEPS, max_size=60))
def test_what_must_win_is_above_the_last_word(steps):
    for life, before, said in lived(steps):
        if said and before:
            must_win = (
                said.method != before.method or life.sequence > before.meeting_sequence
            )  # an end, a return, another time
            assert (said.sequence > before.sequence) == must_win


@given(st.lists(STEPS, max_size=60))
def test_every_word_is_at_least_the_meetings_own(steps):
    for life, before, said in lived(steps):
        if said and (before is None or said.sequence > before.sequence):
            assert said.sequence >= life.sequence


@given(st.lists(STEPS, max_size=60))
def test_told_twice_says_nothing_the_second_time(steps):
    for life, _, _ in lived([*steps, "tell"]):
        assert life.tell() is None


@given(st.lists(STEPS, max_size=60))
def test_calendar_that_follows_the_rules_ends_up_right(steps):
    shown = None  # what a client shows: it takes a word only if SEQUENCE, then DTSTAMP, are above
    rank = None
    for life, _, said in lived([*steps, "tell"]):
        if said and (rank is None or (said.sequence, said.stamped_at) > rank):
            rank = (said.sequence, said.stamped_at)
            shown = life.standing.digest if said.method is Method.REQUEST else None

    is_due = life.is_expected and not life.is_cancelled
    assert shown == (life.standing.digest if is_due else None)
