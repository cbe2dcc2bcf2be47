"""Following from an event's page, and what is for me in the catalogue."""

import pytest
from django.test import Client
from django.urls import reverse

from events import actions
from events.drafts import SpeakerDraft
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, make_topic, make_upcoming_event
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def test_topics_host_and_colleagues_are_followed_on_the_page_and_let_go_of(client, mara):
    teacher, topic, host = make_user("Ines Okafor"), make_topic("Bees"), make_department("Finance")
    speakers = (SpeakerDraft(user=teacher), SpeakerDraft(user=mara), SpeakerDraft(name="Jo from outside"))
    event = make_upcoming_event(topics=(topic,), host_department=host, speakers=speakers)
    back = {"back": event.get_absolute_url()}

    for kind, thing in (("topic", topic), ("department", host), ("person", teacher)):
        answer = client.post(reverse("follow", args=[kind, thing.pk]), back)
        assert answer["Location"] == event.get_absolute_url()
    client.post(reverse("unfollow", args=["topic", topic.pk]), back)

    buttons = [form.attributes["action"] for form in main(client.get(event.get_absolute_url())).all("form")]
    assert [address for address in buttons if "/follows/" in address] == [
        reverse("follow", args=["topic", topic.pk]),
        reverse("unfollow", args=["department", host.pk]),
        reverse("unfollow", args=["person", teacher.pk]),
    ]
    assert main(client.get(reverse("follows"))).texts(".rows") == [
        "Finance Into my calendar Finance Let go Finance",
        "Ines Okafor Let go Ines Okafor",
    ]


def test_the_buttons_on_the_page_are_ones_that_a_browser_may_send_and_lead_back_to_where_they_stand(mara):
    event, browser = make_upcoming_event(topics=(make_topic("Bees"),)), Client(enforce_csrf_checks=True)
    browser.force_login(mara)
    page = Page(browser.get(event.get_absolute_url()).content.decode())
    (form,) = (form for form in page.forms if form.action.startswith("/follows/"))

    answer = browser.post(form.action, form.values)

    assert (answer.status_code, answer["Location"]) == (302, f"{event.get_absolute_url()}#follow")
    assert main(browser.get(event.get_absolute_url())).one("#follow").text == "Hear of more like this"


def test_nobody_follows_a_colleague_who_teaches_nothing_they_may_read_about(client, mara):
    assert client.post(reverse("follow", args=["person", make_user().pk])).status_code == 404


def test_a_button_leads_to_no_other_site(client, mara):
    topic = make_topic()

    answer = client.post(reverse("follow", args=["topic", topic.pk]), {"back": "//evil.example/"})

    assert answer["Location"] == reverse("follows")


def test_the_digest_is_turned_off_and_on(client, mara):
    actions.follow(user=mara, thing=make_topic(), at=NOW)
    labels = []

    for data in ({}, {"digest": "on"}):
        client.post(reverse("follows"), data)
        labels.append(main(client.get(reverse("follows"))).one(".panel").one("button").text)

    assert labels == ["Send it on Mondays", "No digest"]


def test_for_me_leaves_what_concerns_me(client, mara):
    topic = make_topic()
    actions.follow(user=mara, thing=topic, at=NOW)
    make_upcoming_event(title="About bees", topics=(topic,))
    make_upcoming_event(title="About wasps")

    found = [main(client.get(f"/?mine=1{more}")).texts("h3") for more in ("", "&q=about", "&more=1")]
    assert found == [["About bees"]] * 3


@pytest.mark.parametrize("number", [1, 3])
def test_for_me_asks_as_often_with_three_as_with_one(number, client, mara, count_queries):
    for _ in range(number):
        topic = make_topic()
        actions.follow(user=mara, thing=topic, at=NOW)
        make_upcoming_event(topics=(topic,))

    assert count_queries(lambda: client.get("/?mine=1")) == 10


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_with_three_as_with_one(number, client, mara, count_queries):
    for _ in range(number):
        for thing in (make_topic(), make_department(), make_user(department=make_department())):
            actions.follow(user=mara, thing=thing, at=NOW)

    assert count_queries(lambda: client.get(reverse("follows"))) == 3
