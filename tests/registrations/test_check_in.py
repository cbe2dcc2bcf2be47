"""Checking people in at the door: once each, taken back, kept on a phone and sent later."""

from datetime import timedelta
from uuid import uuid4

import pytest

from audit.models import Line
from registrations import actions, queries
from registrations.door import Fate, Place, Tap
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance
from tests.factories.events import make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(capacity=2)


@pytest.fixture
def place(event):
    return register(event)


@pytest.fixture
def helper(event):
    return event.roles.get().user


def check_in(place, *, minute=0, entry=None, by=None):
    session = place.event.sessions.get()
    by, at = by or place.event.roles.get().user, session.starts_at + timedelta(minutes=minute)
    entry = entry or uuid4()
    return actions.check_in(registration=place, session=session, entry=entry, by=by, at=at, source=Source.DOOR)


def tap(place, *, minute=0, session=None, **values):
    session = session or place.event.sessions.get()
    at = session.starts_at + timedelta(minutes=minute)
    return Tap(**{"key": uuid4(), "place": Place(place.pk, session.pk), "at": at} | values)


def send(event, *taps, minute=60):
    by, at = event.roles.get().user, event.starts_at + timedelta(minutes=minute)
    return {
        answer.key: answer.fate or answer.refusal for answer in actions.take_taps(event=event, taps=taps, by=by, at=at)
    }


def known(event) -> dict[int, str]:
    return {key[0]: entry.mark for key, entry in queries.attendance_of(event).items()}


def take_back(place, *, minute=5):
    (answer,) = send(place.event, tap(place, minute=minute, is_undo=True), minute=minute).values()
    return answer


def refusal(call, *args, **values) -> Refusal:
    with pytest.raises(RegistrationRefused) as caught:
        call(*args, **values)
    return caught.value.reason


def test_who_is_checked_in_is_present_as_of_that_moment(event, place, helper):
    check_in(place, minute=3)

    entry = Attendance.objects.get()
    at = event.starts_at + timedelta(minutes=3)
    assert (entry.mark, entry.source, entry.marked_by, entry.marked_at) == ("present", "door", helper, at)


def test_sent_twice_it_counts_once(place):
    entry = uuid4()

    assert [check_in(place, entry=entry), check_in(place, entry=entry, minute=1)] == [Fate.COUNTED, Fate.KNOWN]
    assert Attendance.objects.count() == 1


def test_two_helpers_count_one_person_once(place):
    assert [check_in(place), check_in(place, minute=1)] == [Fate.COUNTED, Fate.SAME]


def test_taking_back_leaves_nothing_known_and_the_history_says_why(event, place):
    check_in(place)

    assert take_back(place) == Fate.COUNTED
    assert known(event) == {}
    assert list(Attendance.objects.order_by("pk").values_list("mark", "reason")) == [
        ("present", ""),
        ("taken_back", "Taken back at the door"),
    ]


def test_who_was_taken_back_can_come_and_be_marked_again(event, place):
    check_in(place)
    take_back(place)
    check_in(place, minute=7)
    take_back(place, minute=8)

    by, session = event.roles.get().user, event.sessions.get()
    actions.mark(event=event, session=session, marks={place.pk: Mark.ABSENT}, by=by, at=event.ends_at)

    assert known(event) == {place.pk: "absent"}


def test_taking_back_restores_who_was_excused(event, place, helper):
    session = event.sessions.get()
    actions.mark(event=event, session=session, marks={place.pk: Mark.EXCUSED}, by=helper, at=session.starts_at)
    check_in(place, minute=1)
    take_back(place)

    assert known(event) == {place.pk: "excused"}


def test_nobody_is_checked_in_before_the_doors_open_or_after_the_list_is_closed(event, place, helper):
    assert refusal(check_in, place, minute=-31) == Refusal.NOT_BEGUN
    check_in(place, minute=-30)
    actions.close_list(event=event, by=helper, at=event.ends_at)

    assert refusal(check_in, place, minute=600) == Refusal.LIST_CLOSED
    assert take_back(place, minute=600) == Refusal.LIST_CLOSED
    assert known(event) == {place.pk: "present"}


def test_only_people_with_a_seat_are_checked_in(event):
    register(event), register(event)
    waiting, stranger = register(event), register(make_event())

    assert send(event, one := tap(waiting), two := tap(stranger, session=event.sessions.get())) == {
        one.key: Refusal.NOT_SEATED,
        two.key: Refusal.NOT_SEATED,
    }


def test_a_session_of_another_event_takes_no_taps(event, place):
    stranger = register(make_event())

    assert send(event, one := tap(stranger)) == {one.key: Refusal.NO_SESSION}


def test_what_a_phone_has_kept_counts_as_of_when_it_happened(event, place):
    send(event, tap(place, minute=4), minute=50)

    assert Attendance.objects.get().marked_at == event.starts_at + timedelta(minutes=4)


@pytest.mark.parametrize("minute", [-31, 51, -100_000])
def test_a_time_that_cannot_be_is_not_kept_but_the_person_is(event, place, minute):
    send(event, tap(place, minute=minute), minute=50)

    assert Attendance.objects.get().marked_at == event.starts_at + timedelta(minutes=50)


def test_taps_on_the_same_person_follow_each_other(event, place):
    taps = [tap(place, minute=minute, is_undo=bool(minute % 2)) for minute in range(3)]

    fates = send(event, *taps)

    assert (set(fates.values()), known(event), Attendance.objects.count()) == ({Fate.COUNTED}, {place.pk: "present"}, 3)


def test_what_has_arrived_stays_known_when_the_list_is_closed(event, place, helper):
    one = tap(place)
    send(event, one)
    actions.close_list(event=event, by=helper, at=event.ends_at)

    assert send(event, one, minute=600) == {one.key: Fate.KNOWN}


def test_many_taps_cost_as_many_statements_as_one(event, helper, django_assert_num_queries):
    event = make_event(capacity=None)
    first, *others = [tap(register(event)) for _ in range(4)]

    for taps in ([first], others):
        with django_assert_num_queries(10):  # with the two of the transaction
            actions.take_taps(event=event, taps=taps, by=helper, at=event.ends_at)


def test_one_audit_line_says_whom_a_batch_was_about(event):
    first, second = register(event), register(event)

    send(event, tap(first), tap(second, minute=1))

    line = Line.objects.get(verb="attendance.marked")
    assert (line.before, line.after) == ({}, {str(first.pk): "present", str(second.pk): "present", "source": "door"})
