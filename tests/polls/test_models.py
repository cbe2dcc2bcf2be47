"""What the database refuses."""

from datetime import timedelta

import pytest
from django.db import IntegrityError

from polls.models import Box, Poll, Screen
from tests.factories.events import NOW
from tests.factories.polls import make_poll, open_poll

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("values", "constraint"),
    [
        ({"opened_at": NOW}, "poll_state_has_its_dates"),
        ({"state": "open"}, "poll_state_has_its_dates"),
        ({"state": "open", "opened_at": NOW, "has_devices": False}, "poll_state_has_its_dates"),
        ({"state": "closed", "opened_at": NOW}, "poll_state_has_its_dates"),
        (
            {"state": "closed", "opened_at": NOW, "closed_at": NOW - timedelta(seconds=1)},
            "poll_state_has_its_dates",
        ),
        ({"question": ""}, "poll_asks_something"),
        ({"options": []}, "poll_has_options_where_one_chooses"),
        ({"kind": "words"}, "poll_has_options_where_one_chooses"),
    ],
)
def test_database_refuses_a_poll_that_contradicts_itself(values, constraint):
    poll = make_poll()

    with pytest.raises(IntegrityError, match=constraint):
        Poll.objects.filter(pk=poll.pk).update(**values)


def test_database_refuses_a_second_open_poll_of_one_event():
    poll = open_poll()
    other = make_poll(poll.event)

    with pytest.raises(IntegrityError, match=r"poll_one_open_for_each_event|polls_poll\.event_id"):
        Poll.objects.filter(pk=other.pk).update(state="open", opened_at=NOW)


def test_database_refuses_more_votes_than_a_box_holds():
    box = make_poll().box

    with pytest.raises(IntegrityError, match="box_holds_so_many_votes_at_most"):
        Box.objects.filter(pk=box.pk).update(votes=2_001)


def test_database_refuses_a_code_twice_and_no_code():
    screens = [Screen.objects.get(event=make_poll().event) for _ in range(2)]

    with pytest.raises(IntegrityError, match="code"):
        Screen.objects.filter(pk=screens[0].pk).update(code=screens[1].code)


def test_database_refuses_an_empty_code():
    screen = Screen.objects.get(event=make_poll().event)

    with pytest.raises(IntegrityError, match="screen_has_a_code"):
        Screen.objects.filter(pk=screen.pk).update(code="")
