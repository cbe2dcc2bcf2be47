"""What may be seen of a poll, and by whom: the same by everybody."""

import pytest

from polls import actions
from polls.enums import PollKind
from polls.models import Poll
from polls.panels import Bar, CloudWord, moderation, result_sheet, results
from polls.tally import Stand
from tests.factories.polls import close, open_poll, owner_of, vote_often

pytestmark = pytest.mark.django_db


def kept(poll: Poll) -> Poll:
    return Poll.objects.with_results().get(pk=poll.pk)


@pytest.mark.parametrize(
    ("votes", "is_live", "closes", "is_shown"),
    [(5, True, False, True), (5, False, False, False), (5, False, True, True), (4, True, True, False)],
)
def test_results_are_shown_once_enough_have_voted_and_it_is_time(votes, is_live, closes, is_shown):
    poll = vote_often(open_poll(is_live=is_live), [("0",)] * votes)
    if closes:
        close(poll)

    found = results(kept(poll))

    assert (found.votes, found.is_shown, bool(found.bars)) == (votes, is_shown, is_shown)


def test_results_say_how_many_chose_what():
    poll = close(vote_often(open_poll(kind=PollKind.SEVERAL), [("0",), ("0", "2"), ("2",), ("0",), ("0", "1")]))

    assert results(kept(poll)).bars == (
        Bar("Red", 4, "4 · 80 %"),
        Bar("Green", 1, "1 · 20 %"),
        Bar("Blue", 2, "2 · 40 %"),
    )


def test_results_of_a_scale_have_a_mean():
    poll = close(vote_often(open_poll(kind=PollKind.SCALE), [("5",), ("4",), ("4",), ("5",), ("1",)]))

    assert results(kept(poll)).mean == "3.8"


def test_a_cloud_holds_the_words_that_may_be_seen_and_no_others():
    poll = vote_often(
        open_poll(kind=PollKind.WORDS, is_live=True), [("Trust", "Mud"), ("trust", "Time"), *[("Trust",)] * 3]
    )
    by = owner_of(poll.event)
    actions.moderate(poll=poll, keys=["trust", "time"], stand=Stand.SHOWN, by=by, at=poll.opened_at)

    shown, rows = results(kept(poll)), moderation(kept(poll))

    assert shown.words == (CloudWord("trust", "Trust", 5, 6), CloudWord("time", "Time", 1, 1))
    assert [row.text for row in rows.waiting] == ["Mud"]


def test_nobody_sees_words_before_enough_have_voted():
    poll = vote_often(open_poll(kind=PollKind.WORDS, is_live=True, is_moderated=False), [("Trust",)] * 4)

    assert (results(kept(poll)).words, moderation(kept(poll)).is_too_early) == ((), True)
    assert moderation(kept(poll)).shown == ()


def test_a_file_holds_what_may_be_seen():
    poll = close(vote_often(open_poll(), [("0",)] * 4 + [("1",)]))
    few = close(vote_often(open_poll(poll.event, question="Few?"), [("0",)]))

    sheet = result_sheet(poll.event, [kept(poll), kept(few)])

    assert list(sheet.rows()) == [
        ["Which colour?", "Red", 4, 5],
        ["Which colour?", "Green", 1, 5],
        ["Which colour?", "Blue", 0, 5],
    ]
