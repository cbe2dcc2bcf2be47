"""What stands in the catalogue, for whom, and how it is found."""

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.drafts import SpeakerDraft
from events.enums import Audience
from events.models import Event
from tests.factories.accounts import make_department, make_user
from tests.factories.events import (
    make_draft,
    make_event,
    make_many_events,
    make_topic,
    make_upcoming_event,
    session_draft,
)
from tests.factories.interest import make_gathering
from tests.factories.registrations import register
from tests.support.pages import main, read

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def titles(client, query=""):
    return main(client.get(f"/{query}")).texts("h3")


def told(page):
    """What is read out as soon as the page is there."""
    return [one.text for tag in ("p", "div") for one in page.all(tag) if one.attributes.get("role") == "status"]


def test_strangers_are_asked_to_sign_in(client):
    make_upcoming_event(audience=Audience.PUBLIC)

    response = client.get("/?q=tea")

    assert (response.status_code, response["Location"]) == (302, "/accounts/login/?next=/%3Fq%3Dtea")


@override_settings(PUBLIC_CATALOGUE=True)
def test_a_public_site_shows_strangers_what_is_public(client):
    make_upcoming_event(title="For all", audience=Audience.PUBLIC)
    make_upcoming_event(title="For colleagues")

    assert titles(client) == ["For all"]


def test_what_is_to_come_stands_soonest_first(client, colleague):
    make_upcoming_event(title="Later", days=9)
    make_upcoming_event(title="Sooner", days=3)
    make_draft(title="A draft")
    make_event(title="Over", at=timezone.now() - timedelta(days=9), sessions=(session_draft(_day(-2)),))

    assert titles(client) == ["Sooner", "Later"]


def test_another_departments_events_are_not_there(client, colleague):
    department = make_department()
    make_upcoming_event(title="Theirs", audience=Audience.DEPARTMENTS, departments=(department,))

    assert titles(client) == []


def test_days_are_those_of_the_readers_zone(client):
    client.force_login(make_user(zone="Asia/Tokyo"))
    make_upcoming_event(days=3, start="20:00", end="21:00")

    day = main(client.get("/")).one(".day")

    local = timezone.now() + timedelta(days=4)
    assert day.one("h2").text == f"{local:%A} {local.day} {local:%B}"
    assert day.one("time").text in {"04:00–05:00", "03:00–04:00"}  # Berlin's summer time moves it


@pytest.mark.parametrize(("days", "word"), [(0, "today"), (1, "tomorrow")])
def test_the_nearest_days_have_a_name(client, days, word):
    now = timezone.now()
    noon = ZoneInfo(f"Etc/GMT{now.hour - 12:+d}")  # where it is about noon, no day ends while the test runs
    client.force_login(make_user(zone=str(noon)))
    start = now + timedelta(days=days, hours=1)
    event = make_upcoming_event()
    Event.objects.filter(pk=event.pk).update(starts_at=start, ends_at=start + timedelta(minutes=5))

    local = start.astimezone(noon)
    assert main(client.get("/")).one("h2").text == f"{local:%A} {local.day} {local:%B}, {word}"


def test_what_has_begun_and_goes_on_stands_first(client, colleague):
    make_upcoming_event(title="To come", days=2)
    sessions = (session_draft(_day(-3)), session_draft(_day(5)))
    make_event(title="Under way", at=timezone.now() - timedelta(days=9), sessions=sessions)

    page = main(client.get("/"))

    assert page.texts("h3") == ["Under way", "To come"]
    assert page.texts("h2")[0] == "Under way more sessions to come"
    assert page.all(".item__side")[0].text == "Has begun"


def test_each_row_says_when_where_and_who(client, colleague):
    speaker = make_user("Ines Okafor", department=make_department("Finance"))
    make_upcoming_event(sessions=(session_draft(_day(5), "09:30", "11:30"),), speakers=_speakers(speaker))

    assert main(client.get("/")).one(".meta").text == "09:30–11:30 Elbe 2.04 Ines Okafor, Finance"


