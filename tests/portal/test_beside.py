"""What a search finds beside events, each only by those who may see it."""

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from accounts import actions as accounts
from events import actions, queries
from events.drafts import ProfileDraft, SpeakerDraft
from events.enums import Audience
from events.models import Series, SpeakerProfile, ThingText
from events.recurrence import Frequency, Rule
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_topic, make_upcoming_event
from tests.factories.interest import make_gathering
from tests.factories.materials import make_material
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    person = make_user("Mara Lindqvist")
    client.force_login(person)
    return person


def introduce(person, **values):
    draft = ProfileDraft(title=values.get("title", ""), biography=values.get("biography", ""), picture=None)
    return actions.introduce_myself(user=person, draft=draft, at=timezone.now())


def repeated(**values) -> Series:
    event = make_upcoming_event(**values)
    day = event.sessions.get().held_on
    rule = Rule(starts_on=day, frequency=Frequency.WEEKLY, weekdays=frozenset({day.weekday()}), count=2)
    return actions.repeat(event=event, rule=rule, by=event.roles.get().user, at=timezone.now())


def groups(client, query: str) -> list:
    """The groups under the events."""
    return [group for part in main(client.get(f"/?{query}")).all("#beside") for group in part.all("section")]


def found(client, text: str) -> dict[str, list[str]]:
    """The groups by name, each with what stands in it."""
    return {
        group.one("h2").text: [link.text for link in group.all("a") if "library" not in link.attributes["href"]]
        for group in groups(client, f"q={text}")
    }


def test_each_kind_stands_in_a_group_of_its_own(client, colleague):
    teacher = make_user("Ines Okafor")
    event = make_upcoming_event(title="Books", speakers=(SpeakerDraft(user=teacher),))
    introduce(teacher, biography="Knows **harbours**.")
    make_material(event, title="Harbour charts", visible="all")
    repeated(title="Harbour walks")
    make_gathering(title="Harbour pilots")

    assert found(client, "harbour") == {
        "Materials": ["Harbour charts", "Books"],
        "Series": ["Harbour walks"],
        "People who teach": ["Ines Okafor"],
        "Gathering interest no date yet": ["Harbour pilots"],
    }
    assert (found(client, "nothing"), found(client, "books")) == ({}, {"Materials": ["Harbour charts", "Books"]})


def test_where_no_event_says_it_the_rest_is_shown_all_the_same(client, colleague):
    make_gathering(title="Harbour pilots")

    page = main(client.get("/?q=pilots"))

    assert "No event that is to come says it." in page.text
    assert "Nothing fits that search" not in page.text


def test_what_narrows_events_leaves_the_rest_aside(client, colleague):
    make_gathering(title="Harbour pilots")

    assert [len(groups(client, f"q=pilots{more}")) for more in ("", "&free=1", "&page=2")] == [
        1,
        0,
        0,
    ]


def test_nobody_finds_what_they_may_not_see(client, colleague):
    closed = {"audience": Audience.DEPARTMENTS, "departments": (make_department("Legal"),)}
    teacher = make_user("Ines Harbour")
    hidden = make_upcoming_event(title="Books", speakers=(SpeakerDraft(user=teacher),), **closed)
    open_event = make_upcoming_event(title="Sums")
    make_material(hidden, title="Harbour charts", visible="all")
    seated = make_material(open_event, title="Harbour slides")
    repeated(title="Harbour walks", **closed)
    make_gathering(title="Harbour pilots", **closed)

    assert found(client, "harbour") == {}
    register(open_event, colleague, at=timezone.now())
    assert found(client, "harbour") == {"Materials": [seated.title, "Sums"]}


@override_settings(PUBLIC_CATALOGUE=True)
def test_strangers_find_what_belongs_to_public_events(client):
    public = {"audience": Audience.PUBLIC}
    teacher = make_user("Ines Harbour")
    event = make_upcoming_event(title="Books", speakers=(SpeakerDraft(user=teacher),), **public)
    make_upcoming_event(title="Sums", speakers=(SpeakerDraft(user=make_user("Jo Harbour")),))
    make_material(event, title="Harbour charts", visible="all")
    make_gathering(title="Harbour pilots", **public)
    make_gathering(title="Harbour masters")

    assert found(client, "harbour") == {
        "People who teach": ["Ines Harbour"],
        "Gathering interest no date yet": ["Harbour pilots"],
    }


def test_what_changes_is_found_under_its_new_words():
    teacher = make_user("Ines Okafor")
    event = make_upcoming_event(title="Books", speakers=(SpeakerDraft(user=teacher),), topics=(make_topic("Money"),))
    make_material(event, title="Charts", visible="all")

    accounts.change_settings(user=teacher, values={"name": "Ines Lund"}, at=timezone.now())

    said = {
        word: [len(ids) for ids in vars(queries.things_said(word)).values()] for word in ("lund", "okafor", "money")
    }
    assert said == {"lund": [1, 0, 1], "okafor": [0, 0, 0], "money": [1, 0, 0]}


def test_what_was_missed_is_mended_by_night():
    event = make_upcoming_event(title="Books")
    make_material(event, title="Charts")
    repeated(title="Walks")
    ThingText.objects.filter(series=None).delete()
    Series.objects.update(title="Swims")

    mended = [actions.renew_all_searches(), actions.renew_all_searches()]

    assert mended == [2 + SpeakerProfile.objects.count(), 0]
    assert len(queries.things_said("swims").series) == 1


@pytest.mark.parametrize("number", [1, 3])
def test_groups_ask_as_often_for_three_of_each_as_for_one(client, colleague, count_queries, number):
    event = make_upcoming_event(title="Books")
    for each in range(number):
        teacher = make_user(f"Ines Harbour {each}")
        make_upcoming_event(title=f"Sums {each}", days=9 + each, speakers=(SpeakerDraft(user=teacher),))
        make_material(event, title=f"Harbour charts {each}", visible="all")
        repeated(title=f"Harbour walks {each}", days=20 + each)
        make_gathering(title=f"Harbour pilots {each}")

    assert (len(groups(client, "q=harbour")), count_queries(lambda: client.get("/?q=harbour"))) == (4, 22)


def test_a_word_nobody_wrote_is_put_right_in_catalogue_and_library(client, colleague):
    make_material(make_upcoming_event(title="Books"), title="Harbour charts", visible="all")

    assert found(client, "harbuor") == {"Materials": ["Harbour charts", "Books"]}
    assert main(client.get(reverse("library"), {"q": "chrats"})).texts(".strong") == ["Harbour charts"]
