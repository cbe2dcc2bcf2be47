"""Polls are written, opened, voted on, closed, cleared; what was said is moderated, and forgotten in time."""

from datetime import timedelta
from functools import partial

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from audit.models import Line
from events import actions as events
from polls import actions, clock
from polls.actions import Asked
from polls.enums import PollKind, Refusal, VoteRefusal
from polls.exceptions import PollRefused, VoteRefused
from polls.models import Box, Poll, Screen
from polls.panels import results
from polls.policies import MOST_POLLS
from polls.tally import Heard, Stand
from tests.factories.events import NOW, make_draft, make_event
from tests.factories.polls import close, make_poll, open_poll, owner_of, vote, vote_often

pytestmark = pytest.mark.django_db
LATER = NOW + timedelta(hours=1)


def refusal(error: pytest.ExceptionInfo) -> object:
    return error.value.reason


def test_write_gives_an_event_one_code_for_all_its_polls():
    first = make_poll()
    make_poll(first.event)

    assert [one.event for one in Screen.objects.all()] == [first.event]
    assert first.box.content.counts == {"0": 0, "1": 0, "2": 0}


def test_write_is_refused_beyond_the_most():
    event = make_event()
    Poll.objects.bulk_create(Poll(event=event, question="?", kind="scale") for _ in range(MOST_POLLS))

    with pytest.raises(PollRefused) as refused:
        make_poll(event)

    assert refusal(refused) == Refusal.TOO_MANY


def test_change_makes_another_poll_of_a_draft():
    poll = make_poll()

    asked = Asked(question="How sure?", kind=PollKind.SCALE)
    poll = actions.change(poll=poll, asked=asked, by=owner_of(poll.event), at=NOW)

    assert (poll.question, poll.options) == ("How sure?", [])
    assert Box.objects.get(poll=poll).counts == {"1": 0, "2": 0, "3": 0, "4": 0, "5": 0}


@pytest.mark.parametrize(
    "verb", [actions.remove, partial(actions.change, asked=Asked(question="Else?", kind=PollKind.SCALE))]
)
def test_what_was_asked_once_stays(verb):
    poll = close(open_poll())

    with pytest.raises(PollRefused) as refused:
        verb(poll=poll, by=owner_of(poll.event), at=NOW)

    assert refusal(refused) == Refusal.ASKED_ALREADY


def test_remove_takes_a_draft_away():
    poll = make_poll()

    actions.remove(poll=poll, by=owner_of(poll.event), at=NOW)

    assert Poll.objects.count() == 0


def test_open_closes_what_was_open():
    first = open_poll()
    second = make_poll(first.event)

    actions.open_poll(poll=second, by=owner_of(first.event), at=LATER)

    assert [(poll.state, poll.closed_at) for poll in Poll.objects.order_by("pk")] == [
        ("closed", LATER),
        ("open", None),
    ]


def test_write_and_open_writes_nothing_where_it_can_not_be_opened():
    event = make_draft()

    with pytest.raises(PollRefused) as refused:
        actions.write_and_open(
            event=event, asked=Asked(question="Now?", kind=PollKind.SCALE), by=owner_of(event), at=NOW
        )

    assert (refusal(refused), Poll.objects.count()) == (Refusal.NOT_PUBLISHED, 0)


def test_open_is_refused_when_the_event_is_called_off():
    poll = make_poll()
    events.cancel(event=poll.event, message="", by=owner_of(poll.event), at=NOW)

    with pytest.raises(PollRefused) as refused:
        actions.open_poll(poll=poll, by=owner_of(poll.event), at=NOW)

    assert refusal(refused) == Refusal.CANCELLED


def test_vote_counts_and_keeps_a_digest_of_the_device_alone():
    poll = open_poll()

    vote(poll, "1", device="phone")

    content = Box.objects.get().content
    assert (content.counts, content.votes) == ({"0": 0, "1": 1, "2": 0}, 1)
    assert [len(voter) for voter in content.voters] == [16]


