"""Saved searches: kept under a name, found above the catalogue, forgotten again."""

import pytest
from django.db import IntegrityError
from django.urls import reverse

from events import actions
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import SavedSearch
from events.policies import MOST_SEARCHES
from tests.factories.accounts import make_user
from tests.factories.events import NOW, make_upcoming_event
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def save(user, name="Talks in German", query="kind=talk&language=de"):
    return actions.save_search(user=user, name=name, query=query, at=NOW)


def test_a_search_is_saved_in_its_canonical_form_and_stands_above_the_list(client, colleague):
    make_upcoming_event()

    answer = client.post(
        reverse("searches"), {"name": "German talks", "query": "language=de&kind=talk&kind=nonsense&page=3&more=1"}
    )

    shown = [(chip.text, chip.attributes["href"]) for chip in main(client.get("/")).all(".scroll")[1].all(".chip")]
    assert (answer["Location"], shown) == (
        "/?kind=talk&language=de",
        [("German talks", "/?kind=talk&language=de")],
    )


def test_the_catalogue_offers_to_save_what_is_looked_for(client, colleague):
    link = main(client.get("/?q=tea&more=1")).all(".scroll")[0].all("a")[-1]

    form = main(client.get(link.attributes["href"]))

    assert (link.text, link.attributes["href"]) == ("Save this search", "/searches/?q=tea")
    assert form.one("#id_query").attributes["value"] == "q=tea"


def test_what_is_saved_already_is_not_offered_again(client, colleague):
    save(colleague, query="q=tea")

    links = main(client.get("/?q=tea")).all(".scroll")[0].texts("a")

    assert links[-1] == "Clear all"


def test_nothing_saved_says_how_to_begin(client, colleague):
    assert main(client.get(reverse("searches"))).one(".empty").one("h2").text == "Nothing saved yet"


def test_a_search_is_forgotten_by_one_click(client, colleague):
    search = save(colleague)

    client.post(reverse("search-forget", args=[search.pk]))

    assert list(SavedSearch.objects.all()) == []


def test_another_persons_search_does_not_exist(client, colleague):
    search = save(make_user())

    answer = client.post(reverse("search-forget", args=[search.pk]))

    assert (answer.status_code, SavedSearch.objects.count(), main(client.get(reverse("searches"))).all(".rows")) == (
        404,
        1,
        [],
    )


@pytest.mark.parametrize(
    ("name", "query", "reason"),
    [
        ("Empty", "", Refusal.SEARCH_EMPTY),
        ("Another name", "kind=talk&language=de", Refusal.SEARCH_SAVED),
        ("TALKS IN GERMAN", "kind=talk", Refusal.SEARCH_NAMED),
        ("Long", "q=" + "x" * 2_000, Refusal.SEARCH_LONG),
    ],
)
def test_a_search_that_can_not_be_saved_is_refused_with_its_reason(colleague, name, query, reason):
    save(colleague)

    with pytest.raises(EventRefused) as refused:
        save(colleague, name, query)

    assert (refused.value.reason, SavedSearch.objects.count()) == (reason, 1)


def test_a_refusal_stands_at_the_name_and_nothing_typed_is_lost(client, colleague):
    save(colleague)

    page = main(client.post(reverse("searches"), {"name": "Talks in German", "query": "kind=training"}))

    assert (page.one("#id_name_error").text, page.one("#id_name").attributes["value"], page.one("#id_query").attributes["value"]) == (
        Refusal.SEARCH_NAMED.label,
        "Talks in German",
        "kind=training",
    )  # fmt: skip


def test_there_is_room_for_so_many(colleague):
    for number in range(MOST_SEARCHES):
        save(colleague, f"Search {number}", f"q={number}")

    with pytest.raises(EventRefused) as refused:
        save(colleague, "One more", "q=more")

    assert refused.value.reason == Refusal.SEARCHES_FULL


@pytest.mark.parametrize(
    ("second", "constraint"),
    [
        ({"name": "Tea", "query": "q=other"}, "saved_search_name_once_per_person"),
        ({"name": "Other", "query": "q=tea"}, "saved_search_once_per_person"),
        ({"name": "", "query": "q=x"}, "saved_search_says_something"),
        ({"name": "x", "query": ""}, "saved_search_says_something"),
    ],
)
def test_the_database_refuses_doubles_and_nothing(colleague, second, constraint):
    SavedSearch.objects.create(user=colleague, name="Tea", query="q=tea", saved_at=NOW)

    with pytest.raises(IntegrityError):
        SavedSearch.objects.create(user=colleague, saved_at=NOW, **second)


@pytest.mark.parametrize("number", [1, 3])
def test_the_list_asks_as_often_with_three_as_with_one(client, colleague, count_queries, number):
    for one in range(number):
        save(colleague, f"Search {one}", f"q={one}")

    assert count_queries(lambda: client.get(reverse("searches"))) == 2
