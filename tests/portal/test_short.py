"""A lunch table or a lightning talk: a title, a time and a place, and it is announced."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import Department
from events import actions
from events.enums import EventKind, Refusal
from events.exceptions import EventRefused
from events.models import Event
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_room

pytestmark = pytest.mark.django_db

URL = "/organise/new/short/"


@pytest.fixture
def me(client):
    me = make_user("Mara", department=make_department("Research"), language="de", zone="Europe/Tallinn")
    client.force_login(me)
    return me


def announced(client, **changes: str):
    day = (timezone.now() + timedelta(days=9)).date().isoformat()
    said = {"kind": "lunch", "title": "Lunch with Legal", "held_on": day, "starts_wall": "12:15", "where": "Canteen"}
    return client.post(URL, said | changes)


def test_a_title_a_time_and_a_place_are_published_at_once(client, me):
    response = announced(client)

    event = Event.objects.get()
    session = event.sessions.get()
    assert response["Location"] == reverse("event", args=[event.slug])
    assert (event.state, event.kind, event.language, event.host_department, event.roles.get().user) == (
        "published",
        "lunch",
        "de",
        me.department,
        me,
    )
    assert (f"{session.starts_wall:%H:%M}", f"{session.ends_wall:%H:%M}", session.zone, session.place) == (
        "12:15",
        "13:15",
        "Europe/Tallinn",
        "Canteen",
    )
    assert list(event.pools.values_list("kind", "capacity")) == [("room", 8)]


@pytest.mark.parametrize("name", ["Elbe 2.04", "elbe  2.04, hamburg", "Hamburg, Elbe 2.04", "ELBE 2.04 (Hamburg)"])
def test_a_lightning_talk_in_a_room_has_its_zone_its_seats_and_whoever_announced_it_as_speaker(client, me, name):
    room = make_room("Elbe 2.04", capacity=30)
    room.location.name = "Hamburg"
    room.location.save()

    announced(client, kind="lightning", where=name)

    event = Event.objects.get()
    session = event.sessions.get()
    assert (session.room, session.place, session.zone, f"{session.ends_wall:%H:%M}") == (
        room,
        "",
        "Europe/Berlin",
        "12:30",
    )
    assert (event.pools.get().capacity, session.speakers.get().user) == (30, me)


def test_a_room_name_that_two_places_have_is_taken_as_it_is_written(client, me):
    make_room("Blue")
    make_room("Blue")

    announced(client, where="Blue")

    assert Event.objects.get().sessions.get().place == "Blue"


def test_a_link_makes_it_online(client, me):
    announced(client, where="https://meet.example/1", seats="5", starts_wall="23:30")

    event = Event.objects.get()
    session = event.sessions.get()
    assert (session.join_url, session.place, (session.ends_on - session.held_on).days) == (
        "https://meet.example/1",
        "",
        1,
    )
    assert list(event.pools.values_list("kind", "capacity")) == [("online", 5)]


@pytest.mark.parametrize(
    ("field", "typed"), [("held_on", "2020-03-02"), ("ends_wall", "12:00"), ("where", "ftp://meet"), ("title", "")]
)
def test_what_can_not_be_is_said_at_its_field_and_nothing_is_left(client, me, field, typed):
    response = announced(client, **{field: typed})

    assert (response.status_code, list(response.context["form"].errors), Event.objects.count()) == (422, [field], 0)


def test_a_time_that_the_clocks_jump_over_is_named(client, me):
    response = announced(client, held_on="2031-03-30", starts_wall="03:30")

    assert list(response.context["form"].errors) == ["starts_wall"]


def test_nothing_else_is_announced_without_a_look():
    with pytest.raises(EventRefused) as caught:
        actions.announce(draft=event_draft(kind=EventKind.WORKSHOP), by=make_user(), at=NOW)

    assert (caught.value.reason, Event.objects.count()) == (Refusal.NOT_SHORT, 0)


def test_a_room_that_is_taken_is_said_where_it_was_typed(client, me):
    room = make_room("Elbe 2.04", capacity=6)
    announced(client, where="Elbe 2.04")

    client.force_login(make_user("Henrik", zone="Europe/Tallinn"))
    response = announced(client, title="Another lunch", where="Elbe 2.04")

    assert Event.objects.get().pools.get().capacity == room.capacity
    assert (response.status_code, list(response.context["form"].errors)) == (422, ["where"])


def test_a_department_that_looks_at_events_first_lets_the_informal_through(client, me):
    Department.objects.update(publishing="review")

    assert announced(client).status_code == 302
    assert Event.objects.get().state == "published"
