"""When nothing is sent: while the server takes nothing, and to a domain that has had its mails of this minute."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from outbox import pacing
from outbox.models import Pause
from tests.factories.outbox import NOW

pytestmark = pytest.mark.django_db

SECOND = timedelta(seconds=1)
MINUTE = timedelta(minutes=1)


def test_each_pause_is_twice_as_long_up_to_a_quarter_of_an_hour_and_says_since_when():
    at, lengths = NOW, []
    for _failure in range(9):
        pacing.pause("away", at=at)
        until = Pause.objects.get().until
        lengths.append((until - at).total_seconds())
        at = until

    about = [10, 20, 40, 80, 160, 320, 640, 900, 900]
    assert lengths == [pytest.approx(seconds, rel=pacing.JITTER) for seconds in about]
    assert (Pause.objects.get().since, Pause.objects.get().failures) == (NOW, 9)


def test_workers_that_meet_the_same_failure_count_it_once():
    for _worker in range(3):
        pacing.pause("away", at=NOW)

    assert Pause.objects.get().failures == 1


def test_a_server_that_was_away_for_a_year_is_still_tried():
    Pause.objects.create(since=NOW - 2 * SECOND, until=NOW - SECOND, failures=30_000, reason="away")

    pacing.pause("away", at=NOW)

    assert Pause.objects.get().until - NOW <= pacing.LONGEST_PAUSE * (1 + pacing.JITTER)


def test_after_resuming_there_is_no_pause():
    pacing.pause("away", at=NOW)

    pacing.resume()

    assert pacing.current() is None


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("pause_is_of_the_one_server", {"id": 2}),
        ("pause_ends_after_it_began", {"until": NOW}),
        ("pause_has_its_reason", {"reason": ""}),
        ("pause_has_its_reason", {"failures": 0}),
    ],
)
def test_half_a_pause_is_refused(constraint, values):
    with pytest.raises(IntegrityError, match=constraint), transaction.atomic():
        Pause.objects.create(**{"since": NOW, "until": NOW + MINUTE, "reason": "away", **values})


def test_a_domain_has_so_many_mails_a_minute(settings):
    settings.MAILS_PER_MINUTE_AND_DOMAIN = 2
    moments = [NOW, NOW + SECOND, NOW + 2 * SECOND, NOW + MINUTE, NOW + MINUTE + SECOND, NOW + MINUTE + 2 * SECOND]

    turns = [pacing.take_turn("large.example", at=at) for at in moments]

    assert turns == [True, True, False, True, True, False]
    assert pacing.take_turn("small.example", at=NOW) is True
    assert pacing.at_their_pace(at=NOW + MINUTE + 2 * SECOND) == ["large.example"]
    assert pacing.at_their_pace(at=NOW + 2 * MINUTE) == []


def test_without_a_pace_nothing_is_asked(settings, count_queries):
    settings.MAILS_PER_MINUTE_AND_DOMAIN = 0

    assert count_queries(lambda: (pacing.take_turn("a.example", at=NOW), pacing.at_their_pace(at=NOW))) == 0
