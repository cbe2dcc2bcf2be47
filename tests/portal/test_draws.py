"""Draws as organisers and participants meet them."""

import json
from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.drafts import SeatRuleDraft
from events.models import Event
from registrations import actions
from registrations.models import Draw, Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.draws import ask, make_draw_event
from tests.factories.events import make_upcoming_event, session_draft
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner():
    return make_user("Owner")


def make_event_to_draw(owner, *, requests: int = 3, is_closed: bool = True, **values) -> Event:
    """An event a month from now whose requests ended an hour ago, or end in an hour."""
    at = timezone.now()
    until = at + timedelta(hours=-1 if is_closed else 1)
    sessions = (session_draft((at + timedelta(days=30)).date()),)
    event = make_draw_event(owner=owner, at=at - timedelta(days=3), until=until, sessions=sessions, **values)
    department = make_department()
    if requests:
        ask(event, *[make_user(department=department) for _ in range(requests)], at=at - timedelta(days=2))
    return event


def page(client, event, query: str = "") -> str:
    return client.get(reverse("workspace-draw", args=[event.slug]) + query).content.decode()


def test_a_trial_shows_a_result_and_keeps_nothing(client, owner):
    event = make_event_to_draw(owner, is_closed=False, capacity=1)
    client.force_login(owner)

    shown = page(client, event, "?try=1")

    assert shown.count("Only tried out") == 1
    assert "Draw the seats" not in shown
    assert Draw.objects.count() == 0


def test_an_organiser_draws_sees_the_result_and_publishes_it(client, owner):
    event = make_event_to_draw(owner, capacity=1)
    client.force_login(owner)

    client.post(reverse("draw-make", args=[event.slug]))
    drawn = page(client, event)
    before = client.get(reverse("draw-input", args=[event.slug])).status_code
    client.post(reverse("draw-publish", args=[event.slug]))

    draw = Draw.objects.get()
    kept = client.get(reverse("draw-input", args=[event.slug]))
    assert ("Publish the result" in drawn, draw.seed in drawn, before) == (True, False, 404)
    assert json.loads(kept.content)["seed"] == draw.seed
    assert sorted(Registration.objects.values_list("status", flat=True)) == ["confirmed", "waitlisted", "waitlisted"]
    assert draw.digest in page(client, event)


def test_a_second_click_draws_and_publishes_nothing_and_complains_of_nothing(client, owner):
    event = make_event_to_draw(owner)
    client.force_login(owner)

    for name in ("draw-make", "draw-make", "draw-publish", "draw-publish"):
        answer = client.post(reverse(name, args=[event.slug]))

    said = [str(message) for message in answer.wsgi_request._messages]
    assert [text.split(".")[0] for text in said] == ["The seats are drawn", "The result is published"]
    assert Draw.objects.get().is_published


def test_what_is_refused_is_said(client, owner):
    event = make_event_to_draw(owner, is_closed=False)
    client.force_login(owner)

    answer = client.post(reverse("draw-make", args=[event.slug]), follow=True).content.decode()

    assert "The seats can be drawn once the time for requests is over." in answer
    assert Draw.objects.count() == 0


def test_seats_that_are_not_drawn_have_no_tab(client, owner):
    event = make_upcoming_event(owner=owner)
    client.force_login(owner)

    assert reverse("workspace-draw", args=[event.slug]) not in page(client, event).replace("next=", "")


def test_a_participant_asks_sees_the_request_and_takes_it_back(client, owner):
    event = make_event_to_draw(owner, is_closed=False)
    me = make_user()
    client.force_login(me)

    offered = client.get(event.get_absolute_url()).content.decode()
    client.post(reverse("register", args=[event.slug]), {"pool": "room"})
    asked = client.get(event.get_absolute_url()).content.decode()
    mine = client.get(reverse("my-seminars")).content.decode()
    place = Registration.objects.get(user=me)
    client.post(reverse("registration-cancel", args=[event.slug]))
    after = client.get(event.get_absolute_url()).content.decode()

    assert "Ask for a seat" in offered
    assert f"Your number in the draw: {place.pk}." in asked
    assert "In the draw" in mine
    assert "You took your request back" in after


def test_the_panel_says_that_the_window_is_closed_or_not_open_yet(client, owner):
    closed = make_event_to_draw(owner)
    soon = timezone.now() + timedelta(hours=1)
    later = make_event_to_draw(
        owner, is_closed=False, requests=0, seating={"requests_from": soon - timedelta(minutes=1)}
    )
    client.force_login(make_user())

    assert "The seats are being drawn" in client.get(closed.get_absolute_url()).content.decode()
    assert "Requests from" in client.get(later.get_absolute_url()).content.decode()


def test_the_event_page_shows_the_checksums(client, owner):
    event = make_event_to_draw(owner)
    drawn = actions.draw(event=event, by=owner, at=timezone.now())
    client.force_login(make_user())

    before = client.get(event.get_absolute_url()).content.decode()
    published = actions.publish_draw(event=event, by=owner, at=timezone.now())
    after = client.get(event.get_absolute_url()).content.decode()

    assert (drawn.seed_digest in before, drawn.seed in before, "3 requests are drawn" in before) == (True, False, True)
    assert (published.digest in after, drawn.seed_digest in after) == (True, True)


def test_the_overview_says_what_is_to_be_done(client, owner):
    event = make_event_to_draw(owner)
    client.force_login(owner)

    def needs() -> list[bool]:
        shown = client.get(reverse("workspace", args=[event.slug])).content.decode()
        return ["The seats can be drawn" in shown, "The seats are drawn, and nobody knows yet" in shown]

    assert needs() == [True, False]
    actions.draw(event=event, by=owner, at=timezone.now())
    assert needs() == [False, True]
    actions.publish_draw(event=event, by=owner, at=timezone.now())
    assert needs() == [False, False]


def test_anybody_may_save_the_script(client):
    answer = client.get(reverse("draw-script"))

    assert b"".join(answer.streaming_content).startswith(b"#!/usr/bin/env python3")
    assert client.get(reverse("how-draws-work")).status_code == 200


@pytest.mark.parametrize("requests", [1, 3])
def test_the_page_asks_the_same_for_one_request_and_for_three(client, owner, requests, django_assert_num_queries):
    event = make_event_to_draw(owner, requests=requests)
    actions.draw(event=event, by=owner, at=timezone.now())
    client.force_login(owner)
    page(client, event)

    with django_assert_num_queries(QUERIES):
        page(client, event)


QUERIES = 13


def test_who_is_passed_over_for_a_limit_is_said_beside_them(client, owner):
    limit = SeatRuleDraft(pool="room", kind="ceiling", seats=1)
    event = make_event_to_draw(owner, capacity=2, rules=(limit,))
    ask(event, make_user(department=make_department()), at=timezone.now() - timedelta(days=1))
    client.force_login(owner)

    shown = main(client.get(reverse("workspace-draw", args=[event.slug]) + "?try=1"))

    over = "The department has as many seats as one department may have here."
    assert sum(over in text for text in shown.texts("li")) == 2
