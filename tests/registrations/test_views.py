"""Taking a seat and giving it back, click by click."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from events.enums import Audience
from jobs.models import Heartbeat
from outbox import transport
from outbox.enums import Delay
from registrations import actions
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_draft, make_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main, read

pytestmark = pytest.mark.django_db

CONFIRMED, WAITLISTED, CANCELLED = (
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.WAITLISTED,
    RegistrationStatus.CANCELLED,
)


@pytest.fixture
def colleague(client):
    user = make_user("Mara Lindqvist")
    client.force_login(user)
    return user


def click(client, name, event, *, htmx=False, **data):
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse(name, args=[event.slug]), data, headers=headers, follow=True)


def statuses(event):
    return list(event.registrations.order_by("pk").values_list("status", flat=True))


def notices(response):
    return read(response).one("#notices").texts(".note")


def test_a_click_takes_a_seat(client, colleague):
    event = make_upcoming_event()

    response = click(client, "register", event, pool="room")

    assert response.redirect_chain == [(event.get_absolute_url(), 302)]
    assert notices(response) == ["The seat is yours. The invitation is on its way to you by mail."]
    assert main(response).one("#registration-panel").texts(".state") == ["Confirmed"]
    assert [(row.user, row.status) for row in event.registrations.all()] == [(colleague, CONFIRMED)]


def test_whoever_takes_a_seat_while_mail_is_delayed_is_told_so(client, colleague):
    Heartbeat.objects.create(cluster="roundtable", beat_at=timezone.now(), trouble="The mail server is away")

    response = click(client, "register", make_upcoming_event(), pool="room")

    assert notices(response) == [
        "The seat is yours. Mail is delayed at the moment. It follows by itself; there is nothing you need to do."
    ]


def test_whoever_waits_while_no_mail_leaves_is_told_so(client, colleague, settings):
    settings.EMAIL_BACKEND = transport.DUMMY
    event = make_upcoming_event(capacity=1)
    register(event, at=timezone.now())

    response = click(client, "register", event, pool="room")

    assert notices(response) == [f"You are on the list; this page shows where you stand. {Delay.NO_SERVER.label}"]


def test_a_click_on_a_full_event_joins_the_line(client, colleague):
    event = make_upcoming_event(capacity=1)
    register(event, at=timezone.now())

    response = click(client, "register", event, pool="room")

    assert notices(response) == ["You are on the list. We write to you as soon as a seat is yours."]
    assert main(response).one("#registration-panel").texts(".state") == ["Waiting, 1st of 1"]


def test_with_script_only_the_panel_is_swapped_and_says_the_same(client, colleague):
    event = make_upcoming_event()

    response = click(client, "register", event, htmx=True, pool="room")

    page = read(response)
    assert response.redirect_chain == [(reverse("registration-panel", args=[event.slug]), 302)]
    assert [child.attributes["id"] for child in page.children if not isinstance(child, str)] == ["registration-panel"]
    assert page.texts(".note") == ["The seat is yours. The invitation is on its way to you by mail."]
    assert page.texts(".state") == ["Confirmed"]


def test_a_double_click_is_harmless(client, colleague):
    event = make_upcoming_event()

    click(client, "register", event, pool="room")
    again = click(client, "register", event, pool="room")

    assert (notices(again), statuses(event), event.pools.get().seats_taken) == ([], [CONFIRMED], 1)


def test_cancelling_twice_frees_one_seat(client, colleague):
    event = make_upcoming_event(capacity=2)
    register(event, colleague, at=timezone.now())
    register(event, at=timezone.now())
    waiting = register(event, at=timezone.now())

    first, second = click(client, "registration-cancel", event), click(client, "registration-cancel", event)

    assert (notices(first), notices(second)) == (["Done. Thank you for making room."], [])
    assert (statuses(event), event.pools.get().seats_taken) == ([CANCELLED, CONFIRMED, CONFIRMED], 2)
    waiting.refresh_from_db()
    assert waiting.status == CONFIRMED


def test_from_my_seminars_one_comes_back_there(client, colleague):
    event = make_upcoming_event()
    register(event, colleague, at=timezone.now())

    response = click(client, "registration-cancel", event, back="my-seminars")

    assert response.redirect_chain == [(reverse("my-seminars"), 302)]


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "admin:index"])
def test_nobody_is_sent_elsewhere(client, colleague, back):
    event = make_upcoming_event()
    register(event, colleague, at=timezone.now())

    response = click(client, "registration-cancel", event, back=back)

    assert response.redirect_chain == [(event.get_absolute_url(), 302)]


@pytest.mark.parametrize("htmx", [False, True])
def test_a_refusal_is_said(client, colleague, htmx):
    event = make_event(at=timezone.now() - timedelta(days=9), sessions=(_session(-1), _session(1)))

    response = click(client, "register", event, htmx=htmx, pool="room")

    assert read(response).texts(".note--danger")[0] == "This event has already started."
    assert statuses(event) == []


def test_after_the_deadline_a_seat_is_kept(client, colleague):
    event = make_upcoming_event(days=1, cancellation_hours=99)
    register(event, colleague, at=timezone.now())

    response = click(client, "registration-cancel", event)

    assert notices(response) == ["The deadline for cancelling has passed. Please write to the organiser."]
    assert statuses(event) == [CONFIRMED]


@pytest.mark.parametrize("pool", ["", "online", "1", "room'", "\x00"])
def test_a_kind_of_seat_that_is_not_there_is_refused(client, colleague, pool):
    event = make_upcoming_event()

    response = click(client, "register", event, pool=pool)

    assert (notices(response), statuses(event)) == (["Choose which kind of seat you want."], [])


def test_seats_of_another_event_are_out_of_reach(client, colleague):
    make_upcoming_event(seats={"online": 3})
    event = make_upcoming_event(seats={"room": 3})

    click(client, "register", event, pool="online")

    assert Registration.objects.count() == 0


@pytest.mark.parametrize("name", ["register", "registration-cancel", "registration-panel"])
def test_what_one_may_not_see_does_not_exist(client, colleague, name):
    theirs = make_upcoming_event(audience=Audience.DEPARTMENTS, departments=(make_department(),))
    ask = client.get if name == "registration-panel" else client.post

    found = [ask(reverse(name, args=[event.slug]), {"pool": "room"}) for event in (theirs, make_draft())]

    assert [response.status_code for response in found] == [404, 404]


def test_cancelling_what_one_never_had_is_404(client, colleague):
    event = make_upcoming_event()
    register(event, at=timezone.now())

    assert client.post(reverse("registration-cancel", args=[event.slug])).status_code == 404


@pytest.mark.parametrize(
    ("headers", "way_back"),
    [
        ({}, "/"),
        ({"Referer": "http://testserver/e/one/?from=mail"}, "/e/one/%3Ffrom%3Dmail"),
        ({"Referer": "https://elsewhere.example/e/one/"}, "/"),
    ],
)
def test_strangers_sign_in_first_and_come_back_to_a_page(client, headers, way_back):
    event = make_upcoming_event()

    response = client.post(reverse("register", args=[event.slug]), {"pool": "room"}, headers=headers)

    assert (response["Location"], statuses(event)) == (f"/accounts/login/?next={way_back}", [])


def test_a_click_after_the_sign_in_has_ended_leads_to_the_sign_in_page(client):
    event = make_upcoming_event()
    headers = {"HX-Request": "true", "HX-Current-URL": f"http://testserver{event.get_absolute_url()}"}

    response = client.post(reverse("register", args=[event.slug]), {"pool": "room"}, headers=headers)

    found = (response.status_code, response["HX-Redirect"], response.content, statuses(event))
    assert found == (200, f"/accounts/login/?next={event.get_absolute_url()}", b"", [])


@pytest.mark.parametrize("name", ["register", "registration-cancel"])
def test_reading_changes_nothing(client, colleague, name):
    event = make_upcoming_event()

    assert client.get(reverse(name, args=[event.slug])).status_code == 405


def test_whoever_has_a_seat_sees_the_event_whatever_its_audience(client, colleague):
    event = make_upcoming_event(audience=Audience.DEPARTMENTS, departments=(make_department(),))
    actions.add(event=event, participant=colleague, pool=event.pools.get(), by=make_user(), at=timezone.now())

    click(client, "registration-cancel", event)

    assert statuses(event) == [CANCELLED]


def _session(days, **values):
    return session_draft((timezone.now() + timedelta(days=days)).date(), **values)
