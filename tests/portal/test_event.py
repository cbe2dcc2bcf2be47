"""The page of one event, in each of its states."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone

from events import actions as events
from events.drafts import SpeakerDraft
from events.enums import Audience, RoleKind
from events.models import Event
from feedback import actions as feedback
from portal.panels.event import EventPage
from registrations import actions
from registrations.enums import Mark
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_draft, make_past_event, make_room, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist", department=make_department("Product"))
    client.force_login(user)
    return user


def show(client, event):
    return main(client.get(event.get_absolute_url()))


def panel(client, event):
    return show(client, event).one("#registration-panel")


def buttons(client, event):
    return panel(client, event).texts("button")


def day(days):
    return (timezone.now() + timedelta(days=days)).date()


def test_strangers_are_asked_to_sign_in_whether_it_exists_or_not(client):
    event = make_upcoming_event()

    answers = [client.get(address) for address in (event.get_absolute_url(), "/e/nothing/")]

    assert [answer["Location"] for answer in answers] == [
        f"/accounts/login/?next={event.get_absolute_url()}",
        "/accounts/login/?next=/e/nothing/",
    ]


@override_settings(PUBLIC_CATALOGUE=True)
def test_a_public_event_can_be_read_by_strangers(client):
    event = make_upcoming_event(audience=Audience.PUBLIC, shows_participants=True)
    register(event, make_user("Listed", is_listed=True), at=timezone.now())

    page = show(client, event)

    assert page.one("#registration-panel").texts("a") == ["Sign in to register"]
    assert page.one("#registration-panel").texts("button") == []
    assert page.texts("h2") == ["9 of 10 seats left", "Who teaches"][:1]


def test_what_one_may_not_see_does_not_exist(client, colleague):
    theirs = make_upcoming_event(audience=Audience.DEPARTMENTS, departments=(make_department(),))
    draft = make_draft()

    statuses = [client.get(event.get_absolute_url()).status_code for event in (theirs, draft)]
    files = [client.get(reverse("event-calendar", args=[event.slug])).status_code for event in (theirs, draft)]

    assert (statuses, files) == ([404, 404], [404, 404])


def test_the_facts_say_what_when_where_and_who(client, colleague):
    finance = make_department("Finance")
    event = make_upcoming_event(
        title="Reading a balance sheet",
        kind="workshop",
        host_department=finance,
        speakers=(SpeakerDraft(user=make_user("Ines Okafor", department=finance)), SpeakerDraft(name="Ada Guest")),
        sessions=(session_draft(day(5), "09:30", "11:30", place="", room=make_room("Elbe 2.04")),),
    )
    location = event.sessions.get().room.location.name
    local = timezone.localtime(event.starts_at)

    page = show(client, event)

    assert (page.one("h1").text, page.one(".event__facts").all("p")[0].text) == (
        "Reading a balance sheet",
        "Workshop, hosted by Finance",
    )
    assert page.one(".facts").texts("dd") == [
        f"{local:%A} {local.day} {local:%B}, 09:30–11:30",
        f"{location} time, which is yours too",
        f"Elbe 2.04, {location}",
        "Ines Okafor and Ada Guest",
        "Finance",
    ]


def test_another_zone_is_named(client):
    client.force_login(make_user(zone="Asia/Tokyo"))
    event = make_upcoming_event(sessions=(session_draft(day(5), "09:00", "10:00", zone="America/New_York"),))

    texts = show(client, event).one(".facts").texts("dd")

    there = timezone.localtime(event.starts_at, timezone.get_fixed_timezone(0)).date()
    assert texts[1] == f"In New York: {there:%A} {there.day} {there:%B}, 09:00–10:00"
    assert texts[0].partition(", ")[2] in {"23:00–00:00", "22:00–23:00"} or "to" in texts[0]


def test_another_language_is_named(client, colleague):
    event = make_upcoming_event(language="de")

    assert show(client, event).one(".facts").texts("dd")[-1] == "In German"


def test_several_sessions_stand_in_a_programme(client, colleague):
    event = make_upcoming_event(
        sessions=(session_draft(day(3), place="Elbe 2.04"), session_draft(day(10), place="", join_url="https://v.example/1"))
    )  # fmt: skip

    page = show(client, event)

    assert [row.all("div")[2].text for row in page.one("ol").all("li")] == ["Elbe 2.04", "Online"]
    assert page.one(".facts").texts("dd")[0].partition(" next on ")[0] == "2 sessions,"


def test_the_description_is_cleaned_markdown(client, colleague):
    event = make_upcoming_event(description="# Bring\n\n*a* [question](https://example.org)<script>alert(1)</script>")

    text = show(client, event).one(".event__text")

    assert text.texts("h2") == ["Bring"]
    assert (text.texts("em"), text.all("script")) == (["a"], [])
    assert text.one("a").attributes["rel"] == "nofollow noopener noreferrer"


def test_feedback_is_asked_for_where_it_is_due(client, colleague):
    event = make_past_event(at=timezone.now(), days_ago=3)
    registration = register(event, colleague, at=timezone.now() - timedelta(days=5))
    _mark(event, registration, Mark.PRESENT)
    feedback.open_form(event=event, at=timezone.now())

    links = show(client, event).one(".event__panel").all("a")

    assert [(link.text, link.attributes["href"]) for link in links] == [
        ("Give feedback", reverse("feedback", args=[event.slug]))
    ]


def test_the_online_link_is_for_those_with_a_seat_and_the_team(client, colleague):
    owner = make_user()
    event = make_upcoming_event(owner=owner, sessions=(session_draft(day(4), join_url="https://v.example/secret"),))
    address = event.get_absolute_url()

    before = b"v.example" in client.get(address).content
    place = register(event, colleague, at=timezone.now())
    after = panel(client, event).all("a")
    client.force_login(owner)
    team = show(client, event)

    assert before is False
    assert [(link.text, link.attributes["href"]) for link in after] == [
        ("Join online", event.sessions.get().join_path),
        ("My check-in code", reverse("check-in-code", args=[place.check_in_token])),
        ("Give my seat to a colleague", reverse("hand-over", args=[event.slug])),
    ]
    assert event.sessions.get().join_path in [link.attributes["href"] for link in team.all("a")]


def test_those_who_wait_do_not_get_the_online_link(client, colleague):
    event = make_upcoming_event(capacity=1, sessions=(session_draft(day(4), join_url="https://v.example/secret"),))
    register(event, at=timezone.now())
    register(event, colleague, at=timezone.now())

    assert b"v.example" not in client.get(event.get_absolute_url()).content


def test_only_names_of_those_who_agreed_are_shown_and_only_where_the_event_does(client, colleague):
    shown, hidden = make_upcoming_event(shows_participants=True), make_upcoming_event()
    for event in (shown, hidden):
        register(event, make_user("Listed", is_listed=True), at=timezone.now())
        register(event, make_user("Unlisted"), at=timezone.now())

    assert show(client, shown).one(".event__text").texts(".person") == ["L Listed"]
    assert b"Listed" not in client.get(hidden.get_absolute_url()).content


def test_the_mix_of_departments_is_shown(client, colleague):
    event = make_upcoming_event()
    finance, legal = make_department("Finance"), make_department("Legal")
    for department in (finance, legal, legal):
        register(event, make_user(department=department), at=timezone.now())

    assert show(client, event).one(".event__panel").texts(".aside") == ["2 departments so far Legal Finance"]


def test_the_team_sees_a_draft_as_it_will_be(client):
    owner, helper = make_user(), make_user()
    draft = make_draft(owner=owner, sessions=(session_draft(day(4)),))
    events.set_role(event=draft, user=helper, kind=RoleKind.HELPER, by=owner, at=timezone.now())
    client.force_login(helper)

    page = show(client, draft)

    assert page.one(".event__facts").all(".note")[0].text.startswith("This is a draft: only its team sees this page.")
    assert page.one("#registration-panel").texts(".note") == [
        "A preview: registration opens when the event is published."
    ]
    assert page.texts("button") == []


def test_a_draft_without_a_date_can_be_read(client):
    owner = make_user()
    client.force_login(owner)

    assert client.get(make_draft(owner=owner, sessions=()).get_absolute_url()).status_code == 200


def test_the_sessions_can_be_put_into_any_calendar(client, colleague):
    event = make_upcoming_event(title="Tea", sessions=(session_draft(day(3)), session_draft(day(4))))

    response = client.get(reverse("event-calendar", args=[event.slug]))

    assert (response["Content-Type"], response["Content-Disposition"]) == (
        "text/calendar; charset=utf-8",
        'attachment; filename="tea.ics"',
    )
    lines = response.content.decode().splitlines()
    assert sorted(line for line in lines if line.startswith("UID:")) == sorted(
        f"UID:{uid}" for uid in event.sessions.values_list("uid", flat=True)
    )
    assert [line for line in lines if "ATTENDEE" in line] == []


@pytest.mark.parametrize(
    ("days", "said"),
    [(0, "Ended today"), (1, "Ended yesterday"), (9, "Ended 9 days ago"), (61, "")],
)
def test_what_is_over_says_since_when(days, said):
    ended_at = datetime(2026, 5, 4, 12, tzinfo=UTC)
    event = Event(starts_at=ended_at - timedelta(hours=1), ends_at=ended_at)

    page = EventPage(event=event, at=ended_at + timedelta(days=days), registration=None)

    assert page.ended == said


def test_what_is_over_speaks_of_the_past(client, colleague):
    event = make_past_event(at=timezone.now(), description="Tea.", speakers=(SpeakerDraft(user=make_user()),))

    page = show(client, event)

    assert page.texts("h2") == ["This event is over", "What it was about", "Who taught", "Hear of more like this"]
    assert page.one("#registration-panel").texts("a") == ["Find another event"]


def test_who_came_too_late_is_sent_on(client, colleague):
    event = make_upcoming_event()
    Event.objects.filter(pk=event.pk).update(starts_at=timezone.now() - timedelta(minutes=5))

    shown = panel(client, event)
    assert (shown.texts("h2"), shown.texts("a")) == (["This event has already started."], ["Find another event"])


def test_what_is_called_off_sends_people_on(client, colleague):
    event = make_upcoming_event()
    events.cancel(event=event, by=make_user(), message="", at=timezone.now())

    assert panel(client, event).texts("a") == ["Find another event"]


def test_a_place_on_the_waiting_list_goes_into_no_calendar(client, colleague):
    event = make_upcoming_event(seats={"room": 1})
    register(event, make_user(), at=timezone.now())
    register(event, colleague, at=timezone.now())

    assert "Add to my calendar" not in show(client, event).text


@pytest.mark.parametrize("number", [1, 30])
def test_the_number_of_queries_is_constant(client, colleague, count_queries, number):
    speakers = tuple(SpeakerDraft(user=make_user()) for _ in range(min(number, 5)))
    sessions = tuple(session_draft(day(3 + each)) for each in range(min(number, 10)))
    event = make_upcoming_event(
        shows_participants=True, seats={"room": number, "online": None}, speakers=speakers, sessions=sessions
    )
    for _ in range(number + 1):
        register(event, make_user(is_listed=True, department=make_department()), at=timezone.now())
    address = event.get_absolute_url()

    as_reader = count_queries(lambda: client.get(address))
    register(event, colleague, at=timezone.now())
    as_waiting = count_queries(lambda: client.get(address))

    assert (as_reader, as_waiting) == (5, 8)


def test_an_event_that_is_over_takes_as_many_queries(client, colleague, count_queries):
    event = make_past_event(at=timezone.now(), shows_participants=True)
    registration = register(event, colleague, at=timezone.now() - timedelta(days=5))
    _mark(event, registration, Mark.PRESENT)

    assert (
        count_queries(lambda: client.get(event.get_absolute_url())) == 10
    )  # one asks for a certificate, one for what became of the feedback


def _mark(event: Event, registration, mark):
    session = event.sessions.get()
    actions.mark(event=event, session=session, marks={registration.pk: mark}, by=make_user(), at=timezone.now())