def test_seats_and_states_are_said(client, colleague):
    _upcoming("open", days=2, capacity=10)
    confirmed = _upcoming("confirmed", days=3, capacity=1)
    waiting = _upcoming("waiting", days=4, capacity=1)
    full = _upcoming("full", days=5, capacity=1)
    _upcoming("unlimited", days=6, capacity=None)
    _upcoming("closed", days=7, capacity=0)
    cancelled = _upcoming("cancelled", days=8)
    at = timezone.now()
    register(confirmed, colleague, at=at)
    for event in (waiting, full):
        register(event, at=at)
        register(event, at=at)
    register(waiting, colleague, at=at)
    events.cancel(event=cancelled, message="", by=make_user(), at=at)

    assert main(client.get("/")).texts(".item__side") == [
        "10 of 10 seats left",
        "Confirmed",
        "Waiting, 2nd 1 of 1 seats taken",
        "Full, 1 waiting",
        "0 coming",
        "No seats offered",
        "Event cancelled",
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("balance", ["Reading a Balance sheet"]),
        ("okafor", ["Reading a Balance sheet"]),
        ("adair", ["Tea for all"]),
        ("water", ["Tea for all"]),
        ("tea adair", ["Tea for all"]),
        ("tea okafor", []),
        ("%", []),
    ],
)
def test_the_search_knows_titles_speakers_and_topics(client, colleague, text, found):
    make_upcoming_event(title="Reading a Balance sheet", speakers=_speakers(make_user("Ines Okafor")))
    make_upcoming_event(title="Tea for all", speakers=_speakers("John Adair"), topics=(make_topic("Water"),))

    assert titles(client, f"?q={text}") == found


def test_filters_narrow_together(client, colleague):
    finance = make_department("Finance", key="finance")
    _upcoming("wanted", days=2, host_department=finance, seats={"online": 5})
    _upcoming("full", days=3, host_department=finance, seats={"online": 0, "room": 0})
    _upcoming("in a room", days=4, host_department=finance)
    _upcoming("theirs", days=5, seats={"online": 5})

    assert titles(client, "?host=finance") == ["wanted", "full", "in a room"]
    assert titles(client, "?format=online") == ["wanted", "theirs"]
    assert titles(client, "?free=1&host=finance") == ["wanted", "in a room"]
    assert titles(client, "?free=1&format=online&host=finance") == ["wanted"]


def test_each_filter_is_a_link_that_keeps_the_others(client, colleague):
    _upcoming("any", days=2, host_department=make_department("Finance", key="finance"))

    chips = main(client.get("/?q=any&free=1&host=finance&page=2")).all(".chip")

    assert [(chip.text, chip.attributes["href"], "aria-current" in chip.attributes) for chip in chips] == [
        ("All filters", "?q=any&free=1&host=finance&more=1", False),
        ("Seats left", "?q=any&host=finance", True),
        ("For me", "?q=any&free=1&mine=1&host=finance", False),
        ("Fits my calendar", "?q=any&free=1&fits=1&host=finance", False),
        ("Online", "?q=any&free=1&host=finance&format=online", False),
        ("Finance", "?q=any&free=1", True),
    ]


@pytest.mark.parametrize(
    "query",
    ["?page=0", "?page=-1", "?page=x", "?page=٣", "?page=99999999", "?page=12345", "?q=%00", "?q=" + "a" * 5000, "?host=%00", "?host=nobody&host=x"],
)  # fmt: skip
def test_nonsense_in_the_address_is_no_error(client, colleague, query):
    make_upcoming_event()

    assert client.get(f"/{query}").status_code == 200


def test_nothing_at_all_says_how_to_begin(client, colleague):
    page = main(client.get("/"))

    assert page.one(".empty").one("h2").text == "Nothing in the catalogue yet"
    assert [link.attributes["href"] for link in page.all("a")] == [reverse("event-new"), reverse("board")]


@pytest.mark.parametrize(("address", "start"), [("/?page=9", "?"), ("/?q=pumps&page=9", "?q=pumps")])
def test_page_behind_the_end_leads_back_to_the_beginning(client, colleague, address, start):
    make_upcoming_event(title="Pumps")

    page = main(client.get(address))

    assert page.one(".empty").one("h2").text == "The list ends before this page"
    assert [link.attributes["href"] for link in page.one(".empty").all("a")] == [start]
    assert "Show earlier ones" not in page.text


