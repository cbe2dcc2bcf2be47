"""The catalogue as a calendar: which days, what is on, for whom, and how one gets around."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.http import QueryDict
from django.test import override_settings
from django.utils import timezone, translation

from events import actions as events
from events.enums import Audience
from portal.panels.stretch import Kind, Stretch
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_draft, make_event, make_topic, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
MARCH = "/calendar/?month=2027-03"


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def on(day: int, title: str, start: str = "10:00", end: str = "11:00", **values):
    """An event in March 2027, in Berlin."""
    sessions = (session_draft(date(2027, 3, day), start, end, ends_on=values.pop("ends_on", date(2027, 3, day))),)
    return make_event(title=title, sessions=sessions, at=NOW - timedelta(days=3), **values)


def shown(client, address: str = MARCH) -> dict[str, list[str]]:
    """What stands in each day that is not empty."""
    cells = main(client.get(address)).all("td")
    return {cell.attributes["id"]: cell.texts("a") for cell in cells if cell.all("a")}


def stretch(query: str) -> Stretch:
    return Stretch.from_query(QueryDict(query), at=NOW)


@pytest.mark.parametrize(
    ("query", "kind", "first", "after", "title"),
    [
        ("month=2026-11", "month", "2026-10-26", "2026-12-07", "November 2026"),
        ("month=2027-02", "month", "2027-02-01", "2027-03-01", "February 2027"),
        ("week=2026-W48", "week", "2026-11-23", "2026-11-30", "23 November to 29 November 2026"),
        ("week=2026-W53", "week", "2026-12-28", "2027-01-04", "28 December 2026 to 3 January 2027"),
        ("day=2026-11-24", "day", "2026-11-24", "2026-11-25", "Tuesday 24 November 2026"),
        ("", "month", "2027-03-01", "2027-04-05", "March 2027"),
    ],
)
def test_the_address_names_a_month_a_week_or_a_day(query, kind, first, after, title):
    found = stretch(query)

    assert (found.kind, str(found.first), str(found.after), found.title) == (kind, first, after, title)


@pytest.mark.parametrize(
    "query",
    ["month=2026-13", "month=0001-01", "month=9999-12", "month=٢", "month=%00", "week=2026-W99", "week=", "day=2027-02-30", "month=x&week=y"],
)  # fmt: skip
def test_nonsense_in_the_address_is_this_month(client, colleague, query):
    assert (stretch(query), client.get(f"/calendar/?{query}").status_code) == (stretch("month=2027-03"), 200)


@pytest.mark.parametrize("kind", list(Kind))
def test_before_and_behind_lead_there_and_back(kind):
    here = Stretch.around(date(2026, 12, 31), kind)

    assert (here.next.previous, here.previous.next) == (here, here)


def test_weeks_begin_as_the_language_has_it():
    with translation.override("pt-br"):  # on Sunday
        found = Stretch.around(date(2026, 11, 24), Kind.MONTH)

        assert (str(found.first), str(found.after)) == ("2026-11-01", "2026-12-06")


def test_each_session_stands_on_its_days_and_says_when(client, colleague):
    on(9, "Sums", "14:00", "15:00")
    on(9, "Tea", "09:00", "10:00")
    on(30, "Retreat", "18:00", "12:00", ends_on=date(2027, 4, 1))
    on(11, "To midnight", "20:00", "00:00", ends_on=date(2027, 3, 12))

    assert shown(client) == {
        "d-2027-03-09": ["09:00 Tea", "14:00 Sums"],
        "d-2027-03-11": ["20:00 To midnight"],
        "d-2027-03-30": ["18:00 Retreat"],
        "d-2027-03-31": ["all day Retreat"],
        "d-2027-04-01": ["until 12:00 Retreat"],
    }


def test_days_and_hours_are_those_of_the_reader(client):
    client.force_login(make_user(zone="Pacific/Auckland"))
    on(9, "Late", "18:00", "19:00")

    assert shown(client) == {"d-2027-03-10": ["06:00 Late"]}


def test_a_week_says_where_and_until_when(client, colleague):
    on(10, "Sums")
    on(12, "Links", seats={"online": 5})

    assert shown(client, "/calendar/?week=2027-W10") == {
        "d-2027-03-10": ["10:00–11:00 Sums Elbe 2.04"],
        "d-2027-03-12": ["10:00–11:00 Links Elbe 2.04"],
    }


def test_what_concerns_the_reader_is_said_and_waiting_never_looks_booked(client, colleague):
    seated, waiting, off = on(9, "Seated"), on(9, "Waiting", "11:00", "12:00", capacity=1), on(10, "Off")
    register(waiting, at=NOW)
    for event in (seated, waiting):
        register(event, colleague, at=NOW)
    events.cancel(event=off, message="", by=make_user(), at=NOW)

    links = [link for cell in main(client.get(MARCH)).all("td") for link in cell.all("a")]

    assert [(link.text, link.attributes["class"]) for link in links] == [
        ("10:00 Seated , Confirmed", "on confirmed"),
        ("11:00 Waiting , Waiting", "on waitlisted"),
        ("10:00 Off , Event cancelled", "on called-off"),
    ]


def test_a_full_day_keeps_what_is_the_readers_and_leads_to_all(client, colleague):
    for hour in range(9, 15):
        event = on(9, f"At {hour}", f"{hour:02}:00", f"{hour:02}:30")
    register(event, colleague, at=NOW)

    page = main(client.get(f"{MARCH}&q=at"))

    assert page.one("#d-2027-03-09").texts("a") == [
        "09:00 At 9",
        "10:00 At 10",
        "14:00 At 14 , Confirmed",
        "+3 more , Tuesday 9 March",
    ]
    more = page.one("#d-2027-03-09").all("a")[-1].attributes["href"]
    assert more == "?day=2027-03-09&q=at"
    assert len(main(client.get(f"/calendar/{more}")).one(".agenda").all("li")) == 6


def test_only_what_one_may_read_about_is_there(client, colleague):
    on(9, "Ours")
    on(9, "Theirs", audience=Audience.DEPARTMENTS, departments=(make_department(),))
    on(9, "By its link", is_unlisted=True)
    make_draft(title="A draft", owner=colleague, sessions=(session_draft(date(2027, 3, 9)),))

    assert shown(client) == {"d-2027-03-09": ["10:00 Ours"]}


def test_the_filters_of_the_catalogue_narrow_it_and_the_views_keep_them(client, colleague):
    on(9, "Sums", topics=(make_topic("Money"),))
    on(10, "Tea")

    page = main(client.get(f"{MARCH}&q=money&since=2027-03-20&date=today"))

    assert [cell.attributes["id"] for cell in page.all("td") if cell.all("a")] == ["d-2027-03-09"]
    assert [(link.text, link.attributes["href"].partition("&")[0]) for link in page.all(".switch")[0].all("a")] == [
        ("List", "/?q=money"),
        ("Week", f"/calendar/?week={timezone.localdate():%G-W%V}"),
        ("Month", f"/calendar/?month={timezone.localdate():%Y-%m}"),
    ]
    around = [link.attributes["href"] for link in page.one("nav").all("a")]
    assert (around[0], around[-1]) == ("?month=2027-02&q=money", "?month=2027-04&q=money")


def test_facets_count_what_is_on_in_the_month(client, colleague):
    topic = make_topic("Money")
    for day in (9, 10):
        on(day, "Sums", topics=(topic,))
    make_event(title="April", topics=(topic,), sessions=(session_draft(date(2027, 4, 20)),), at=NOW)

    panel = main(client.get(f"{MARCH}&more=1")).one("#facets")

    assert (panel.all(".stack")[0].texts("a"), panel.all("form")) == (["Money 2"], [])


def test_a_month_with_nothing_says_so_and_leads_on(client, colleague):
    page = main(client.get(f"{MARCH}&q=nothing"))

    assert page.one(".head").texts("p") == ["Nothing fits that search here. Look among all that is to come"]


@pytest.mark.parametrize("number", [1, 3])
def test_a_month_asks_as_often_for_three_events_as_for_one(client, colleague, count_queries, number):
    for day in range(number):
        register(on(9 + day, "Sums", topics=(make_topic(),)), colleague, at=NOW)

    assert count_queries(lambda: client.get(MARCH)) == 5
    assert count_queries(lambda: client.get(f"{MARCH}&q=sums&more=1")) == 9


def test_strangers_see_what_is_public_where_the_site_lets_them(client):
    on(9, "For all", audience=Audience.PUBLIC)
    on(9, "For colleagues")

    assert client.get(MARCH)["Location"] == "/accounts/login/?next=/calendar/%3Fmonth%3D2027-03"
    with override_settings(PUBLIC_CATALOGUE=True):
        assert shown(client) == {"d-2027-03-09": ["10:00 For all"]}


def test_the_switch_night_has_its_own_hours(client, colleague):
    on(28, "Night", "01:30", "03:30")

    assert shown(client, "/calendar/?week=2027-W12") == {"d-2027-03-28": ["01:30–03:30 Night Elbe 2.04"]}
