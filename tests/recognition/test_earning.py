"""Who has earned a certificate."""

from hypothesis import given
from hypothesis import strategies as st

from recognition.earning import By, Presence, Rule, is_earned, minutes, presence

HOUR = 60
presences = st.integers(1, 600).flatmap(lambda planned: st.builds(Presence, st.just(planned), st.integers(0, planned)))
programmes = st.lists(presences, min_size=1, max_size=12)
rules = st.builds(Rule, st.sampled_from(By), st.integers(1, 100))


def test_take_marks_as_minutes():
    marked = [
        presence(planned=90, is_present=True, is_partial=False, minutes=None),
        presence(planned=90, is_present=True, is_partial=False, minutes=10),
        presence(planned=90, is_present=False, is_partial=True, minutes=40),
        presence(planned=90, is_present=False, is_partial=True, minutes=400),
        presence(planned=90, is_present=False, is_partial=True, minutes=None),
        presence(planned=90, is_present=False, is_partial=False, minutes=90),
    ]

    assert [one.attended for one in marked] == [90, 90, 40, 90, 45, 0]


def test_earn_by_every_session_only_with_all_of_each():
    rule = Rule(By.EVERY_SESSION)

    assert is_earned(rule, [Presence(HOUR, HOUR), Presence(HOUR, HOUR)])
    assert not is_earned(rule, [Presence(HOUR, HOUR), Presence(HOUR, HOUR - 1)])


def test_earn_by_share_of_sessions_at_the_boundary():
    two_of_three = [Presence(HOUR, HOUR), Presence(HOUR, HOUR), Presence(HOUR, 0)]

    assert [is_earned(Rule(By.SESSIONS, percent), two_of_three) for percent in (66, 67)] == [True, False]


def test_earn_by_share_of_minutes_at_the_boundary():
    long_and_short = [Presence(300, 300), Presence(100, 0)]

    assert [is_earned(Rule(By.MINUTES, percent), long_and_short) for percent in (75, 76)] == [True, False]


@given(rules, programmes)
def test_never_give_one_to_who_was_never_there(rule, programme):
    assert not is_earned(rule, [Presence(one.planned, 0) for one in programme])


@given(rules, programmes)
def test_always_give_one_to_who_was_there_throughout(rule, programme):
    assert is_earned(rule, [Presence(one.planned, one.planned) for one in programme])


@given(rules, programmes, st.data())
def test_never_lose_one_by_staying_longer(rule, programme, data):
    place = data.draw(st.integers(0, len(programme) - 1))
    longer = data.draw(st.integers(programme[place].attended, programme[place].planned))
    more = [*programme[:place], Presence(programme[place].planned, longer), *programme[place + 1 :]]

    assert is_earned(rule, more) or not is_earned(rule, programme)


@given(st.sampled_from(By), programmes, st.integers(1, 100), st.integers(1, 100))
def test_ask_more_and_give_fewer(by, programme, percent, other):
    less, more = sorted((percent, other))

    assert is_earned(Rule(by, less), programme) or not is_earned(Rule(by, more), programme)


@given(rules, programmes, st.randoms(use_true_random=False))
def test_ask_nothing_of_the_order(rule, programme, random):
    shuffled = list(programme)
    random.shuffle(shuffled)

    assert is_earned(rule, shuffled) == is_earned(rule, programme)
    assert minutes(shuffled) == minutes(programme)
