"""The topic board as people meet it."""

import pytest
from django.urls import reverse

from events import actions
from events.enums import ProposalState, VoiceKind
from events.models import Proposal
from tests.factories.accounts import make_coordinator, make_department, make_user
from tests.factories.events import NOW
from tests.support.forms import Page
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(client):
    user = make_user("Mara Lindqvist", department=make_department("Research"))
    client.force_login(user)
    return user


def propose(title, *, by=None, coming=0, teaching=0) -> Proposal:
    proposal = actions.propose(title=title, why=f"About {title}.", by=by or make_user(), at=NOW)
    for kind, number in ((VoiceKind.COME, coming), (VoiceKind.TEACH, teaching)):
        for _ in range(number):
            actions.speak(proposal=proposal, kind=kind, by=make_user(), at=NOW)
    return proposal


def titles(client, query=""):
    return main(client.get(f"{reverse('board')}{query}")).texts("h2")


def test_a_topic_is_proposed_and_joined_in_one_click_each(client, mara):
    answer = client.post(reverse("proposal-new"), {"title": "Tea", "why": "We drink it."})
    proposal = Proposal.objects.get()

    client.post(reverse("voice", args=[proposal.pk, "teach"]), {"back": "?q=tea"})

    page = main(client.get(answer["Location"]))
    assert page.one(".panel").one("h2").text == "1 would come · 1 could teach it"
    assert page.one(".panel").texts("button") == ["I would come Tea", "I could teach this Tea"]


def test_whoever_says_something_goes_on_at_that_topic_of_the_search(client, mara):
    topic = propose("Honey")
    board = reverse("board")

    form = next(form for form in Page(client.get(f"{board}?q=hon").content.decode()).forms if "back" in form.fields)
    among = client.post(reverse("voice", args=[topic.pk, "come"]), {"back": form.values["back"][0]})
    own = client.post(reverse("voice", args=[topic.pk, "teach"]))

    assert (among["Location"], own["Location"]) == (
        f"{board}?q=hon&page=1#topic-{topic.pk}",
        topic.get_absolute_url(),
    )


def test_most_voices_come_first_and_the_address_says_otherwise(client, mara):
    propose("Bees", coming=1)
    propose("Honey", coming=3, teaching=1)
    propose("Wasps", by=mara)

    found = [
        titles(client, query) for query in ("", "?order=newest", "?q=bee", "?teachable=1", "?mine=1", "?state=taken")
    ]

    assert found == [
        ["Honey", "Bees", "Wasps"],
        ["Wasps", "Honey", "Bees"],
        ["Bees"],
        ["Honey"],
        ["Wasps"],
        ["No topic fits"],
    ]


def test_an_empty_board_says_how_to_begin(client, mara):
    assert titles(client) == ["Nobody has proposed anything yet"]


@pytest.mark.parametrize(("is_coordinator", "shown"), [(False, []), (True, ["Who could teach it", "What comes of it"])])
def test_who_could_teach_is_named_to_coordinators_alone(client, is_coordinator, shown):
    proposal = propose("Bees", teaching=1)
    reader = make_coordinator(make_department()) if is_coordinator else make_user()
    client.force_login(reader)

    page = main(client.get(reverse("proposal", args=[proposal.pk])))

    assert page.texts("h2")[1:] == shown


def test_a_coordinator_makes_an_event_of_it(client, mara):
    proposal = propose("Bees", teaching=1)
    teacher = proposal.voices.get(kind=VoiceKind.TEACH).user
    client.force_login(make_coordinator(make_department()))

    answer = client.post(reverse("proposal-take-up", args=[proposal.pk]), {"teacher": teacher.pk})

    proposal.refresh_from_db()
    assert answer["Location"] == reverse("workspace", args=[proposal.event.slug])
    assert (proposal.state, proposal.teacher) == (ProposalState.TAKEN_UP, teacher)
    client.force_login(mara)
    assert "A draft is being prepared" in main(client.get(reverse("proposal", args=[proposal.pk]))).text


@pytest.mark.parametrize("number", [1, 3])
def test_the_board_asks_as_often_with_three_as_with_one(number, client, mara, count_queries):
    for _ in range(number):
        propose("Bees", by=make_user(department=make_department()), coming=2, teaching=1)

    assert count_queries(lambda: client.get(reverse("board"))) == 3