def test_nothing_found_says_how_to_go_on(client, colleague):
    make_upcoming_event()

    page = main(client.get("/?q=nothing"))

    assert page.one(".empty").one("h2").text == "Nothing fits that search"
    assert page.one("#id_q").attributes["value"] == "nothing"


def test_long_lists_come_in_pages(client, colleague):
    make_many_events(13, owner=colleague)

    first, second = main(client.get("/")), main(client.get("/?page=2"))

    assert (len(first.all("h3")), first.texts(".btn")) == (12, ["Search", "Show more"])
    assert (second.texts("h3"), second.texts(".btn")) == (["Many 12"], ["Search", "Show earlier ones"])


@pytest.mark.parametrize("number", [10, 1_000])
def test_the_number_of_queries_does_not_follow_the_number_of_events(client, colleague, count_queries, number):
    make_many_events(number, owner=colleague)
    make_gathering(colleague)
    register(make_upcoming_event(days=2), colleague, at=timezone.now())
    register(full := make_upcoming_event(days=4, capacity=1), at=timezone.now())
    register(full, colleague, at=timezone.now())

    assert count_queries(lambda: client.get("/")) == 10
    assert count_queries(lambda: client.get("/?q=many&free=1&page=1")) == 10


def test_times_follow_the_language(client):
    client.force_login(make_user(language="de"))
    make_upcoming_event(days=3)

    page = read(client.get("/"))

    assert page.one("html").attributes["lang"] == "de"


def _day(days):
    return (timezone.now() + timedelta(days=days)).date()


def _upcoming(title, *, days, **values):
    return make_upcoming_event(title=title, days=days, **values)


def _speakers(*people):
    return tuple(SpeakerDraft(name=one) if isinstance(one, str) else SpeakerDraft(user=one) for one in people)


def test_what_says_it_best_stands_first_and_by_date_on_request(client, colleague):
    make_upcoming_event(title="Sooner", days=2, description="Only **here** a balance is meant.")
    make_upcoming_event(title="Later, a balance", days=9)

    best, by_date = main(client.get("/?q=balance")), main(client.get("/?q=balance&order=date"))

    assert (best.texts("h3"), by_date.texts("h3")) == (["Later, a balance", "Sooner"], ["Sooner", "Later, a balance"])
    assert best.texts("mark") == ["balance", "balance"]
    assert best.texts(".excerpt") == ["Only here a balance is meant."]
    assert [link.attributes["href"] for link in best.all(".switch")[0].all("a")] == [
        "?q=balance",
        "?q=balance&order=date",
    ]


def test_what_is_marked_is_still_escaped(client, colleague):
    make_upcoming_event(title="<b>Balance</b> & <script>", description="<img src=x onerror=balance>")

    page = client.get("/?q=b").content.decode()

    assert ("&lt;<mark>b</mark>&gt;Balance&lt;/<mark>b</mark>&gt; &amp; &lt;script&gt;" in page) is True


def test_the_search_never_tells_of_what_one_may_not_see(client, colleague):
    legal = make_department("Legal")
    make_upcoming_event(title="Balance", audience=Audience.DEPARTMENTS, departments=(legal,))
    make_draft(title="Balance")
    make_upcoming_event(title="Unlisted balance", is_unlisted=True)

    for text in ("balance", "balence"):
        page = main(client.get(f"/?q={text}"))
        assert (page.texts("h3"), told(page), page.one(".empty").one("h2").text) == (
            [],
            [],
            "Nothing fits that search",
        )


def test_a_mistyped_word_is_put_right_and_said_so(client, colleague):
    make_upcoming_event(title="Die Übung mit Bilanzen")

    page = main(client.get("/?q=ubnug"))

    assert told(page) == ["One event fits.", "Nothing says “ubnug”. These say “Übung”."]
    assert (page.texts("h3"), page.one("#id_q").attributes["value"]) == (["Die Übung mit Bilanzen"], "ubung")
