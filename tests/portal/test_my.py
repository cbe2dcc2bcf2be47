"""My seminars: what is mine, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accounts.models import User
from events import actions as events
from events.drafts import SpeakerDraft
from events.enums import PoolKind
from events.models import Pool, Session
from feedback import actions as feedback
from portal.panels.my import hours_of
from registrations import actions
from registrations.enums import Mark
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_event, make_past_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist", department=make_department("Product"))
    client.force_login(user)
    return user


def show(client, query=""):
    return main(client.get(f"/my/{query}"))


def day(days):
    return (timezone.now() + timedelta(days=days)).date()


def attended(person, mark=Mark.PRESENT, *, days_ago=3, **values):
    at = timezone.now()
    event = make_past_event(at=at, days_ago=days_ago, **values)
    registration = register(event, person, at=at - timedelta(days=days_ago + 3))
    if mark:
        actions.mark(event=event, session=event.sessions.get(), marks={registration.pk: mark}, by=make_user(), at=at)
    return event


def test_strangers_sign_in_first(client):
    assert client.get("/my/")["Location"] == "/accounts/login/?next=/my/"


def test_nothing_yet_says_where_to_find_something(client, colleague):
    page = show(client)

    assert page.one(".empty").one("h2").text == "No seminar yet"
    assert page.one(".empty").one("a").attributes["href"] == "/"


def test_the_next_seat_stands_first_with_the_way_out(client, colleague):
    for title, days in (("Later", 9), ("Next", 4)):
        register(make_upcoming_event(title=title, days=days), colleague, at=timezone.now())
    register(make_upcoming_event(title="Of somebody else"), at=timezone.now())

    page = show(client)

    assert page.one(".panel--lift").one("h2").text == "Next"
    assert page.one(".panel--lift").all("p")[0].text in {"Next, in 4 days", "Next, in 3 days", "Next, in 5 days"}
    assert page.one(".panel--lift").texts("button") == ["Cancel my seat"]
    assert page.texts("h3") == ["Later"]


def test_the_next_seat_in_a_room_leads_to_its_code_and_one_online_does_not(client, colleague):
    event = make_upcoming_event()
    place = register(event, colleague, at=timezone.now())
    address = reverse("check-in-code", args=[place.check_in_token])
    in_room = address in client.get("/my/").content.decode()
    Pool.objects.filter(pk=place.pool_id).update(kind=PoolKind.ONLINE)

    assert (in_room, address in client.get("/my/").content.decode()) == (True, False)


def test_of_several_sessions_the_next_one_counts(client, colleague):
    event = make_event(
        title="Three mornings",
        at=timezone.now() - timedelta(days=20),
        sessions=(session_draft(day(-7)), session_draft(day(3)), session_draft(day(6))),
    )
    register(event, colleague, at=timezone.now() - timedelta(days=15))
    register(make_upcoming_event(title="Before that", days=2), colleague, at=timezone.now())

    page = show(client)

    assert page.one(".panel--lift").one("h2").text == "Before that"
    assert page.texts("h3") == ["Three mornings"]


def test_under_way_offers_the_online_link_and_says_why_it_can_not_be_given_back(client, colleague):
    at = timezone.now()
    sessions = (
        session_draft(day(-1), join_url="https://v.example/1"),
        session_draft(day(1), join_url="https://v.example/2"),
    )
    register(make_event(at=at - timedelta(days=9), sessions=sessions), colleague, at=at - timedelta(days=8))

    panel = show(client).one(".panel--lift")

    assert [link.attributes["href"] for link in panel.all(".btn")] == [
        reverse("check-in-code", args=[Registration.objects.get().check_in_token]),
        Session.objects.get(join_url="https://v.example/2").join_path,
    ]
    assert panel.one("footer").all("span")[1].text == "This event has already started."


def test_waiting_says_place_and_reason(client, colleague):
    event = make_upcoming_event(title="Full", capacity=1)
    for person in (None, None, colleague):
        register(event, person, at=timezone.now())

    row = show(client).one(".rows").one("li")

    assert (row.one("h3").text, row.one("p").text) == ("Full", "All seats are taken. One colleague joined before you.")
    assert (row.texts(".state"), row.texts("button")) == (["Waiting, 2nd"], ["Leave the list Full"])


def test_what_was_called_off_stands_until_its_day(client, colleague):
    event = make_upcoming_event(title="Called off")
    register(event, colleague, at=timezone.now())
    events.cancel(event=event, message="", by=make_user(), at=timezone.now())

    page = show(client)

    assert (page.texts("h3"), page.texts(".state")) == (["Called off"], ["Event cancelled"])


def test_what_was_called_off_stands_among_the_others_by_date(client, colleague):
    for title, days in (("Next", 3), ("Called off", 4), ("Later", 5)):
        event = make_upcoming_event(title=title, days=days)
        register(event, colleague, at=timezone.now())
        if title == "Called off":
            events.cancel(event=event, message="", by=make_user(), at=timezone.now())

    assert show(client).texts("h3") == ["Called off", "Later"]


def test_what_was_given_back_is_gone(client, colleague):
    registration = register(make_upcoming_event(), colleague, at=timezone.now())
    actions.cancel(registration=registration, by=colleague, at=timezone.now())

    assert show(client).one(".empty").one("h2").text == "No seminar yet"


def test_feedback_is_asked_for(client, colleague):
    event = attended(colleague, title="Tea")
    feedback.open_form(event=event, at=timezone.now())

    section = show(client).all("section")[0]

    assert (section.one("h2").text, section.one("h3").text) == ("Feedback due", "Tea")
    assert section.one(".btn").attributes["href"] == reverse("feedback", args=[event.slug])


def test_what_was_stands_with_its_attendance(client, colleague):
    finance = make_department("Finance")
    attended(colleague, Mark.ABSENT, days_ago=9, title="Missed")
    attended(colleague, Mark.PRESENT, days_ago=5, title="Attended", host_department=finance)
    attended(colleague, None, days_ago=3, title="Unmarked")

    rows = show(client).all("li")

    assert [(row.one("h3").text, row.all(".row")[-1].text) for row in rows] == [
        ("Unmarked", "Not marked"),
        ("Attended", "Present"),
        ("Missed", "Absent"),
    ]
    assert rows[1].one("p").text.endswith(", 1 h, Finance")


def test_long_histories_come_in_pages(client, colleague):
    for number in range(21):
        attended(colleague, None, days_ago=3 + number)

    assert [len(show(client, query).all("li")) for query in ("", "?page=2", "?page=x", "?page=99")] == [20, 1, 20, 1]


def test_figures_count_this_year_and_whom_one_met(client, colleague):
    at = timezone.now()
    event = attended(colleague, days_ago=2)
    for name in ("Finance", "Legal"):
        register(event, make_user(department=make_department(name)), at=at - timedelta(days=4))
    attended(colleague, Mark.ABSENT, days_ago=3)
    attended(colleague, days_ago=400)

    User.objects.filter(registrations__event=event).update(department=make_department("Sales"))  # moved since

    figures = show(client).one(".figures")

    year = timezone.localtime(at - timedelta(days=2)).year
    if year == timezone.localtime(at).year:
        assert figures.texts("dd") == ["1", "1 hour", "2", "besides your own"]
        assert figures.texts("dt") == [f"Seminars in {year}", "Departments met"]


def test_the_calendar_address_is_offered(client, colleague):
    assert show(client).one("#subscription").texts("button") == ["Make my calendar address"]


@pytest.mark.parametrize("number", [1, 3])
def test_the_number_of_queries_is_constant(client, colleague, count_queries, number):
    at = timezone.now()
    for each in range(number):
        register(make_upcoming_event(days=3 + each), colleague, at=at)
        full = make_upcoming_event(days=9 + each, capacity=1)
        register(full, at=at)
        register(full, colleague, at=at)
        feedback.open_form(event=attended(colleague, days_ago=3 + each), at=at)
        make_upcoming_event(days=20 + each, speakers=(SpeakerDraft(user=colleague),))

    assert count_queries(lambda: client.get("/my/")) == 17


@pytest.mark.parametrize(("lengths", "hours"), [((60,), 1), ((90, 60), 2.5), ((50,), 1), ((20,), 0.5), ((), 0)])
def test_hours_are_told_to_the_half(lengths, hours):
    at = timezone.now()
    sessions = [Session(starts_at=at, ends_at=at + timedelta(minutes=minutes)) for minutes in lengths]

    assert hours_of(sessions) == hours
