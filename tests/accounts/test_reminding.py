"""Which reminder is due: the pure core."""

from datetime import UTC, datetime, timedelta

import pytest

from accounts.reminding import AFTER, BEFORE, FROM_END, FROM_START, Reminder, due, latest, together, wanted

START = datetime(2027, 3, 10, 9, 0, tzinfo=UTC)
END = START + timedelta(hours=1)
LONG_AGO = START - timedelta(days=60)


def times(at: datetime, *, since: datetime | None = None, is_last: bool = True) -> set[Reminder]:
    return set(due(starts_at=START, ends_at=END, is_last=is_last, since=since, at=at))


@pytest.mark.parametrize(
    ("at", "expected"),
    [
        (START - timedelta(days=7, seconds=1), set()),
        (START - timedelta(days=7), {Reminder.WEEK_BEFORE}),
        (START - timedelta(days=1), {Reminder.WEEK_BEFORE, Reminder.DAY_BEFORE}),
        (START - timedelta(minutes=15), set(BEFORE)),
        (START, set()),
        (END + timedelta(hours=2), {Reminder.TWO_HOURS_AFTER}),
        (END + timedelta(days=1), set(AFTER)),
        (END + timedelta(days=2, hours=2), {Reminder.DAY_AFTER}),
        (END + timedelta(days=3), set()),
    ],
)
def test_a_time_is_due_from_its_moment_until_it_is_of_no_use(at, expected):
    assert times(at) == expected


def test_what_was_looked_through_is_not_due_again():
    at = START - timedelta(days=1)

    assert times(at, since=START - timedelta(days=2)) == {Reminder.DAY_BEFORE}
    assert times(at, since=at) == set()


def test_what_follows_the_end_follows_the_last_session_alone():
    assert times(END + timedelta(days=1), is_last=False) == set()


def test_everybody_gets_the_latest_that_they_want_and_nothing_from_before_they_came():
    moments = due(starts_at=START, ends_at=END, is_last=True, since=None, at=START - timedelta(minutes=30))
    everything = wanted(of_event=BEFORE | AFTER, of_person=None)

    assert latest(moments, among=everything, after=LONG_AGO) == Reminder.HOUR_BEFORE
    assert latest(moments, among=Reminder.WEEK_BEFORE, after=LONG_AGO) == Reminder.WEEK_BEFORE
    assert latest(moments, among=Reminder.WEEK_BEFORE, after=START - timedelta(days=7)) is None
    assert latest(moments, among=Reminder(0), after=LONG_AGO) is None


def test_a_person_chooses_what_comes_before_the_start_and_the_event_what_follows_the_end():
    of_event = Reminder.DAY_BEFORE | Reminder.DAY_AFTER

    assert wanted(of_event=of_event, of_person=None) == of_event
    assert wanted(of_event=of_event, of_person=Reminder.HOUR_BEFORE) == Reminder.HOUR_BEFORE | Reminder.DAY_AFTER
    assert wanted(of_event=of_event, of_person=0) == Reminder.DAY_AFTER


def test_each_time_has_its_step_and_together_they_are_one_number():
    assert set(FROM_START) | set(FROM_END) == set(Reminder)
    assert together([1, 64]) == Reminder.WEEK_BEFORE | Reminder.DAY_AFTER