def test_vote_of_one_device_leaves_different_digests_at_two_polls():
    event = make_event()
    for _ in range(2):
        vote(open_poll(event), "1", device="phone")

    assert len({box.content.voters for box in Box.objects.all()}) == 2


def test_vote_writes_one_row_and_no_audit_line():
    poll = open_poll()
    lines = Line.objects.count()

    with CaptureQueriesContext(
        connection,
    ) as asked:
        vote(poll, "1")

    written = [one["sql"] for one in asked if one["sql"].startswith(("UPDATE", "INSERT", "DELETE"))]
    assert [sql.split()[:2] for sql in written] == [["UPDATE", '"polls_box"']]
    assert Line.objects.count() == lines


def test_vote_is_taken_once_from_each_device():
    poll = open_poll()
    vote(poll, "1", device="phone")

    with pytest.raises(VoteRefused) as refused:
        vote(poll, "2", device="phone")

    assert (refusal(refused), Box.objects.get().counts) == (VoteRefusal.VOTED, {"0": 0, "1": 1, "2": 0})


def test_vote_is_refused_when_the_poll_is_closed():
    poll = open_poll()
    close(poll)

    with pytest.raises(VoteRefused) as refused:
        vote(poll, "1")

    assert refusal(refused) == VoteRefusal.CLOSED


def test_vote_is_refused_when_the_event_was_called_off():
    poll = open_poll()
    events.cancel(event=poll.event, message="", by=owner_of(poll.event), at=NOW)

    with pytest.raises(VoteRefused) as refused:
        vote(poll, "1")

    assert refusal(refused) == VoteRefusal.CLOSED


def test_vote_is_refused_when_the_box_is_full():
    poll = open_poll()
    Box.objects.update(votes=2_000)

    with pytest.raises(VoteRefused) as refused:
        vote(poll, "1")

    assert refusal(refused) == VoteRefusal.FULL


@pytest.mark.parametrize("given", [("7",), ("0", "1"), ("",)])
def test_vote_is_refused_when_it_says_nothing_known(given):
    poll = open_poll()

    with pytest.raises(VoteRefused) as refused:
        actions.vote(poll=poll, device="phone", given=given)

    assert (refusal(refused), Box.objects.get().votes) == (VoteRefusal.UNREADABLE, 0)


def test_moderate_shows_and_bans_words_and_repeats_none_in_the_audit():
    poll = open_poll(kind=PollKind.WORDS)
    vote_often(poll, [["Trust", "Rubbish", "Time"]] * 5)
    by = owner_of(poll.event)

    actions.moderate(poll=poll, keys=["trust", "unsaid"], stand=Stand.SHOWN, by=by, at=NOW)
    actions.moderate(poll=poll, keys=["rubbish"], stand=Stand.BANNED, by=by, at=NOW)
    actions.moderate(poll=poll, keys=["unsaid"], stand=Stand.SHOWN, by=by, at=NOW)

    assert Box.objects.get().content.words == {
        "rubbish": Heard({"Rubbish": 5}, Stand.BANNED),
        "time": Heard({"Time": 5}, Stand.WAITING),
        "trust": Heard({"Trust": 5}, Stand.SHOWN),
    }
    lines = Line.objects.filter(verb="polls.moderated").order_by("pk")
    assert [line.after for line in lines] == [{"words": 1, "stand": "shown"}, {"words": 1, "stand": "banned"}]


def test_a_poll_goes_on_where_it_was_closed():
    poll = open_poll()
    vote(poll, "1", device="phone")
    close(poll)

    actions.open_poll(poll=poll, by=owner_of(poll.event), at=LATER)
    vote(poll, "1", device="another")

    assert Box.objects.get().votes == 2


