"""What the nightly count finds: it trusts neither counters nor constraints."""

from datetime import timedelta

import pytest

from accounts.models import User
from events import actions as events
from events.drafts import SeatingDraft
from events.models import Pool
from outbox.models import Message
from registrations import actions, clock, recount
from registrations.enums import RegistrationStatus
from registrations.exceptions import Miscounted
from registrations.models import Registration
from registrations.notifications import counting
from registrations.recount import Difference
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, main_pool, make_event
from tests.factories.registrations import register

pytestmark = pytest.mark.django_db

AT = NOW + timedelta(minutes=1)


def full_event():
    event = make_event(capacity=1)
    register(event)
    register(event)
    return event, main_pool(event)


def test_nothing_is_found_where_all_is_well():
    full_event()

    assert recount.differences(at=AT) == []


def test_a_place_that_counts_for_another_department_is_found_until_the_event_is_over():
    old, new = make_department(), make_department()
    event = make_event()
    place = register(event, make_user(department=old))
    User.objects.filter(pk=place.user_id).update(department=new)

    found = [recount.differences(at=at) for at in (event.ends_at - timedelta(minutes=1), event.ends_at)]

    pool = main_pool(event)
    assert found == [[Difference("department", event.pk, pool.pk, expected=new.pk, found=old.pk)], []]


def test_a_counter_that_differs_from_the_rows_is_found():
    event, pool = full_event()
    Pool.objects.filter(pk=pool.pk).update(capacity=2, seats_taken=2)

    assert recount.differences(at=AT) == [Difference("counter", event.pk, pool.pk, expected=1, found=2)]


def test_more_people_than_seats_are_found_though_the_counter_hides_them():
    event, pool = full_event()
    Registration.objects.filter(status=RegistrationStatus.WAITLISTED).update(
        status=RegistrationStatus.CONFIRMED, confirmed_at=AT, why_waiting=""
    )

    assert recount.differences(at=AT) == [
        Difference("counter", event.pk, pool.pk, expected=2, found=1),
        Difference("oversold", event.pk, pool.pk, expected=1, found=2),
    ]


def test_a_free_seat_that_somebody_waits_for_is_found():
    event, pool = full_event()
    Pool.objects.filter(pk=pool.pk).update(capacity=2)

    assert recount.differences(at=AT) == [Difference("forgotten", event.pk, pool.pk, expected=0, found=1)]


def test_a_cancelled_event_holds_nothing_for_anybody():
    """Seats that are taken, offered, held for a change or without a name; and who waits."""
    event = make_event(seats={"room": 3, "online": 1})
    owner, room, online = event.roles.get().user, event.pools.get(kind="room"), event.pools.get(kind="online")
    events.set_seating(event=event, draft=SeatingDraft(promotion="offer"), by=owner, at=NOW)
    held = {"department": make_department(), "seats": 1, "until": event.starts_at}
    actions.hold_seats(pool=room, by=owner, at=NOW, **held)
    changing = register(event, pool=online)
    leaving = [register(event, pool=room) for _ in range(2)]
    actions.wish(registration=changing, pool=room, by=None, at=NOW)
    register(event, pool=room)
    register(event, pool=online)
    for seat in leaving:
        actions.cancel(registration=seat, by=None, at=NOW)
    places = Registration.objects.filter(event=event).live()
    assert sorted(places.values_list("status", flat=True)) == ["confirmed", "offered", "waitlisted"]
    assert places.filter(upgrade_until__isnull=False).count() == 1

    events.cancel(event=event, message="", by=owner, at=NOW)

    assert (places.count(), [pool.seats_taken for pool in event.pools.all()]) == (0, [0, 0])
    assert recount.differences(at=NOW) == []


def test_a_free_seat_of_what_has_begun_is_nobodys():
    event, pool = full_event()
    Pool.objects.filter(pk=pool.pk).update(capacity=2)

    assert recount.differences(at=event.starts_at) == []


def test_the_clock_says_how_many_differences_there_are():
    event, pool = full_event()
    Pool.objects.filter(pk=pool.pk).update(capacity=2)

    with pytest.raises(Miscounted) as told:
        clock.count_again(AT)

    assert str(told.value) == (f"1 found: forgotten: event {event.pk}, pool {pool.pk}, expected 0, found 1")


def test_every_administrator_is_told_once_a_day_what_was_found():
    event, pool = full_event()
    Pool.objects.filter(pk=pool.pk).update(capacity=2)
    administrator = make_user("Ada", is_staff=True)

    for _ in range(2):
        with pytest.raises(Miscounted):
            clock.count_again(AT)

    message = Message.objects.get(kind="registrations.miscounted")
    mail = counting.render_differences(message)
    assert (message.user, mail.subject) == (administrator, "1 seat is not as promised")
    assert f"{event.title}: A seat is free that somebody on the waiting list may have. (0 ≠ 1)" in mail.text
