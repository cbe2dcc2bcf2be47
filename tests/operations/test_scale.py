"""The demo organisation at any size: the rules of the product hold for every row that was written at once."""

from datetime import timedelta

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.db.models import Count, F, Q
from hypothesis import given
from hypothesis import strategies as some

from accounts.models import Department, User
from calendars import actions as calendars
from calendars.enums import Method
from calendars.models import Entry, Meeting
from events.models import Event, Pool, Session
from feedback import clock
from feedback.models import Form
from operations.demo.builder import build
from operations.demo.posting import PUT_OFF
from operations.demo.scale import Size, enlarge
from operations.demo.seating import Stay, places
from outbox.models import Message
from registrations import recount
from registrations.actions.service import seat_waiting
from registrations.enums import SEATED
from registrations.models import Attendance, Registration
from tests.factories.events import NOW

SMALL = Size(people=120, events=160, registrations=600, upcoming=60)


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker):
    """The events made by hand of a company of 120 people with 160: built once, each test takes back what it did."""
    with django_db_blocker.unblock(), transaction.atomic():
        demo = build(at=NOW)
        by_hand = frozenset(Event.objects.values_list("pk", flat=True))
        enlarge(demo, SMALL)
        yield by_hand
        transaction.set_rollback(True)


def added(demo):
    """The events that chance has drawn."""
    return Event.objects.exclude(pk__in=demo)


@pytest.mark.django_db
def test_it_has_the_size_that_was_asked_for(demo):
    events = added(demo)

    assert (User.objects.count(), Event.objects.count()) == (120, 160)
    assert Event.objects.upcoming(at=NOW).count() == 160 * 60 // 100
    assert 0.8 < Registration.objects.filter(event__in=events).count() / SMALL.registrations_wanted < 1.05
    assert [message.error for message in Message.objects.open()] == [PUT_OFF]
    assert set(Registration.objects.values_list("status", flat=True)) >= {"confirmed", "waitlisted", "cancelled"}


@pytest.mark.django_db
def test_seats_are_counted_and_nobody_waits_beside_a_free_one(demo):
    seated = Count("registrations", filter=Q(registrations__status__in=SEATED))
    counted = Pool.objects.filter(event__in=added(demo)).annotate(seated=seated).exclude(seated=F("seats_taken"))
    before = dict(Registration.objects.values_list("pk", "status"))

    promoted = [seat_waiting(event, at=NOW) for event in added(demo)]

    assert list(counted) == []
    assert recount.differences(at=NOW) == []
    assert [people for people in promoted if people] == []
    assert dict(Registration.objects.values_list("pk", "status")) == before


@pytest.mark.django_db
def test_calendars_have_nothing_left_to_say(demo):
    said = []
    for event in added(demo).upcoming(at=NOW):
        uids = list(event.sessions.values_list("uid", flat=True))
        for registration in event.registrations.select_related("user"):
            wanted = uids if registration.is_confirmed else []
            said += calendars.expect(person=registration.user, wanted=wanted, among=uids, at=NOW)

    places_left = Registration.objects.filter(event__in=added(demo), cancelled_at__isnull=False)
    assert said == []
    assert Entry.objects.filter(method=Method.CANCEL, left_at=None, meeting__cancelled_at=None).count() == 0
    assert places_left.filter(confirmed_at__isnull=False).count() > 0
    assert Meeting.objects.count() == Session.objects.exclude(event__state="draft").count()


@pytest.mark.django_db
def test_the_clock_has_nothing_left_to_do(demo):
    told = Message.objects.count()

    clock.open_due(NOW)
    clock.remind_due(NOW)
    clock.close_due(NOW)

    assert Message.objects.count() == told
    assert set(Form.objects.values_list("state", flat=True)) == {"open", "closed"}
    assert Attendance.objects.filter(marked_at__gt=NOW).count() == 0
    assert Registration.objects.filter(queued_at__gt=NOW, event__in=added(demo)).count() == 0


@pytest.mark.django_db
def test_feedback_is_asked_of_those_who_were_there(demo):
    for form in Form.objects.filter(event__in=added(demo)).select_related("answered"):
        asked = set(form.invited.values_list("user", flat=True))
        seated = set(form.event.registrations.confirmed().values_list("user", flat=True))
        answers = {sum(box.tally.values()) for box in form.boxes.filter(question__in=["overall", "recommend"])}
        assert (asked - seated, set(form.answered.people) - asked) == (set(), set())
        assert answers == {len(form.answered.people)}


@pytest.mark.django_db
def test_everybody_stands_below_one_head(demo):
    seen = {
        (person.department_id, person.manager_id)
        for person in User.objects.exclude(manager=None).select_related("manager")
        if person.password.startswith("!") and person.manager.password.startswith("!")
    }

    assert len({department for department, _manager in seen}) == len(seen)
    assert Department.objects.filter(people=None).count() == 0


@pytest.mark.parametrize(
    "options", [["--people", "-1"], ["--people", "many"], ["--events", "1.5"], ["--upcoming", "101"]]
)
def test_what_is_no_number_is_refused(options):
    with pytest.raises(CommandError):
        call_command("seed_demo", *options)


def test_without_a_number_everybody_comes_twenty_times_but_to_half_of_what_there_is():
    assert Size(people=10_000, events=2_000).registrations_wanted == 200_000
    assert Size(people=100, events=20).registrations_wanted == 1_000
    assert Size(people=100, events=20, registrations=7).registrations_wanted == 7


stays = some.lists(
    some.builds(
        lambda person, joined, stayed: Stay(
            person=person,
            pool="room",
            joined_at=NOW + timedelta(minutes=joined),
            left_at=NOW + timedelta(minutes=joined + stayed) if stayed else None,
        ),
        some.integers(1, 1_000),
        some.integers(0, 50),
        some.one_of(some.none(), some.integers(1, 50)),
    ),
    unique_by=lambda stay: stay.person,
    max_size=25,
)


@given(stays, some.one_of(some.none(), some.integers(0, 12)))
def test_no_seat_is_free_while_somebody_waits(stays, capacity):
    found = places(stays, capacity=capacity)

    seated = [place for place in found if place.is_seated]
    waiting = [place for place in found if not place.is_seated and place.stay.left_at is None]
    assert sorted(place.stay.person for place in found) == sorted(stay.person for stay in stays)
    assert len(seated) <= (len(stays) if capacity is None else capacity)
    assert not waiting or len(seated) == capacity
    for place in seated:  # whoever came before somebody who waits has a seat
        assert all(place.stay.joined_at <= other.stay.joined_at for other in waiting)
    for place in found:
        assert place.seated_at is None or place.seated_at >= place.stay.joined_at
