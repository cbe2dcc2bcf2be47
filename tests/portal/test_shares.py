"""The panel of an event whose seats departments share, or which has seats of two kinds."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from audit.models import Line
from events import actions as events
from events.drafts import SeatingDraft, SeatRuleDraft
from events.models import Event
from registrations import actions
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def me(client):
    me = make_user("Lena Vogt", department=make_department("Research"))
    client.force_login(me)
    return me


def ruled(*rules: SeatRuleDraft, **values) -> Event:
    event = make_upcoming_event(**values)
    return events.set_seating(
        event=event, draft=SeatingDraft(rules=rules), by=event.roles.get().user, at=timezone.now()
    )


def held_for(department, *, seats: int) -> SeatRuleDraft:
    lapses_at = timezone.now() + timedelta(days=1)
    return SeatRuleDraft(pool="room", kind="floor", department=department, seats=seats, lapses_at=lapses_at)


def shown(client, event: Event) -> str:
    return main(client.get(event.get_absolute_url())).one("#registration-panel").text


def test_held_seats_are_shown_with_for_whom_and_until_when(client, me):
    event = ruled(held_for(make_department("Finance"), seats=4), capacity=6)

    text = shown(client, event)

    assert "2 of 6 seats are open to you" in text
    assert "4 held for Finance until " in text


def test_who_would_wait_reads_why_and_at_which_place(client, me):
    event = ruled(held_for(make_department("Finance"), seats=2), capacity=2)

    text = shown(client, event)

    assert "No seat is open to you now" in text
    assert "The free seats are held for other departments." in text
    assert "Join the waiting list (you would be 1st)" in text


def test_a_department_at_its_ceiling_is_told_so(client, me):
    ceiling = SeatRuleDraft(pool="room", kind="ceiling", department=me.department, seats=1)
    event = ruled(ceiling, capacity=5)
    register(event, make_user(department=me.department), at=timezone.now())

    assert "Your department has as many seats as one department may have here." in shown(client, event)


def test_seats_that_are_held_are_open_to_those_they_are_held_for(client, me):
    event = ruled(held_for(me.department, seats=2), capacity=2)

    text = shown(client, event)

    assert ("2 of 2 seats left" in text, "Register" in text) == (True, True)


@pytest.fixture
def both() -> Event:
    """One seat in the room, taken, and ten online."""
    event = make_upcoming_event(seats={"room": 1, "online": 10})
    register(event, make_user(), pool=event.pools.get(kind="room"), at=timezone.now())
    return event


def place(me) -> tuple[str, str, str]:
    mine = Registration.objects.select_related("pool", "wished_pool").get(user=me)
    return mine.status, mine.pool.kind, mine.wished_pool.kind if mine.wished_pool else ""


def test_somebody_comes_online_until_a_seat_in_the_room_is_free(client, me, both):
    assert "Come online, and wait for a seat in the room" in shown(client, both)

    client.post(reverse("register", args=[both.slug]), {"pool": "either"})

    assert place(me) == ("confirmed", "online", "room")
    assert "You are number 1 in line for a seat in the room, and keep this one" in shown(client, both)


def test_a_wish_is_made_and_taken_back_with_one_click_each(client, me, both):
    register(both, me, pool=both.pools.get(kind="online"), at=timezone.now())
    address = reverse("registration-wish", args=[both.slug])

    client.post(address, {"pool": "room"})
    wished = place(me)
    client.post(address)

    assert (wished, place(me)) == (("confirmed", "online", "room"), ("confirmed", "online", ""))


def test_a_free_seat_in_the_room_is_offered_to_whoever_wished_for_it(client, me, both):
    client.post(reverse("register", args=[both.slug]), {"pool": "either"})
    seat = Registration.objects.get(pool__kind="room")
    actions.cancel(registration=seat, by=seat.user, at=timezone.now())

    assert "A seat in the room is free for you" in shown(client, both)

    client.post(reverse("registration-accept", args=[both.slug]))

    assert place(me) == ("confirmed", "room", "")


def test_an_unknown_kind_of_seat_is_refused(client, me, both):
    register(both, me, pool=both.pools.get(kind="online"), at=timezone.now())

    client.post(reverse("registration-wish", args=[both.slug]), {"pool": "roof"})

    assert place(me) == ("confirmed", "online", "")


def move(client, event: Event, registration: Registration, *, reason: str = "Her leg is broken") -> list[str]:
    """What is said once the owner has asked to move somebody."""
    client.force_login(event.roles.get().user)
    url = reverse("person-seat", args=[event.slug, registration.pk])
    to = client.get(url).context["form"]["pool"].value()
    answer = client.post(url, {"reason": reason, "pool": to or ""}, follow=True)
    form = answer.context.get("form")
    return [str(message) for message in answer.context["messages"]] + [
        message for messages in (form.errors if form else {}).values() for message in messages
    ]


def test_a_second_click_leaves_whoever_was_moved_where_they_are(client, both):
    seat = Registration.objects.select_related("user").get()
    client.force_login(both.roles.get().user)
    url = reverse("person-seat", args=[both.slug, seat.pk])
    asked = {"reason": "Her leg is broken", "pool": both.pools.get(kind="online").pk}

    client.post(url, asked)
    client.post(url, asked)

    assert place(seat.user) == ("confirmed", "online", "")
    assert Line.objects.filter(verb="registration.moved").count() == 1


def test_an_organiser_moves_somebody_to_the_other_kind_of_seat(client, both):
    seat = Registration.objects.select_related("user").get()

    assert move(client, both, seat) == [f"{seat.user.name} is moved to the other kind of seat and is told by mail."]
    assert place(seat.user) == ("confirmed", "online", "")
    assert Line.objects.get(verb="registration.moved").after["message"] == "Her leg is broken"


def test_nobody_is_moved_without_a_reason(client, both):
    seat = Registration.objects.select_related("user").get()

    assert move(client, both, seat, reason=" ") == ["This field is required."]
    assert place(seat.user) == ("confirmed", "room", "")


def test_nobody_is_moved_to_a_seat_that_is_taken(client, me, both):
    mine = register(both, me, pool=both.pools.get(kind="online"), at=timezone.now())

    assert move(client, both, mine) == ["All seats are taken."]
    assert place(me) == ("confirmed", "online", "")
