"""The page on which an event is cloned: dates are shown before anything is made."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from django.utils.html import strip_tags

from events import actions
from events.models import Event, Series
from events.recurrence import Frequency, Rule
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
    return [(strip_tags(session.after), session.problem) for session in response.context["cloning"].sessions]


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


def test_a_date_of_a_series_leads_to_a_clone_of_all_of_it(client, owner):
    today = timezone.localdate()
    first = today - timedelta(weeks=52)
    event = make_event(owner=owner, at=timezone.now() - timedelta(weeks=53), sessions=(session_draft(first),))
    rule = Rule(starts_on=first, frequency=Frequency.WEEKLY, weekdays=frozenset({first.weekday()}), count=3)
    series = actions.repeat(event=event, rule=rule, by=owner, at=event.published_at)
    url_of_all = reverse("series-clone", args=[series.slug])

    assert url_of_all in client.get(url(event)).content.decode()
    form = client.get(url_of_all).context["form"]
    made = client.post(url_of_all, {name: str(form[name].value()) for name in form.fields}, follow=True)

    again = Series.objects.exclude(pk=series.pk).get()
    assert made.redirect_chain == [(reverse("series-organise", args=[again.slug]), 302)]
    assert [(one.state, one.series_on) for one in again.events.order_by("series_on")] == [
        ("draft", proposed(first, today=today) + timedelta(weeks=number)) for number in range(3)
    ]


@pytest.mark.parametrize("dates", [1, 3])
def test_the_page_of_a_series_asks_as_often_for_one_date_as_for_three(client, owner, dates, count_queries):
    first = timezone.localdate() + timedelta(days=7)
    event = make_event(owner=owner, at=timezone.now(), sessions=(session_draft(first),))
    rule = Rule(starts_on=first, frequency=Frequency.DAILY, count=dates)
    series = actions.repeat(event=event, rule=rule, by=owner, at=timezone.now())
    client.get("/help/")  # every page asks now and then whether a part has stopped

    url_of_all = reverse("series-clone", args=[series.slug])
    assert len(client.get(url_of_all).context["cloning"].sessions) == dates
    assert count_queries(lambda: client.get(url_of_all)) == 6


def test_of_a_series_that_goes_on_the_day_after_its_last_is_proposed(client, owner):
    first = timezone.localdate() - timedelta(weeks=1)
    event = make_event(owner=owner, at=timezone.now() - timedelta(weeks=2), sessions=(session_draft(first),))
    rule = Rule(starts_on=first, frequency=Frequency.WEEKLY, weekdays=frozenset({first.weekday()}), count=5)
    series = actions.repeat(event=event, rule=rule, by=owner, at=event.published_at)

    form = client.get(reverse("series-clone", args=[series.slug])).context["form"]

    assert form["first_on"].value() == first + timedelta(weeks=5)