@pytest.mark.parametrize(("more", "shown"), [(0, True), (1, False), (4, False), (5, True)])
def test_the_difference_of_what_is_shown_twice_is_about_nobody_or_five(more, shown):
    poll = close(vote_often(open_poll(), [["1"]] * 6))

    actions.open_poll(poll=poll, by=owner_of(poll.event), at=LATER)
    vote_often(poll, [["0"]] * more)
    close(poll)

    found = results(Poll.objects.with_results().get(pk=poll.pk))
    assert (found.is_shown, found.needed) == (shown, 16 if more == 5 else 11)


def test_what_was_shown_live_is_not_taken_for_new_once_it_is_hidden():
    poll = vote_often(open_poll(is_live=True), [["1"]] * 6)

    actions.show_results(poll=poll, is_live=False, by=owner_of(poll.event), at=LATER)
    close(vote_often(poll, [["0"]]))

    assert not results(Poll.objects.with_results().get(pk=poll.pk)).is_shown


def test_nobody_learns_whether_a_word_was_said_before_five_have_voted():
    poll = open_poll(kind=PollKind.WORDS)
    vote(poll, "Trust", device="phone")

    actions.moderate(poll=poll, keys=["trust"], stand=Stand.SHOWN, by=owner_of(poll.event), at=NOW)

    assert Line.objects.filter(verb="polls.moderated").count() == 0


def test_clear_makes_a_draft_that_knows_nothing_of_its_votes():
    poll = open_poll(kind=PollKind.WORDS)
    vote(poll, "Trust", device="phone")
    close(poll)

    actions.clear(poll=poll, by=owner_of(poll.event), at=LATER)

    box, poll = Box.objects.get(), Poll.objects.get()
    assert (box.words, box.voters, box.votes) == ({}, [], 0)
    assert (poll.state, poll.opened_at, poll.closed_at) == ("draft", None, None)


def test_clear_is_refused_while_people_vote():
    poll = open_poll()

    with pytest.raises(PollRefused) as refused:
        actions.clear(poll=poll, by=owner_of(poll.event), at=NOW)

    assert refusal(refused) == Refusal.STILL_OPEN


def test_renew_code_leads_here_by_another_code():
    poll = open_poll()
    before = Screen.objects.get().code

    after = actions.renew_code(event=poll.event, by=owner_of(poll.event), at=NOW).code

    assert (Screen.objects.get().code, after == before) == (after, False)


def test_close_left_open_closes_the_next_day_and_at_events_called_off():
    forgotten, called_off, going_on = (open_poll() for _ in range(3))
    Poll.objects.filter(pk=going_on.pk).update(opened_at=NOW + timedelta(hours=1))
    events.cancel(event=called_off.event, message="", by=owner_of(called_off.event), at=NOW)
    Poll.objects.filter(pk=called_off.pk).update(opened_at=NOW + timedelta(hours=1))

    clock.close_left_open(NOW + timedelta(hours=12))

    states = dict(Poll.objects.values_list("pk", "state"))
    assert states == {forgotten.pk: "closed", called_off.pk: "closed", going_on.pk: "open"}


def test_forget_devices_keeps_figures_and_words_that_were_shown():
    poll = open_poll(kind=PollKind.WORDS)
    poll = vote_often(poll, [("Trust", "Rubbish")] * 5)
    actions.moderate(poll=poll, keys=["trust"], stand=Stand.SHOWN, by=owner_of(poll.event), at=NOW)
    close(poll)

    clock.forget_devices(NOW + timedelta(days=29))
    early = Box.objects.get().content.voters
    clock.forget_devices(NOW + timedelta(days=30))

    content = Box.objects.get().content
    assert (len(early), content.voters, content.votes, list(content.words)) == (5, (), 5, ["trust"])
    with pytest.raises(PollRefused) as refused:
        actions.open_poll(poll=poll, by=owner_of(poll.event), at=NOW + timedelta(days=31))
    assert refusal(refused) == Refusal.FORGOTTEN


def test_a_cancelled_event_gets_no_further_poll():
    event = make_event()
    events.cancel(event=event, message="", by=owner_of(event), at=NOW)

    with pytest.raises(PollRefused) as refused:
        make_poll(event)

    assert refusal(refused) == Refusal.CANCELLED
