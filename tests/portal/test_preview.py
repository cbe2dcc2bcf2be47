"""A draft as others will see it, before it is published."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events.enums import Audience
from events.models import Event
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_draft, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    user = make_user("Ines Okafor")
    client.force_login(user)
    return user


def make_ready(owner, **values: object) -> Event:
    day = (timezone.now() + timedelta(days=7)).date()
    values.setdefault("sessions", (session_draft(day, join_url="https://v.example/1"),))
    return make_draft(owner=owner, title="Reading a balance sheet", seats={"room": 4}, **values)


def seen(client, event: Event, reader: str = ""):
    return main(client.get(reverse("event-preview", args=[event.slug]), {"as": reader} if reader else {}))


def test_a_draft_is_seen_as_a_colleague_will_with_buttons_that_do_nothing(client, owner):
    event = make_ready(owner)

    page = seen(client, event)

    assert page.one("#preview-mark").text == "This is a preview"
    assert page.one("#registration-panel").texts("button") == ["Register"]
    assert ("disabled" in page.one("fieldset").attributes, page.one("fieldset").texts("a")) == (True, [])
    event.refresh_from_db()
    assert (event.state, Registration.objects.count()) == ("draft", 0)


def test_a_colleague_of_an_invited_department_is_named(client, owner):
    event = make_ready(owner, audience=Audience.DEPARTMENTS, departments=(make_department("Finance"),))

    assert "As a colleague of Finance sees it." in seen(client, event).text


def test_a_guest_sees_the_seat_and_the_link(client, owner):
    page = seen(client, make_ready(owner), "guest")

    assert page.one("#seats").text == "You have a seat in the room"
    assert "For a guest of yours" in page.text


def test_strangers_see_nothing_of_what_is_internal(client, owner):
    page = seen(client, make_ready(owner), "public")

    assert page.texts("h2")[0] == "There is no page to see"
    assert "It is internal: whoever has not signed in is asked to, and sees nothing of it." in page.text


def test_strangers_are_asked_to_sign_in_by_a_button_that_goes_nowhere(client, owner):
    event = make_ready(owner, audience=Audience.PUBLIC)

    assert "This site shows nothing without signing in" in seen(client, event, "public").text
    with override_settings(PUBLIC_CATALOGUE=True):
        page = seen(client, event, "public")
    assert page.one("#registration-panel").texts("button") == ["Sign in to register"]


@pytest.mark.parametrize("reader", ["colleague", "guest", "public", "nobody"])
@pytest.mark.parametrize("values", [{"sessions": ()}, {"sessions": (), "audience": Audience.PUBLIC}])
@override_settings(PUBLIC_CATALOGUE=True)
def test_a_draft_without_a_date_has_a_preview_too(client, owner, reader, values):
    response = client.get(reverse("event-preview", args=[make_ready(owner, **values).slug]), {"as": reader})

    assert response.status_code == 200


def test_what_is_published_is_seen_with_its_seats_taken(client, owner):
    event = make_upcoming_event(owner=owner, capacity=1)
    register(event, at=timezone.now())

    assert seen(client, event).one("#seats").text == "The only seat is taken"
