"""The page on which an event is cloned: dates are shown before anything is made."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.models import Event
from events.shifting import proposed
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_event, make_past_event, session_draft

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor", zone="Europe/Berlin")
    client.force_login(owner)
    return owner


def url(event: Event) -> str:
    return reverse("event-clone", args=[event.slug])


def shown(response) -> list[tuple[str, str]]:
    return [(session.after, session.problem) for session in response.context["cloning"].sessions]


def test_the_desk_leads_to_a_clone_on_the_proposed_day_in_two_clicks(client, owner):
    event = make_past_event(owner=owner, title="Reading contracts", at=timezone.now())
    was = event.sessions.get().held_on

    assert url(event) in client.get(reverse("organise")).content.decode()
    page = client.get(url(event))
    form = page.context["form"]
    values = {name: str(form[name].value()) for name in form.fields}
    made = client.post(url(event), values, follow=True)

    clone = Event.objects.exclude(pk=event.pk).get()
    assert (clone.title, clone.sessions.get().held_on) == (
        "Reading contracts",
        proposed(was, today=timezone.localdate()),
    )
    assert made.redirect_chain == [(reverse("workspace", args=[clone.slug]), 302)]


def test_other_dates_are_looked_at_before_anything_is_made(client, owner):
    first, second = (
        session_draft(date(2027, 3, 20), "02:30", "05:00"),
        session_draft(date(2027, 3, 27), "02:30", "05:00"),
    )
    event = make_event(owner=owner, sessions=(first, second))
    gap = "The clocks go forward on 26 March 2028: 02:30 does not exist in Europe/Berlin. Choose another time."

    looked = client.post(url(event), {"title": "Nights", "first_on": "2028-03-19", "look": "1"})
    refused = client.post(url(event), {"title": "Nights", "first_on": "2028-03-19"})

    assert shown(looked) == [
        ("Sunday 19 March 2028, 02:30–05:00", ""),
        ("Sunday 26 March 2028, 02:30–05:00", gap),
    ]
    assert (refused.status_code, refused.context["form"].errors, Event.objects.count()) == (422, {"first_on": [gap]}, 1)


def test_a_day_that_is_over_is_refused(client, owner):
    event = make_past_event(owner=owner, at=timezone.now())
    yesterday = (timezone.localdate() - timedelta(days=1)).isoformat()

    response = client.post(url(event), {"title": "Again", "first_on": yesterday})

    assert response.context["form"].errors == {"first_on": ["Choose a day to come."]}


def test_an_event_without_sessions_is_cloned_without_a_day(client, owner):
    event = make_draft(owner=owner, sessions=())

    client.post(url(event), {"title": "An idea again"})

    assert sorted(Event.objects.values_list("title", flat=True)) == sorted([event.title, "An idea again"])
