"""A clone is a draft with everything but the people."""

from datetime import date, timedelta
from functools import partial

import pytest

from accounts.models import User
from audit.models import Line
from events import actions
from events.drafts import SeatingDraft, SpeakerDraft
from events.enums import Refusal, RoleKind
from events.exceptions import EventRefused
from events.models import Event, Series, Speaker
from events.recurrence import Frequency, Rule
from outbox.models import Message
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_event, session_draft
from tests.factories.materials import make_material
from tests.factories.questions import ask
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


def test_people_and_messages_stay_behind():
    event = make_event(sessions=(session_draft(DAY),), capacity=1)
    register(event)
    register(event)
    actions.set_briefing(event=event, days=7, by=make_user(), at=NOW)
    Event.objects.filter(pk=event.pk).update(head_start_days=5)
    event.refresh_from_db()
    sent, places, me = Message.objects.count(), Registration.objects.count(), make_user()

    clone = actions.clone(event=event, title="Once more", step=timedelta(days=7), by=me, at=NOW)

    assert (clone.title, clone.state, clone.slug, [role.user for role in clone.roles.all()]) == (
        "Once more",
        "draft",
        "once-more",
        [me],
    )
    assert list(clone.pools.values_list("kind", "capacity", "seats_taken")) == [("room", 1, 0)]
    assert [session.held_on for session in clone.sessions.all()] == [DAY + timedelta(days=7)]
    clone.refresh_from_db()
    assert (clone.briefing_days, clone.head_start_days) == (7, 5)
    assert (Message.objects.count(), Registration.objects.count()) == (sent, places)
    assert Line.objects.get(verb="event.cloned").after == {"source": event.slug, "title": event.title}


def test_only_whoever_organises_an_event_clones_the_addresses_of_those_from_outside():
    owner, helper = make_user(), make_user()
    event = make_event(owner=owner, speakers=(SpeakerDraft(name="Jo Arendt", email="jo@example.com"),))
    actions.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=owner, at=NOW)

    clones = [actions.clone(event=event, title="x", step=timedelta(days=7), by=by, at=NOW) for by in (owner, helper)]

    taught = [Speaker.objects.get(session__event=clone) for clone in clones]
    assert [(str(one), bool(one.guest)) for one in taught] == [("Jo Arendt", True), ("Jo Arendt", False)]


def test_ten_o_clock_stays_ten_o_clock_across_a_switch_night_and_deadlines_move_along():
    event = make_event(sessions=(session_draft(date(2027, 3, 22)),))
    begins, ends = event.starts_at - timedelta(days=9), event.starts_at - timedelta(days=2)
    draft = SeatingDraft(allotment="draw", requests_from=begins, requests_until=ends)
    event = actions.set_seating(event=event, draft=draft, by=make_user(), at=NOW)

    clone = actions.clone(event=event, title="April", step=timedelta(days=14), by=make_user(), at=NOW)

    assert [f"{session.starts_wall:%H:%M}" for session in clone.sessions.all()] == ["10:00"]
    fortnight = timedelta(days=14, hours=-1)
    # Nine days before is on this side of the switch night, and begins at its own time by the clock.
    assert (clone.starts_at - event.starts_at, clone.requests_until - ends) == (fortnight, fortnight)
    assert clone.requests_from - begins == timedelta(days=14)


def test_a_time_that_the_clocks_jump_over_is_refused_and_nothing_is_left():
    event = make_event(sessions=(session_draft(DAY, "02:30", "03:30"),))

    with pytest.raises(EventRefused) as caught:
        actions.clone(event=event, title="At night", step=date(2027, 3, 28) - DAY, by=make_user(), at=NOW)

    assert (caught.value.reason, Event.objects.count()) == (Refusal.TIME_MISSING, 1)


# Series.


def weekly(*, owner: User, days: int = 3) -> Series:
    """Every week from DAY, the last of them in another room and by another name."""
    event = make_event(owner=owner, sessions=(session_draft(DAY),), title="Office hours")
    rule = Rule(starts_on=DAY, frequency=Frequency.WEEKLY, weekdays=frozenset({DAY.weekday()}), count=days)
    series = actions.repeat(event=event, rule=rule, by=owner, at=NOW)
    last = series.events.order_by("series_on").last()
    Event.objects.filter(pk=last.pk).update(title="Office hours, the last of the year")
    last.sessions.update(place="The roof")
    return series


def test_each_date_of_a_series_is_like_the_one_that_it_was():
    owner = make_user()
    series = weekly(owner=owner)
    register(series.events.order_by("series_on").first())

    again = actions.clone_series(series=series, title="Office hours 2028", first_on=date(2028, 3, 6), by=owner, at=NOW)

    assert [
        (event.title, event.state, str(event.series_on), str(session.held_on), session.place)
        for event in again.events.order_by("series_on")
        for session in event.sessions.all()
    ] == [
        ("Office hours 2028", "draft", "2028-03-08", "2028-03-08", "Elbe 2.04"),
        ("Office hours 2028", "draft", "2028-03-15", "2028-03-15", "Elbe 2.04"),
        ("Office hours, the last of the year", "draft", "2028-03-22", "2028-03-22", "The roof"),
    ]
    assert (again.count, again.starts_on, series.events.count()) == (3, date(2028, 3, 8), 3)
    assert Registration.objects.filter(event__series=again).count() == 0


def test_each_further_date_costs_a_handful_of_statements(count_queries):
    owner = make_user()
    series = {days: weekly(owner=owner, days=days) for days in (2, 6)}
    for event in Event.objects.all():
        ask(event, "choice")
        make_material(event, title="Slides", by=owner)

    counted = {
        days: count_queries(
            partial(
                actions.clone_series, series=one, title=f"Again, {days}", first_on=date(2028, 3, 6), by=owner, at=NOW
            )
        )
        for days, one in series.items()
    }

    # What other apps do about each: feedback asks the same, certificates are given alike.
    assert (counted[6] - counted[2]) / 4 == 5
    made = Event.objects.filter(series__title__startswith="Again, ")
    assert [(event.asked.count(), event.materials.count()) for event in made] == [(1, 1)] * 8


def test_dates_of_one_title_have_an_address_each():
    owner = make_user()
    make_event(title="Again")

    again = actions.clone_series(
        series=weekly(owner=owner, days=2), title="Again", first_on=date(2028, 3, 6), by=owner, at=NOW
    )

    ours = [event.slug for event in again.events.order_by("series_on")]
    assert ours == [f"again-{again.events.order_by('series_on')[0].uuid.hex[:6]}", "office-hours-the-last-of-the-year"]


def test_where_one_date_can_not_be_none_is_made():
    owner = make_user()
    event = make_event(owner=owner, sessions=(session_draft(DAY, "02:30", "03:30"),))
    rule = Rule(starts_on=DAY, frequency=Frequency.DAILY, count=2)
    series = actions.repeat(event=event, rule=rule, by=owner, at=NOW)

    with pytest.raises(EventRefused) as caught:
        actions.clone_series(series=series, title="Nights", first_on=date(2028, 3, 25), by=owner, at=NOW)

    assert (caught.value.reason, Event.objects.count(), Series.objects.count()) == (Refusal.TIME_MISSING, 2, 1)
