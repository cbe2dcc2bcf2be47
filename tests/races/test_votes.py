"""A room votes at once: no vote is lost and none counts twice. Each was seen to fail without its lock."""

from collections.abc import Callable
from functools import partial

import pytest

from events.querysets import EventQuerySet
from polls import actions
from polls.enums import PollKind
from polls.models import Box, Poll
from polls.querysets import PollQuerySet
from tests.factories.events import NOW, make_event
from tests.factories.polls import make_poll, open_poll, owner_of
from tests.support.processes import sooner_or_later

pytestmark = pytest.mark.postgres

PHONES, FEW = 20, 6


@pytest.fixture
def _without_the_lock(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(PollQuerySet, "lock", lambda self, poll: self.select_related("event").get(pk=poll.pk))
    monkeypatch.setattr(EventQuerySet, "lock", lambda self, event: self.get(pk=event.pk))


def _vote(poll: Poll, device: str, given: tuple[str, ...]) -> None:
    actions.vote(poll=poll, device=device, given=given)


def _of_a_room(race: Callable, phones: int) -> tuple[int, int]:
    """Everybody votes at once, and says the same word: how many votes and words there are."""
    chosen, cloud = open_poll(), open_poll(kind=PollKind.WORDS)
    lanes = [
        [partial(_vote, chosen, f"phone-{number}", ("1",)), partial(_vote, cloud, f"phone-{number}", ("Trust",))]
        for number in range(phones)
    ]

    race(*lanes)

    words = Box.objects.get(poll=cloud).content.words
    return Box.objects.get(poll=chosen).counts["1"], words["trust"].count


def test_no_vote_of_a_full_room_is_lost(race):
    assert _of_a_room(race, PHONES) == (PHONES, PHONES)


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_votes_are_lost(race):
    assert sooner_or_later(lambda: _of_a_room(race, FEW) != (FEW, FEW))


def _of_one_phone(race: Callable, taps: int) -> tuple[int, list[str]]:
    """One phone taps often at once: how often it counts, and what the other taps are told."""
    poll = open_poll()

    lanes = race(*([partial(_vote, poll, "phone", ("1",))] for _ in range(taps)))

    errors = [lane[0].error.partition(":")[0] for lane in lanes]
    return Box.objects.get(poll=poll).votes, sorted(filter(None, errors))


def test_one_phone_counts_once_however_often_it_is_tapped(race):
    assert _of_one_phone(race, PHONES) == (1, ["VoteRefused"] * (PHONES - 1))


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_more_than_one_tap_is_taken(race):
    assert sooner_or_later(lambda: len(_of_one_phone(race, FEW)[1]) < FEW - 1)


def _of_two_openers(race: Callable) -> list[str]:
    """Two open polls of the same event at once: what they are told."""
    event = make_event()
    polls = [make_poll(event) for _ in range(2)]
    by = owner_of(event)

    lanes = race(*([partial(actions.open_poll, poll=poll, by=by, at=NOW)] for poll in polls))

    assert Poll.objects.filter(event=event, state="open").count() == 1
    return [lane[0].error for lane in lanes if lane[0].error]


def test_one_poll_is_open_whoever_opens_which(race):
    assert [_of_two_openers(race) for _ in range(4)] == [[]] * 4


@pytest.mark.usefixtures("_without_the_lock")
def test_without_the_lock_somebody_who_opens_a_poll_meets_an_error(race):
    assert sooner_or_later(lambda: _of_two_openers(race), tries=20)
