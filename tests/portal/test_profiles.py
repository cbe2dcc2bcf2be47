"""The pages of those who teach: for whom they are there, and following somebody from there."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.drafts import SpeakerDraft
from events.enums import Audience
from events.models import SpeakerProfile
from tests.factories.accounts import make_user
from tests.factories.events import make_draft, make_upcoming_event
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def unlisted():
    teacher = SpeakerDraft(user=make_user("Ines Okafor"))
    return make_upcoming_event(speakers=(teacher,), is_unlisted=True, audience=Audience.PUBLIC)


@override_settings(PUBLIC_CATALOGUE=True)
def test_who_teaches_only_where_a_link_leads_is_there_for_those_who_belong_there(client, unlisted):
    profile, reader = SpeakerProfile.objects.get().get_absolute_url(), make_user()
    asked = [client.get(profile).status_code]
    client.force_login(reader)
    asked += [client.get(profile).status_code]

    register(unlisted, reader, at=timezone.now())

    assert [*asked, client.get(profile).status_code] == [302, 404, 200]


def test_the_page_behind_a_link_names_who_teaches_and_leads_to_them_who_belongs_there(client, unlisted):
    reader, page = make_user(), unlisted.get_absolute_url()
    client.force_login(reader)
    before = main(client.get(page))

    register(unlisted, reader, at=timezone.now())

    address = SpeakerProfile.objects.get().get_absolute_url()
    links = [[link.attributes["href"] for link in one.all("a")] for one in (before, main(client.get(page)))]
    assert ("Ines Okafor" in before.text, [found.count(address) for found in links]) == (True, [0, 1])


def test_whoever_teaches_is_followed_and_let_go_of_on_their_page(client):
    teacher, reader = make_user("Ines Okafor"), make_user()
    make_upcoming_event(speakers=(SpeakerDraft(user=teacher),))
    page = SpeakerProfile.objects.get().get_absolute_url()
    client.force_login(reader)
    labels = []

    for name in ("follow", "unfollow"):
        labels.append([one.text for one in main(client.get(page)).all("button") if "ollow" in one.text])
        answer = client.post(reverse(name, args=["person", teacher.pk]), {"back": page})
        assert answer["Location"] == page

    assert labels == [["Follow Ines Okafor"], ["Follow no longer Ines Okafor"]]
    client.force_login(teacher)
    assert [one.text for one in main(client.get(page)).all("button") if "ollow" in one.text] == []


def test_who_somebody_from_outside_is_say_organisers_whose_events_alone_they_are_seen_at(client):
    owner, other = make_user(), make_user()
    jo = (SpeakerDraft(name="Jo Arendt", email="jo@example.com"),)
    make_upcoming_event(owner=owner, speakers=jo)
    profile = SpeakerProfile.objects.get()
    drafted = make_draft(owner=other, speakers=jo)

    found = [editing(profile)]
    publish(drafted, by=other)
    found.append(editing(profile))

    assert found == [[owner], []]


def editing(profile):
    """Who may say who somebody is."""
    people = User.objects.filter(is_staff=False)
    return [one for one in people if SpeakerProfile.objects.editable_by(one).filter(pk=profile.pk).exists()]


def publish(event, *, by):
    events.publish(event=event, by=by, at=timezone.now())


def test_administrators_say_who_anybody_from_outside_is(client):
    for _ in range(2):
        make_upcoming_event(speakers=(SpeakerDraft(name="Jo Arendt", email="jo@example.com"),))
    client.force_login(make_user(is_staff=True))

    page = client.post(reverse("speaker-edit", args=[SpeakerProfile.objects.get().pk]), {"name": ""})

    assert (page.status_code, list(page.context["form"].errors)) == (422, ["name", "language", "zone"])
