"""An event that is found by its link alone: who opens it, and that no list tells of it."""

from datetime import timedelta

import pytest
from django.test import Client, override_settings
from django.urls import reverse
from django.utils import timezone

from events import actions
from events.drafts import RulesDraft, SpeakerDraft
from events.enums import Audience
from events.models import Event, Room, Topic
from tests.factories.events import make_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.answers import answer
from tests.support.routes import routes
from tests.support.visits import address, visits

pytestmark = pytest.mark.django_db
TITLE = "Known to few"


@pytest.fixture
def unlisted(organisation) -> Event:
    """To come, for everybody, with everything by which the others of its kind are found."""
    day = (timezone.now() + timedelta(days=3)).date()
    return make_event(
        owner=organisation.people["owner"],
        at=timezone.now(),
        title=TITLE,
        is_unlisted=True,
        audience=Audience.PUBLIC,
        host_department=organisation.people["employee"].department,
        topics=(Topic.objects.first(),),
        speakers=(SpeakerDraft(user=organisation.people["speaker"]),),
        sessions=(session_draft(day, room=Room.objects.first(), place=""),),
    )


def told(client: Client, url: str, event: Event) -> bool:
    """Whether the answer names the event or its address."""
    with answer(client, "get", url) as response:
        content = b"" if response.streaming else response.content
    return event.slug.encode() in content or TITLE.encode() in content


def test_no_page_tells_somebody_without_a_seat_of_it(organisation, clients, unlisted):
    addresses = {address(route, one.arguments(organisation)) for route in routes() for one in visits(route)}
    addresses |= {"/?more=1", "/?q=known&more=1", "/?free=1", f"/?topic={Topic.objects.first().key}", "/?format=room"}

    for role in ("employee", "manager", "coordinator", "outsider", "participant"):
        found = [
            url for url in sorted(addresses) if not url.startswith("/admin/") and told(clients[role], url, unlisted)
        ]
        assert found == [], role


@override_settings(PUBLIC_CATALOGUE=True)
def test_strangers_find_it_by_its_link_alone(organisation, clients, unlisted):
    page = reverse("event", args=[unlisted.slug])

    assert (told(clients["anonymous"], "/", unlisted), told(clients["anonymous"], page, unlisted)) == (False, True)
    assert clients["anonymous"].get(page).headers["X-Robots-Tag"] == "noindex"


def test_whoever_has_the_link_registers(client, django_user_model):
    event = make_upcoming_event(title=TITLE, is_unlisted=True)
    colleague = django_user_model.objects.create_user("colleague@example.org", name="Colleague")
    client.force_login(colleague)

    opened = client.get(reverse("event", args=[event.slug]))
    client.post(reverse("register", args=[event.slug]), {"pool": "room"})

    assert (opened.status_code, event.registrations.get().user) == (200, colleague)
    assert TITLE in client.get(reverse("my-seminars")).content.decode()


def test_strangers_have_to_sign_in_where_it_is_internal(client):
    event = make_upcoming_event(is_unlisted=True)

    response = client.get(reverse("event", args=[event.slug]))

    assert response.headers["Location"] == f"{reverse('account_login')}?next=/e/{event.slug}/"


def test_an_archived_event_stands_in_no_list_and_opens_still(client, django_user_model):
    event = make_upcoming_event(title="Called off")
    place = register(event, at=timezone.now())
    actions.cancel(event=event, message="", by=event.roles.get().user, at=timezone.now())
    Event.objects.filter(pk=event.pk).update(archived_at=timezone.now())
    client.force_login(place.user)

    assert "Called off" not in client.get("/").content.decode()
    assert client.get(reverse("event", args=[event.slug])).status_code == 200


def test_an_event_that_needs_it_first_does_not_name_it(client, django_user_model):
    first = make_upcoming_event(title=TITLE, is_unlisted=True)
    second = make_upcoming_event(title="The second part", rules=RulesDraft(needs=(first,)), days=9)
    colleague = django_user_model.objects.create_user("colleague@example.org", name="Colleague")
    client.force_login(colleague)
    page = reverse("event", args=[second.slug])

    before = TITLE in client.get(page).content.decode()
    register(first, colleague, at=timezone.now())

    assert (before, TITLE in client.get(page).content.decode()) == (False, True)
