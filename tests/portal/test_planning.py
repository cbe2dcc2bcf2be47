"""What is in the way of a session while it is planned, and the rooms that are free."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from common import times
from events.enums import Audience
from events.models import Event, Room
from tests.factories.accounts import make_department, make_location, make_user
from tests.factories.events import (
    make_draft,
    make_equipment,
    make_room,
    make_upcoming_event,
    session_draft,
)
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client: Client) -> User:
    user = make_user("Ines Okafor", department=make_department("Finance"), location=make_location("Hamburg"))
    client.force_login(user)
    return user


@pytest.fixture
def elbe() -> Room:
    return make_room("Elbe 2.04", capacity=24)


def held_in(room: Room, **values: object) -> dict[str, object]:
    day = (timezone.now() + timedelta(days=7)).date()
    return {"sessions": (session_draft(day, room=room, place=""),), **values}


def editor(client: Client, event: Event, **changed: str):
    url = reverse("workspace-settings", args=[event.slug])
    form = next(form for form in Page(client.get(url).content.decode()).forms if "title" in form.fields)
    values = {name: each for name, each in form.values.items() if form.fields[name].kind != "submit"}
    return client.post(url, values | changed)


def said(event: Event, room: Room) -> str:
    when = times.span(event.starts_at, event.ends_at)
    return f"{room} is taken at that time by “{event.title}”: {when}."


def test_the_editor_and_the_page_that_publishes_say_what_clashes(client, owner, elbe):
    first = make_upcoming_event(title="First", **held_in(elbe))
    draft = make_draft(owner=owner, **held_in(elbe))

    pages = [client.get(reverse(name, args=[draft.slug])) for name in ("workspace-settings", "event-publish")]

    assert [said(first, elbe) in page.content.decode() for page in pages] == [True, True]


def test_a_session_is_checked_as_it_is_typed(client, owner, elbe):
    secret = {"audience": Audience.DEPARTMENTS, "departments": (make_department(),)}
    first = make_upcoming_event(title="Secret", **secret, **held_in(elbe))
    asked = {
        "position": "2",
        "session-2-held_on": str(first.sessions.get().held_on),
        "session-2-starts_wall": "10:30",
        "session-2-ends_wall": "12:00",
        "session-2-room": str(elbe.pk),
    }

    answer = client.get(reverse("session-check"), asked)

    assert [each.text for each in answer.context["panel"].clashes] == [
        f"{elbe} is taken at that time by another event: {times.span(first.starts_at, first.ends_at)}."
    ]
    assert [client.get(reverse("session-check"), {"position": each}).status_code for each in ("40", "-1", "x", "")] == [
        404
    ] * 4


def test_free_rooms_are_listed_in_the_editor_and_one_click_takes_one(client, owner, elbe):
    make_upcoming_event(**held_in(elbe))
    small, free, large = (make_room(name, capacity=seats) for name, seats in (("S", 9), ("M", 12), ("L", 90)))
    draft = make_draft(owner=owner, **held_in(elbe))

    asked = editor(client, draft, sessions="rooms-0", title="Not saved yet")
    taken = editor(client, draft, sessions=f"room-0-{free.pk}")

    assert [one.room for one in asked.context["plans"][0].free] == [free, large]
    form = next(form for form in Page(asked.content.decode()).forms if "title" in form.fields)
    assert form.values["title"] == ["Not saved yet"]
    form = next(form for form in Page(taken.content.decode()).forms if "title" in form.fields)
    assert (form.values["session-0-room"], taken.context["plans"][0].clashes) == ([str(free.pk)], [])
    assert (small.pk, draft.sessions.get().room) == (small.pk, elbe)


def test_looking_for_a_room_goes_on_at_the_first_one_that_is_free_else_at_the_button(client, owner, elbe):
    free = make_room("M", capacity=12)
    make_room("L", capacity=90)
    draft = make_draft(owner=owner, **held_in(elbe))

    found = editor(client, draft, sessions="rooms-0").content.decode()
    make_upcoming_event(**held_in(free))
    make_upcoming_event(**held_in(Room.objects.get(name="L")))
    none = editor(client, draft, sessions="rooms-0").content.decode()

    assert re.findall(r'value="(\S+)" autofocus', found) == [f"room-0-{free.pk}"]
    assert re.findall(r'value="(\S+)" autofocus', none) == ["rooms-0"]


def test_looking_for_a_room_says_what_is_wrong_with_the_time(client, owner, elbe):
    draft = make_draft(owner=owner, **held_in(elbe))
    wrong = [{"ends_wall": "09:00"}, {"ends_on": "2020-01-01"}, {"starts_wall": "25:00"}, {"ends_wall": ""}]

    pages = [
        editor(client, draft, sessions="rooms-0", **{f"session-0-{name}": value for name, value in typed.items()})
        for typed in wrong
    ]

    assert [main(page).one("#clashes-0").texts(".note") for page in pages] == [
        ["The time is not right yet: Choose a time after 10:00, or a later last day."],
        ["The time is not right yet: The last day is before the first."],
        ["The time is not right yet: Enter a valid time."],
        ["Say when it begins and ends; then free rooms are found."],
    ]


def test_a_room_is_found_by_what_it_has_and_put_into_the_editor(client, owner, elbe):
    loop = make_equipment("Hearing loop")
    right = make_room("Right")
    for name, way, has in (("Stairs", "no", True), ("Silent", "yes", False)):
        room = make_room(name)
        room.equipment.set([loop] if has else [])
        Room.objects.filter(pk=room.pk).update(step_free=way)
    right.equipment.add(loop)
    Room.objects.filter(pk=right.pk).update(step_free="yes")
    draft = make_draft(owner=owner, **held_in(elbe))
    page = reverse("workspace-rooms", args=[draft.slug])

    found = client.get(page, {"seats": "5", "step_free": "on", "equipment": str(loop.pk)}).context["search"]
    session = draft.sessions.get()
    url = reverse("workspace-settings", args=[draft.slug], query={"session": session.pk, "room": right.pk})
    form = next(form for form in Page(client.get(url).content.decode()).forms if "title" in form.fields)

    assert [one.room for one in found.free] == [right]
    assert form.values["session-0-room"] == [str(right.pk)]
    session.refresh_from_db()
    assert session.room == elbe


@pytest.mark.parametrize("item_count", [1, 3])
def test_looking_for_a_room_asks_as_often_with_three_as_with_one(client, owner, elbe, item_count, count_queries):
    for _ in range(item_count):
        make_room().equipment.add(make_equipment())
    draft = make_draft(owner=owner, **held_in(elbe))

    assert count_queries(lambda: client.get(reverse("workspace-rooms", args=[draft.slug]))) == 13
