"""A clone is a draft with everything but the people."""

from datetime import date, timedelta

import pytest

from audit.models import Line
from events import actions
from events.drafts import SeatingDraft
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event
from outbox.models import Message
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_event, session_draft
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_people_and_messages_stay_behind():
    event = make_event(sessions=(session_draft(DAY),), capacity=1)
    register(event)
    register(event)
    sent, places, me = Message.objects.count(), Registration.objects.count(), make_user()

    clone = actions.clone(event=event, title="Once more", first_on=DAY + timedelta(days=7), by=me, at=NOW)

    assert (clone.title, clone.state, clone.slug, [role.user for role in clone.roles.all()]) == (
        "Once more",
        "draft",
        "once-more",
        [me],
    )
    assert list(clone.pools.values_list("kind", "capacity", "seats_taken")) == [("room", 1, 0)]
    assert [session.held_on for session in clone.sessions.all()] == [DAY + timedelta(days=7)]
    assert (Message.objects.count(), Registration.objects.count()) == (sent, places)
    assert Line.objects.get(verb="event.cloned").after == {"source": event.slug, "title": event.title}


def test_ten_o_clock_stays_ten_o_clock_across_a_switch_night_and_deadlines_move_along():
    event = make_event(sessions=(session_draft(date(2027, 3, 22)),))
    begins, ends = event.starts_at - timedelta(days=9), event.starts_at - timedelta(days=2)
    draft = SeatingDraft(allotment="draw", requests_from=begins, requests_until=ends)
    event = actions.set_seating(event=event, draft=draft, by=make_user(), at=NOW)

    clone = actions.clone(event=event, title="April", first_on=date(2027, 4, 5), by=make_user(), at=NOW)

    assert [f"{session.starts_wall:%H:%M}" for session in clone.sessions.all()] == ["10:00"]
    fortnight = timedelta(days=14, hours=-1)
    # Nine days before is on this side of the switch night, and begins at its own time by the clock.
    assert (clone.starts_at - event.starts_at, clone.requests_until - ends) == (fortnight, fortnight)
    assert clone.requests_from - begins == timedelta(days=14)


def test_a_time_that_the_clocks_jump_over_is_refused_and_nothing_is_left():
    event = make_event(sessions=(session_draft(DAY, "02:30", "03:30"),))

    with pytest.raises(EventRefused) as caught:
        actions.clone(event=event, title="At night", first_on=date(2027, 3, 28), by=make_user(), at=NOW)

    assert (caught.value.reason, Event.objects.count()) == (Refusal.TIME_MISSING, 1)
