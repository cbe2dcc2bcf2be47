"""A seat that is offered: asked by mail, on the event's page and among my seminars."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from events import actions as events
from events.drafts import SeatingDraft
from events.enums import Promotion
from events.models import Event
from outbox.models import Message
from portal.panels.history import history
from registrations import actions, links, notifications
from registrations.enums import Ending, RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import make_upcoming_event, session_draft
from tests.factories.registrations import register
from tests.support.pages import main, read

pytestmark = pytest.mark.django_db

CONFIRMED, CANCELLED, OFFERED, WAITLISTED = (
    RegistrationStatus.CONFIRMED,
    RegistrationStatus.CANCELLED,
    RegistrationStatus.OFFERED,
    RegistrationStatus.WAITLISTED,
)


def make_offering_event(**values) -> Event:
    """One seat, and whoever is next is asked."""
    event = make_upcoming_event(capacity=1, **values)
    draft, owner = SeatingDraft(promotion=Promotion.OFFER), event.roles.get().user
    return events.set_seating(event=event, draft=draft, by=owner, at=timezone.now())


def offer(event: Event, person=None) -> Registration:
    """The one seat, given back and held for ``person``."""
    at = timezone.now()
    seat = register(event, at=at)
    if person is None or hasattr(person, "department"):
        waiting = register(event, person, at=at)
    else:
        waiting = actions.add_guest(event=event, guest=person, pool=event.pools.get(), by=make_user(), at=at)
    actions.cancel(registration=seat, by=None, at=at)
    waiting.refresh_from_db()
    assert waiting.status == OFFERED
    return waiting


def address(registration: Registration) -> str:
    return links.offer_url(registration).removeprefix("http://testserver")


def shown(response) -> tuple[str, list[str]]:
    panel = main(response).one(".panel")
    return panel.one("h2").text, panel.texts("button")


def standing(registration: Registration) -> tuple[str, str]:
    registration.refresh_from_db()
    return registration.status, registration.ending


def test_the_page_asks_and_opening_it_answers_nothing(client):
    place = offer(make_offering_event())

    response, other = client.get(address(place)), client.get(address(place) + "?answer=no")

    question = "Take a seat in the room?"
    assert shown(response) == (question, ["Take the seat", "No, give it to the next"])
    assert shown(other) == (question, ["No, give it to the next", "Take the seat"])
    assert standing(place) == (OFFERED, "")
    assert (response["Referrer-Policy"], response["X-Robots-Tag"]) == ("same-origin", "noindex")
    assert "no-store" in response["Cache-Control"]


def test_a_seat_is_taken_from_the_mail_without_signing_in(client):
    place = offer(make_offering_event())
    link = address(place)

    response = client.post(f"{link}accept/", follow=True)
    too_late = client.post(f"{link}decline/", follow=True)

    assert (shown(response), shown(too_late)) == (("The seat is yours", []), ("The seat is yours", []))
    assert standing(place) == (CONFIRMED, "")


def test_a_seat_that_is_passed_on_goes_to_the_next(client):
    event = make_offering_event()
    place = offer(event)
    link, following = address(place), register(event, at=timezone.now())

    response = client.post(f"{link}decline/", follow=True)

    assert shown(response)[0] == "You have passed the seat on"
    assert (standing(place), standing(following)) == ((CANCELLED, Ending.OFFER_DECLINED), (OFFERED, ""))


def test_whoever_is_too_late_joins_the_end_of_the_list_with_one_click(client):
    person = make_user()
    event = make_offering_event()
    place = offer(event, person)
    link, following = address(place), register(event, at=timezone.now())
    actions.let_lapse(event=event, at=place.offered_until)
    client.force_login(person)

    late = client.get(link)
    response = client.post(reverse("register", args=[event.slug]), {"pool": "room"}, follow=True)

    assert shown(late) == ("It is too late for this seat", ["Join the end of the list"])
    assert main(response).one("#registration-panel").texts(".state") == ["Waiting, 1st of 1"]
    assert standing(following) == (OFFERED, "")


def test_an_old_mail_does_not_answer_a_later_offer(client):
    event, person = make_offering_event(), make_user()
    link = address(offer(event, person))
    client.post(f"{link}decline/")
    later = offer(event, person)

    response = client.post(f"{link}accept/", follow=True)

    assert (shown(response)[0], standing(later)) == ("You have passed the seat on", (OFFERED, ""))


def test_a_guest_answers_by_the_same_page(client):
    place = offer(make_offering_event(), make_guest(name="Ada Guest", language="de"))
    own = links.guest_url(place).removeprefix("http://testserver")

    asks = main(client.get(own)).one("#registration-panel").texts("button")
    response = client.post(f"{address(place)}accept/", follow=True)

    assert (len(asks), standing(place)) == (2, (CONFIRMED, ""))
    assert read(response).one("html").attributes["lang"] == "de"
    # A link says when it was signed, so two of them may differ.
    ways = [link.attributes["href"].removeprefix("http://testserver/g/").strip("/") for link in main(response).all("a")]
    assert place in [links.registration_from(signed, at=timezone.now()) for signed in ways]


@pytest.mark.parametrize("forge", [lambda text: text[:-3] + "abc", lambda _text: "x", lambda text: text[1:]])
@pytest.mark.parametrize("answer", ["", "accept/", "decline/"])
def test_a_forged_link_is_404_and_changes_nothing(client, forge, answer):
    place = offer(make_offering_event())
    signed = forge(links.sign_offer(place))

    response = client.post(f"/o/{signed}/{answer}") if answer else client.get(f"/o/{signed}/")

    assert (response.status_code, standing(place)) == (404, (OFFERED, ""))


def test_a_seat_is_taken_or_passed_on_from_the_page_of_the_event(client):
    event, person = make_offering_event(), make_user()
    place = offer(event, person)
    client.force_login(person)

    asks = main(client.get(event.get_absolute_url())).one("#registration-panel")
    response = client.post(reverse("registration-accept", args=[event.slug]), follow=True)

    assert (asks.texts(".state"), asks.texts("button")) == (
        ["Seat offered to you"],
        ["Take the seat", "No, give it to the next"],
    )
    assert main(response).one("#registration-panel").texts(".state") == ["Confirmed"]
    assert standing(place) == (CONFIRMED, "")


def test_whoever_passes_a_seat_on_sees_it_and_may_come_back(client):
    event, person = make_offering_event(), make_user()
    offer(event, person)
    client.force_login(person)

    response = client.post(reverse("registration-decline", args=[event.slug]), follow=True)

    panel = main(response).one("#registration-panel")
    assert (panel.texts(".state"), panel.texts("button")) == (["You passed the seat on"], ["Register"])


def test_an_online_seat_is_changed_for_one_in_the_room_from_the_mail(client):
    day = (timezone.now() + timedelta(days=5)).date()
    event = make_upcoming_event(
        seats={"room": 1, "online": None}, sessions=(session_draft(day, join_url="https://v.example/1"),)
    )
    room, online, at = event.pools.get(kind="room"), event.pools.get(kind="online"), timezone.now()
    seat, place = register(event, pool=room, at=at), register(event, pool=online, at=at)
    actions.wish(registration=place, pool=room, by=None, at=at)
    actions.cancel(registration=seat, by=None, at=at)
    place.refresh_from_db()
    link = address(place)

    asked, response = client.get(link), client.post(f"{link}accept/", follow=True)

    assert shown(asked) == ("Change to a seat in the room?", ["Change to that seat", "Keep the seat I have"])
    place.refresh_from_db()
    assert (shown(response)[0], place.pool) == ("The seat is yours", room)


def test_my_seminars_asks_first_and_the_answer_comes_back_to_it(client):
    event, person = make_offering_event(title="Tea"), make_user()
    offer(event, person)
    client.force_login(person)

    asks = main(client.get("/my/"))
    response = client.post(reverse("registration-accept", args=[event.slug]), {"back": "my-seminars"}, follow=True)

    assert (asks.texts("h2")[0], asks.texts("h3")[0]) == ("Waits for your answer", "Tea")
    assert response.redirect_chain == [("/my/", 302)]
    assert main(response).texts("h2")[0] == "Tea"


def test_the_history_tells_of_offers_in_words():
    event, first, second = make_offering_event(), make_user("Amelie"), make_user("Bashir")
    place = offer(event, first)
    register(event, second, at=timezone.now())
    actions.decline(registration=place, by=first, at=timezone.now())
    later = event.registrations.get(user=second)
    actions.let_lapse(event=event, at=later.offered_until)

    told = [(row.who, row.what) for row in history(event, asked={}).rows[:4]]

    assert told == [
        ("Roundtable", "Bashir did not answer; the offer has lapsed"),
        ("Amelie", "Bashir was offered a seat"),
        ("Amelie", "Amelie passed the seat that was offered on"),
        ("Bashir", "Bashir registered: Waiting"),
    ]


def test_the_mail_leads_to_either_answer():
    place = offer(make_offering_event(), make_user(language="de"))
    message = Message.objects.get(kind="registration.offered")
    with translation.override("de"):
        mail = notifications.render(message)

    link = links.offer_url(place)
    assert (f"Platz annehmen:\n{link}" in mail.text, f"Nein, weitergeben:\n{link}?answer=no" in mail.text) == (
        True,
        True,
    )
    assert mail.html.count(link) == 2
    assert (message.is_secret, message.not_after) == (True, place.offered_until)


@pytest.mark.parametrize("answer", ["registration-accept", "registration-decline"])
def test_a_double_click_is_harmless(client, answer):
    event, person = make_offering_event(), make_user()
    offer(event, person)
    client.force_login(person)
    address = reverse(answer, args=[event.slug])

    client.post(address, follow=True)
    again = client.post(address, follow=True)

    assert read(again).one("#notices").texts(".note") == []
    assert event.pools.get().seats_taken == (1 if answer == "registration-accept" else 0)


def test_the_catalogue_marks_what_is_offered(client):
    event, person = make_offering_event(title="Tea"), make_user()
    offer(event, person)
    client.force_login(person)

    assert main(client.get("/")).texts(".state") == ["Seat offered"]


def test_whoever_waits_is_told_that_they_will_be_asked(client):
    event, person = make_offering_event(), make_user()
    register(event, at=timezone.now())
    register(event, person, at=timezone.now())
    client.force_login(person)

    notes = main(client.get(event.get_absolute_url())).one("#registration-panel").texts(".note")

    assert notes == [
        "When a seat is free and you are next, it is offered to you by mail, for 24 hours; for less where the event is near."
    ]
