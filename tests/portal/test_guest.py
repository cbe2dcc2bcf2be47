"""A guest's signed link: their own event, their own place, and nothing else."""

from datetime import timedelta

import pytest
from django.utils import timezone

from registrations import actions, links
from registrations.enums import RegistrationStatus
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import make_past_event, make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main, read

pytestmark = pytest.mark.django_db

CONFIRMED, CANCELLED = RegistrationStatus.CONFIRMED, RegistrationStatus.CANCELLED


def invite(event, **values):
    guest = make_guest(**values)
    registration = actions.add_guest(
        event=event, guest=guest, pool=event.pools.get(), by=make_user(), at=timezone.now()
    )
    return registration, links.guest_url(registration).removeprefix("http://testserver")


def test_a_guest_reads_their_own_event(client):
    event = make_upcoming_event(title="Tea", sessions=(_session(5, join_url="https://v.example/1"),))
    _registration, address = invite(event, name="Ada Guest")

    response = client.get(address)

    page = main(response)
    assert (page.one("h1").text, page.one(".event__facts").all("p")[0].text) == ("Tea", "For Ada Guest")
    assert page.texts(".state") == ["Confirmed"]
    assert [link.attributes["href"] for link in read(response).all("a")] == [
        "#main",
        f"{address}join/{event.sessions.get().token}/",
        f"{address}code/",
    ]


def test_a_guest_reads_it_in_their_own_language_and_zone(client):
    event = make_upcoming_event(sessions=(_session(5, start="10:00", end="11:00"),))
    _registration, address = invite(event, language="de", zone="Asia/Tokyo")

    page = read(client.get(address))

    assert page.one("html").attributes["lang"] == "de"
    said = page.one(".facts").all("dd")[0].text.removesuffix("Uhr").rstrip()
    assert said.partition(", ")[2][-11:] in {"18:00–19:00", "17:00–18:00"}


def test_a_guest_gives_the_seat_back(client):
    event = make_upcoming_event()
    registration, address = invite(event)

    response = client.post(f"{address}cancel/", follow=True)
    again = client.post(f"{address}cancel/", follow=True)

    registration.refresh_from_db()
    assert (registration.status, response.redirect_chain) == (CANCELLED, [(address, 302)])
    assert main(response).one("h2").text == "You are not on the list any more"
    assert main(again).texts("button") == []


def test_a_guest_learns_why_it_is_too_late(client):
    event = make_upcoming_event(days=1, cancellation_hours=99)
    _registration, address = invite(event)

    response = client.post(f"{address}cancel/", follow=True, headers={"Accept-Language": "de"})

    assert read(response).one("#notices").texts(".note") == [
        "The deadline for cancelling has passed. Please write to the organiser."
    ]


@pytest.mark.parametrize(
    "forge", [lambda text: text[:-3] + "abc", lambda _text: "x", lambda text: text.replace(":", "", 1)]
)
def test_a_forged_link_is_404(client, forge):
    registration, address = invite(make_upcoming_event())
    signed = address.split("/")[2]

    found = [client.get(f"/g/{forge(signed)}/"), client.post(f"/g/{forge(signed)}/cancel/")]

    registration.refresh_from_db()
    assert ([response.status_code for response in found], registration.status) == ([404, 404], CONFIRMED)


def test_a_link_ends_two_months_after_the_event(client):
    at = timezone.now()
    event = make_past_event(at=at, days_ago=70)
    guest = make_guest()
    before = at - timedelta(days=75)
    registration = actions.add_guest(event=event, guest=guest, pool=event.pools.get(), by=make_user(), at=before)

    assert client.get(links.guest_url(registration)).status_code == 404


def test_a_withdrawn_link_is_404(client):
    registration, address = invite(make_upcoming_event())
    registration.guest.link_key = "another"
    registration.guest.save()

    assert client.get(address).status_code == 404


def test_a_guests_page_is_kept_nowhere(client):
    _registration, address = invite(make_upcoming_event())

    response = client.get(address)

    assert (response["Cache-Control"], response["Referrer-Policy"], response["X-Robots-Tag"]) == (
        "max-age=0, no-cache, no-store, must-revalidate, private",
        "same-origin",
        "noindex",
    )


def test_a_guest_sees_no_participants(client):
    event = make_upcoming_event(shows_participants=True)
    register(event, make_user("Listed Person", is_listed=True), at=timezone.now())
    _registration, address = invite(event)

    assert b"Listed Person" not in client.get(address).content


def _session(days, **values):
    return session_draft((timezone.now() + timedelta(days=days)).date(), **values)
