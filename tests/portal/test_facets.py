"""The filters of the catalogue: each number is the number that stands in the list behind its link."""

from datetime import timedelta

import pytest
from django.test import override_settings
from django.utils import timezone

from events.enums import Audience, EventKind
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_room, make_topic, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


@pytest.fixture
def programme():
    """Three events that differ in everything one can filter by."""
    day = (timezone.now() + timedelta(days=1)).date()
    finance = make_department("Finance", key="finance")
    ledger = make_department("Ledger", key="ledger", parent=finance)
    money, data = make_topic("Money"), make_topic("Data")
    room = make_room()
    make_upcoming_event(title="Books", host_department=finance, topics=(money,), kind=EventKind.TALK)
    make_upcoming_event(title="Accounts", host_department=ledger, topics=(money, data), seats={"online": 5})
    make_upcoming_event(
        title="Sensors", topics=(data,), language="de", sessions=(session_draft(day, room=room, place=""),)
    )
    return room.location


def titles(client, query):
    return sorted(main(client.get(f"/{query}")).texts("h3"))


def facets(client, query="?more=1"):
    """What each facet offers: its label, and of each value label, number and whether it is chosen."""
    panel = main(client.get(f"/{query}")).one("#facets")
    return {
        group.one("h2").text: [(chip.text, "aria-current" in chip.attributes) for chip in group.all(".chip")]
        for group in panel.all(".stack")
    }


def test_every_facet_offers_what_would_leave_something(client, colleague, programme):
    offered = facets(client)

    assert {name: offered[name] for name in ("Topic", "Hosted by", "Seats", "Kind", "Language", "Location")} == {
        "Topic": [("Data 2", False), ("Money 2", False)],
        "Hosted by": [("Finance 2", False), ("Ledger 1", False)],
        "Seats": [("In the room 2", False), ("Online 1", False)],
        "Kind": [("Seminar 2", False), ("Talk 1", False)],
        "Language": [("English 2", False), ("German 1", False)],
        "Location": [(f"{programme.name} 1", False)],
    }


def test_what_is_chosen_narrows_the_other_facets_and_widens_its_own(client, colleague, programme):
    offered = facets(client, "?more=1&host=finance")

    assert {name: offered[name] for name in ("Topic", "Hosted by", "Language")} == {
        "Topic": [("Money 2", False), ("Data 1", False)],
        "Hosted by": [("Finance 2", True), ("Ledger 1", False)],
        "Language": [("English 2", False)],
    }


def test_each_number_is_the_number_in_the_list_behind_its_link(client, colleague, programme):
    chips = main(client.get("/?more=1&host=finance")).one("#facets").all(".chip")
    others = [
        chip for chip in chips if "host=finance" in chip.attributes["href"] and "ledger" not in chip.attributes["href"]
    ]

    promised = [int(chip.text.rpartition(" ")[2]) for chip in others]
    found = [len(main(client.get(f"/{chip.attributes['href']}")).all("h3")) for chip in others]

    assert (found, len(found) > 5) == (promised, True)  # how many days have a name depends on today


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("?host=finance", ["Accounts", "Books"]),
        ("?host=ledger", ["Accounts"]),
        ("?kind=talk", ["Books"]),
        ("?kind=talk&kind=seminar", ["Accounts", "Books", "Sensors"]),
        ("?language=de", ["Sensors"]),
        ("?format=online", ["Accounts"]),
        ("?host=nobody", []),
        ("?kind=nonsense", ["Accounts", "Books", "Sensors"]),
        ("?location=x&location=99999999999", ["Accounts", "Books", "Sensors"]),
        ("?since=2001-01-01&until=2001-01-31", []),
        ("?since=2001-01-01", ["Accounts", "Books", "Sensors"]),
        ("?since=2001-02-31&until=junk", ["Accounts", "Books", "Sensors"]),
        ("?until=9999-12-31", ["Accounts", "Books", "Sensors"]),
    ],
)
def test_an_address_made_by_hand_finds_what_it_says_and_passes_over_nonsense(
    client, colleague, programme, query, found
):
    assert titles(client, query) == found


def test_a_place_is_found_by_its_location(client, colleague, programme):
    assert titles(client, f"?location={programme.pk}") == ["Sensors"]


def test_days_with_a_name_are_those_of_the_reader(client):
    client.force_login(make_user(zone="Pacific/Kiritimati"))  # the first zone to see a day
    now = timezone.now()
    make_upcoming_event(title="Soon", sessions=(session_draft((now + timedelta(days=40)).date()),))

    assert (titles(client, "?date=today"), titles(client, "?date=next-month&date=this-month")) in [
        ([], ["Soon"]),
        ([], []),
    ]


def test_what_clashes_with_a_seat_of_ones_own_does_not_fit(client, colleague):
    mine = make_upcoming_event(title="Mine", days=3)
    make_upcoming_event(title="At the same time", days=3)
    make_upcoming_event(title="Another day", days=4)
    register(mine, colleague, at=timezone.now())

    assert titles(client, "?fits=1") == ["Another day", "Mine"]


def test_numbers_count_only_what_one_may_see(client, colleague):
    legal = make_department("Legal", key="legal")
    make_upcoming_event(title="Ours", kind=EventKind.TALK)
    make_upcoming_event(title="Theirs", kind=EventKind.TALK, audience=Audience.DEPARTMENTS, departments=(legal,))

    assert facets(client)["Kind"] == [("Talk 1", False)]


@override_settings(PUBLIC_CATALOGUE=True)
def test_strangers_find_their_way_too(client):
    make_upcoming_event(title="For all", audience=Audience.PUBLIC, topics=(make_topic("Money"),))

    assert facets(client)["Topic"] == [("Money 1", False)]


def test_what_is_chosen_stands_above_the_list_and_can_be_taken_away(client, colleague, programme):
    page = main(client.get("/?host=finance&language=en"))

    chosen = [(chip.text, chip.attributes["href"]) for chip in page.all(".chip") if "aria-current" in chip.attributes]
    assert chosen == [("Finance", "?language=en"), ("English", "?host=finance")]


@pytest.mark.parametrize("number", [1, 3])
def test_the_facets_ask_as_often_for_three_events_as_for_one(client, colleague, count_queries, number):
    for _ in range(number):
        make_upcoming_event(topics=(make_topic(),), host_department=make_department())

    assert count_queries(lambda: client.get("/?more=1")) == 13


def test_days_that_make_no_sense_are_told_at_their_field_and_narrow_nothing(client, colleague, programme):
    page = main(client.get("/?more=1&since=2031-03-10&until=2031-03-01"))

    assert (page.one("#id_until_error").text, len(page.all("h3"))) == ("Choose a day after the first one.", 3)


@override_settings(PUBLIC_CATALOGUE=True)
@pytest.mark.parametrize("more", ["", "&more=1"])
def test_strangers_learn_no_name_by_trying_out_keys(client, more):
    known, secret, room = make_department("Known", key="known"), make_department("Secret", key="secret"), make_room()
    day = (timezone.now() + timedelta(days=1)).date()
    make_upcoming_event(audience=Audience.PUBLIC, host_department=known)
    make_upcoming_event(host_department=secret, sessions=(session_draft(day, room=room, place=""),))

    page = client.get(f"/?host=known&host=secret&location={room.location.pk}{more}").content.decode()

    assert [name in page for name in ("Known", "Secret", room.location.name)] == [True, False, False]
