"""The pages of those who teach: for whom they are there, and following somebody from there."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events.drafts import SpeakerDraft
from events.enums import Audience
from events.models import SpeakerProfile
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
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
