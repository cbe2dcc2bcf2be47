"""Answers from calendars that somebody has to look at, and what stands in the list of people."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from calendars.models import Entry
from events.models import Event
from inbox.enums import ReceivedState
from inbox.models import Received
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_upcoming_event
from tests.factories.inbox import make_reply
from tests.factories.registrations import register
from tests.support.pages import main
from tests.support.received import come, reply

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


@pytest.fixture
def place(owner) -> Registration:
    event = make_upcoming_event(owner=owner, title="Clear writing")
    return register(event, make_user("Mara Weiss"), at=timezone.now())


def stamped(at: datetime) -> str:
    return f"{at:%Y%m%dT%H%M%SZ}"


def answered(place: Registration, **changed: str) -> Received:
    entry = Entry.objects.get(user=place.user)
    raw = reply(entry, **{"stamp": stamped(timezone.now()), **changed})
    return come(raw, to=entry.organiser_address, at=timezone.now())


def shown(client, event: Event) -> str:
    return main(client.get(reverse("workspace-replies", args=[event.slug]))).text


def people(client, event: Event) -> list[str]:
    return [
        row.calendar_text for row in client.get(reverse("workspace-people", args=[event.slug])).context["people"].rows
    ]


def test_what_is_in_doubt_is_shown_with_its_reason(client, place):
    answered(place, state="DECLINED", address="alias@example.net")

    page = shown(client, place.event)

    for words in ("Mara Weiss", "Declined", "Lieber am Nachmittag", "Somebody else has answered", "Accept as it is"):
        assert words in page


def test_an_answer_that_is_accepted_counts_and_is_gone_from_the_page(client, place):
    received = answered(place, state="DECLINED", address="alias@example.net")

    response = client.post(reverse("reply-accept", args=[place.event.slug, received.pk]), follow=True)

    place.refresh_from_db()
    assert (place.status, Received.objects.get().state) == ("cancelled", ReceivedState.DONE)
    assert "Nothing to look at" in main(response).text


def test_an_answer_that_is_put_aside_changes_nothing(client, place):
    received = answered(place, state="DECLINED", address="alias@example.net")

    client.post(reverse("reply-ignore", args=[place.event.slug, received.pk]))

    place.refresh_from_db()
    assert (place.status, Received.objects.get().state) == ("confirmed", ReceivedState.DROPPED)


def test_what_can_not_count_any_more_is_said(client, place):
    received = answered(place, state="DECLINED", address="alias@example.net")
    answered(place, state="ACCEPTED", stamp=stamped(timezone.now() + timedelta(seconds=5)))
    Entry.objects.update(answer_stamped_at=timezone.now() + timedelta(hours=1))  # a clock of theirs that ran ahead

    response = client.post(reverse("reply-accept", args=[place.event.slug, received.pk]), follow=True)

    assert "a later answer has come" in response.content.decode()
    assert Received.objects.get(pk=received.pk).state == ReceivedState.KEPT


def test_two_organisers_decide_once(client, place):
    received = answered(place, state="DECLINED", address="alias@example.net")
    url = reverse("reply-ignore", args=[place.event.slug, received.pk])
    client.post(url)

    response = client.post(url, follow=True)

    assert "Somebody else has decided" in response.content.decode()


def test_a_proposed_time_is_shown_and_can_only_be_put_aside(client, place):
    answered(place, state="TENTATIVE", method="COUNTER")

    page = shown(client, place.event)

    assert ("15:00–17:00" in page, "Accept as it is" in page, "Put aside" in page) == (True, False, True)


def test_the_desk_says_what_waits(client, place):
    answered(place, state="DECLINED", address="alias@example.net")

    assert "1 answer from a calendar to look at" in main(client.get(reverse("workspace", args=[place.event.slug]))).text


def test_the_list_of_people_says_what_calendars_have_answered(client, place, settings):
    other = register(place.event, make_user("Amelie Vogt"), at=timezone.now() + timedelta(minutes=1))
    answered(place, state="TENTATIVE")

    assert people(client, place.event) == ["In the calendar: Accepted tentatively", ""]
    settings.INBOUND_LISTEN = "127.0.0.1:8025"
    assert people(client, other.event) == ["In the calendar: Accepted tentatively", "In the calendar: No answer yet"]


def test_a_damaged_row_of_no_entry_is_shown_too(client, owner):
    event = make_draft(owner=owner)
    make_reply(scope=event.scope)

    assert "alias@example.org" in shown(client, event)


def test_administrators_see_what_is_about_any_event_or_none(client, place):
    answered(place, state="DECLINED", address="alias@example.net")
    make_reply(facts={"from": "<b>@example.org", "said": "PERHAPS"})
    admin = make_user(is_staff=True)
    client.force_login(admin)

    page = main(client.get(reverse("replies"))).text
    client.post(reverse("received-accept", args=[Received.objects.order_by("pk").first().pk]))
    client.post(reverse("received-ignore", args=[Received.objects.order_by("pk").last().pk]))

    assert ("2 answers" in page, "<b>@example.org" in page) == (True, True)
    assert list(Received.objects.order_by("pk").values_list("state", flat=True)) == ["done", "dropped"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_administrators_list_asks_as_often_with_three_as_with_one(client, place, count_queries, item_count):
    for number in range(item_count):
        other = register(place.event, make_user(), at=timezone.now() + timedelta(minutes=number))
        entry = Entry.objects.get(user=other.user)
        make_reply(about_type="calendars.entry", about_id=str(entry.pk))
    client.force_login(make_user(is_staff=True))

    assert count_queries(lambda: client.get(reverse("replies"))) == 5
