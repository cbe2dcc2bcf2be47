"""Registering for several dates of a series or all of it, later dates, and leaving."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Line
from events import actions as events
from events.drafts import SeatingDraft
from events.models import Event
from outbox.models import Message
from registrations import actions, queries
from registrations.enums import Refusal, RegistrationStatus
from registrations.exceptions import RegistrationRefused
from registrations.models import Registration, SeriesEnrolment
from tests.factories.accounts import make_user
from tests.factories.events import DAY, NOW, make_event, session_draft
from tests.factories.registrations import register
from tests.factories.series import events_of, make_series, owner_of, weekly

pytestmark = pytest.mark.django_db

CONFIRMED, WAITLISTED, CANCELLED = (
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.CANCELLED,
)


def enrol(series, person=None, at=NOW):
    person = person or make_user()
    return person, actions.enrol(series=series, participant=person, pool_kind="room", at=at)


def places(person):
    found = Registration.objects.filter(user=person).order_by("event__starts_at")
    return [(one.event.series_on, one.status) for one in found.select_related("event")]


def further(series, number: int):
    """``number`` dates in all, the further ones still drafts."""
    events.change_rule(series=series, rule=weekly(count=number), message="", by=owner_of(series), at=NOW)
    return list(events_of(series).filter(state="draft"))


def test_the_whole_series_is_a_place_at_each_date_that_is_open():
    series = make_series(seats={"room": 1})
    second = events_of(series)[1]
    register(second)

    person, outcomes = enrol(series)

    week = timedelta(weeks=1)
    assert places(person) == [
        (DAY, CONFIRMED),
        (DAY + week, WAITLISTED),
        (DAY + 2 * week, CONFIRMED),
        (DAY + 3 * week, CONFIRMED),
    ]
    assert [outcome.registration.status for outcome in outcomes] == [CONFIRMED, WAITLISTED, CONFIRMED, CONFIRMED]
    assert queries.enrolment_of(person, series).pool_kind == "room"


def test_a_second_click_changes_nothing():
    series = make_series()
    person, _first = enrol(series)

    _person, again = enrol(series, person)

    assert (again, SeriesEnrolment.objects.count(), len(places(person))) == ([], 1, 4)


def test_several_dates_are_no_enrolment_and_one_that_cannot_be_keeps_nobody_from_the_others():
    series = make_series()
    person = make_user()
    first, second, third, _fourth = events_of(series)
    second.pools.update(capacity=0)

    outcomes = actions.register_several(events=[first, second, third], participant=person, pool_kind="room", at=NOW)

    assert [(one.event, one.refused and one.refused.reason) for one in outcomes] == [
        (first, None),
        (second, Refusal.POOL_CLOSED),
        (third, None),
    ]
    assert [status for _day, status in places(person)] == [CONFIRMED, CONFIRMED]
    assert queries.enrolment_of(person, series) is None


def test_a_date_that_is_published_later_enrols_in_the_order_in_which_people_came():
    series = make_series(seats={"room": 1})
    late, _outcomes = enrol(series, at=NOW + timedelta(minutes=2))
    early, _outcomes = enrol(series, at=NOW + timedelta(minutes=1))

    (new,) = further(series, 5)
    events.publish(event=new, by=owner_of(series), at=NOW + timedelta(hours=1))

    found = Registration.objects.filter(event=new).order_by("pk")
    assert [(one.user, one.status) for one in found] == [(early, CONFIRMED), (late, WAITLISTED)]
    newcomer = register(new, at=NOW + timedelta(hours=2))
    assert (newcomer.status, queries.position(newcomer)) == (WAITLISTED, 2)


def test_where_seats_are_asked_for_a_later_date_makes_a_request():
    series = make_series()
    person, _outcomes = enrol(series)
    (new,) = further(series, 5)
    events.set_seating(event=new, draft=SeatingDraft(approval="organiser"), by=owner_of(series), at=NOW)

    events.publish(event=new, by=owner_of(series), at=NOW)

    assert places(person)[-1] == (new.series_on, RegistrationStatus.REQUESTED)


def test_whoever_cannot_be_registered_for_a_later_date_is_told_why():
    series = make_series()
    person, _outcomes = enrol(series)
    (new,) = further(series, 5)
    events.set_seating(event=new, draft=SeatingDraft(clash_rule="refuse"), by=owner_of(series), at=NOW)
    elsewhere = make_event(title="Elsewhere", sessions=(session_draft(new.series_on, "10:30", "12:00"),))
    register(elsewhere, person)

    events.publish(event=new, by=owner_of(series), at=NOW)

    assert len(places(person)) == 5
    assert not Registration.objects.filter(user=person, event=new).exists()
    message = Message.objects.get(kind="registration.series_passed")
    assert (message.user, message.params) == (person, {"event": new.pk, "why": "clash", "about": "Elsewhere"})


def test_of_a_later_date_that_is_not_for_them_nobody_hears():
    series = make_series()
    person, _outcomes = enrol(series)
    (new,) = further(series, 5)
    Event.objects.filter(pk=new.pk).update(audience="departments")

    events.publish(event=new, by=owner_of(series), at=NOW)

    assert len(places(person)) == 4
    assert not Message.objects.filter(kind="registration.series_passed").exists()


def test_leaving_keeps_the_places_or_gives_back_those_to_come():
    series = make_series()
    (keeper, _kept), (giver, _given) = enrol(series), enrol(series)
    later = NOW + timedelta(days=10)  # the first date is over

    actions.leave_series(series=series, participant=keeper, gives_back=False, at=later)
    actions.leave_series(series=series, participant=giver, gives_back=True, at=later)
    (new,) = further(series, 5)
    events.publish(event=new, by=owner_of(series), at=later)

    assert [status for _day, status in places(keeper)] == [CONFIRMED] * 4
    assert [status for _day, status in places(giver)] == [CONFIRMED, CANCELLED, CANCELLED, CANCELLED]
    assert list(Line.objects.filter(verb="series.left").values_list("by", flat=True)) == [keeper.pk, giver.pk]


def test_one_can_come_back_after_leaving():
    series = make_series()
    person, _outcomes = enrol(series)
    actions.leave_series(series=series, participant=person, gives_back=True, at=NOW)

    enrol(series, person, at=NOW + timedelta(minutes=1))

    assert [status for _day, status in places(person)].count(CONFIRMED) == 4
    assert SeriesEnrolment.objects.count() == 2


def test_whoever_has_left_the_house_is_enrolled_no_longer():
    series = make_series()
    person, _outcomes = enrol(series)
    type(person).objects.filter(pk=person.pk).update(is_active=False)

    actions.follow_people(people=[person], by=None, at=NOW)

    assert SeriesEnrolment.objects.get().left_at == NOW
    with pytest.raises(RegistrationRefused) as refused:
        enrol(series, person)
    assert refused.value.reason == Refusal.NO_ACCOUNT


def test_an_occurrence_that_is_called_off_frees_its_places_alone():
    series = make_series()
    person, _outcomes = enrol(series)

    events.cancel(event=events_of(series)[1], message="Ill.", by=owner_of(series), at=NOW)

    assert [status for _day, status in places(person)] == [CONFIRMED, CANCELLED, CONFIRMED, CONFIRMED]
    assert Message.objects.filter(kind="registration.event_cancelled", user=person).count() == 1


def test_each_date_that_moves_is_told_once_however_often_it_is_edited(settings):
    series = make_series()
    person, _outcomes = enrol(series)
    Message.objects.all().delete()
    event = events_of(series)[0]
    owner = owner_of(series)

    for minute in range(10):
        draft = events.copy_of(event).draft
        session = session_draft(DAY, f"11:{minute:02}", "12:30", pk=event.sessions.get().pk)
        changed = events.edit_series(
            event=event,
            draft=type(draft)(**(vars(draft) | {"sessions": (session,), "cover": None})),
            reach="all",
            by=owner,
            at=NOW + timedelta(minutes=minute),
        )

    assert len(changed.events) == 4
    told = Message.objects.filter(kind="registration.changed", user=person).order_by("pk")
    last_ones = {message.stream: message for message in told}
    assert len(last_ones) == 4  # one stream an entry: what is overtaken in it within the quiet period is not sent
    assert {message.not_before for message in last_ones.values()} == {
        NOW + timedelta(minutes=9) + settings.QUIET_PERIOD
    }


def test_a_later_date_that_is_kept_to_its_link_is_only_for_those_who_have_it():
    series = make_series(rule=weekly(count=2))
    person, _outcomes = enrol(series)
    (third,) = further(series, 3)
    draft = replace(events.draft_of(third), is_unlisted=True)
    third = events.edit(event=third, draft=draft, by=owner_of(series), at=NOW)

    events.publish(event=third, by=owner_of(series), at=NOW)

    assert places(person) == [(DAY, CONFIRMED), (DAY + timedelta(weeks=1), CONFIRMED)]
    assert Message.objects.filter(kind="registration.series_passed").count() == 0


def test_where_the_whole_series_is_kept_to_its_link_a_later_date_enrols():
    series = make_series(rule=weekly(count=1), is_unlisted=True)
    person, _outcomes = enrol(series)
    (second,) = further(series, 2)

    events.publish(event=second, by=owner_of(series), at=NOW)

    assert places(person) == [(DAY, CONFIRMED), (DAY + timedelta(weeks=1), CONFIRMED)]


def test_the_database_refuses_two_enrolments_and_an_end_before_the_start():
    series = make_series()
    person, _outcomes = enrol(series)

    with pytest.raises(IntegrityError), transaction.atomic():
        SeriesEnrolment.objects.create(series=series, user=person, pool_kind="room", enrolled_at=NOW)
    with pytest.raises(IntegrityError, match="enrolment_ends_after_it_began"), transaction.atomic():
        SeriesEnrolment.objects.update(left_at=NOW - timedelta(days=1))
