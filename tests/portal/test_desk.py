"""The organiser's desk."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.enums import RoleKind
from events.models import Event
from portal.panels.desk import Desk, desk
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_past_event, make_upcoming_event

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    owner = make_user("Ines Okafor")
    client.force_login(owner)
    return owner


def cancelled(event: Event) -> Event:
    return actions.cancel(event=event, message="", by=event.roles.get().user, at=timezone.now())


def titles(shown: Desk) -> dict[str, list[str]]:
    parts = {"drafts": shown.drafts, "upcoming": shown.upcoming, "past": shown.past_rows}
    return {name: [row.event.title for row in rows] for name, rows in parts.items()}


def test_desk_lists_my_events_by_where_they_stand(owner):
    make_draft(owner=owner, title="A draft")
    make_upcoming_event(owner=owner, title="Next week")
    make_upcoming_event(owner=owner, title="Tomorrow", days=1)
    make_past_event(owner=owner, title="Yesterday", days_ago=1, at=timezone.now())
    cancelled(make_upcoming_event(owner=owner, title="Called off"))
    make_upcoming_event(title="Somebody else's")

    shown = desk(owner, asked={}, at=timezone.now())

    assert titles(shown) == {
        "drafts": ["A draft"],
        "upcoming": ["Tomorrow", "Next week"],
        "past": ["Called off", "Yesterday"],
    }
    assert [row.state for row in [*shown.drafts, *shown.upcoming, *shown.past_rows]] == [
        "draft",
        "open",
        "open",
        "called-off",
        "over",
    ]


def test_desk_puts_the_past_on_pages(owner):
    for number in range(21):
        make_past_event(owner=owner, title=f"Past {number}", days_ago=number + 1, at=timezone.now())

    shown = desk(owner, asked={"page": "2"}, at=timezone.now())

    assert titles(shown)["past"] == ["Past 20"]


def test_desk_shows_helpers_only_what_is_theirs(owner):
    event = make_past_event(title="Yesterday", days_ago=1, at=timezone.now())
    actions.set_role(event=event, user=owner, kind=RoleKind.HELPER, by=event.roles.get().user, at=timezone.now())

    (row,) = desk(owner, asked={}, at=timezone.now()).past_rows

    assert (row.is_editor, [need for need in row.needs if not need.is_for_helpers]) == (False, [])


def test_desk_of_a_newcomer_says_what_to_do(client, owner):
    response = client.get(reverse("organise"))

    assert response.context["desk"].is_empty is True
    assert response.content.count(reverse("event-new").encode()) == 1


def test_desk_asks_strangers_to_sign_in(client):
    response = client.get(reverse("organise"))

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/organise/")


def test_what_is_looked_for_is_one_list_and_can_be_exported(client, owner):
    make_draft(owner=owner, title="Reading a draft")
    make_past_event(owner=owner, title="Reading a balance sheet", at=timezone.now())
    make_past_event(owner=owner, title="Something else", at=timezone.now(), days_ago=1)
    client.force_login(owner)
    url = reverse("organise")

    found = client.get(url, {"q": "reading", "sort": "title"}).context["desk"]
    over = client.get(url, {"state": "over", "sort": "-title"}).context["desk"]
    everything = client.get(url).context["desk"]
    answer = client.get(url, {"q": "reading", "export": "csv"})

    rows = list(csv.reader(io.StringIO(answer.getvalue().decode("utf-8-sig"), newline="")))
    assert [row.event.title for row in found.found] == ["Reading a balance sheet", "Reading a draft"]
    assert [row.event.title for row in over.found] == ["Something else", "Reading a balance sheet"]
    assert (everything.found, len(everything.drafts), len(everything.past_rows)) == (None, 1, 2)
    assert [row[:3:2] for row in rows] == [
        ["Title", "State"],
        ["Reading a draft", "Draft"],
        ["Reading a balance sheet", "Over"],
    ]
