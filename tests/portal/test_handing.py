"""The page on which a seat is given to a colleague: look for them, choose, say yes."""

import pytest
from django.urls import reverse
from django.utils import timezone

from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support.pages import main

pytestmark = pytest.mark.django_db


@pytest.fixture
def place(client) -> Registration:
    mara = make_user("Mara Lindqvist")
    client.force_login(mara)
    return register(make_upcoming_event(title="Tea"), mara, at=timezone.now())


def address(place: Registration) -> str:
    return reverse("hand-over", args=[place.event.slug])


def test_a_colleague_is_found_chosen_and_given_the_seat(client, place):
    lena = make_user("Lena Vogt", department=make_department("People"))
    make_user("Somebody else")

    found = main(client.get(address(place), {"q": "vogt"}))
    chosen = main(client.get(address(place), {"to": lena.pk}))
    done = client.post(address(place), {"to": lena.pk}, follow=True)

    assert [link.attributes["href"] for link in found.one("ul").all("a")] == [f"{address(place)}?to={lena.pk}"]
    assert (chosen.one("h2").text, chosen.texts("button")) == ("Give your seat to Lena Vogt?", ["Give my seat"])
    assert main(done).one("#registration-panel").texts(".state") == ["You gave your seat to a colleague"]
    assert Registration.objects.live().get().user == lena


def test_a_second_click_leads_to_what_the_first_one_did(client, place):
    lena = make_user("Lena Vogt")

    client.post(address(place), {"to": lena.pk})
    again = client.post(address(place), {"to": lena.pk}, follow=True)

    assert main(again).one("#registration-panel").texts(".state") == ["You gave your seat to a colleague"]
    assert [str(message) for message in again.context["messages"]] == [
        "Lena Vogt has your seat now and is told by mail. Thank you."
    ]
    assert Registration.objects.live().get().user == lena


def test_a_colleague_is_found_by_the_whole_address_only(client, place):
    make_user("Lena Vogt", email="lena@example.org")

    found = [main(client.get(address(place), {"q": text})).all("li") for text in ("lena@example.org", "example.org")]

    assert [len(rows) for rows in found] == [1, 0]


@pytest.mark.parametrize(
    ("text", "said"), [("v", "Type at least two letters."), ("nobody", "Nobody found"), ("\0", ""), ("", "")]
)
def test_what_finds_nobody_says_so(client, place, text, said):
    page = main(client.get(address(place), {"q": text}))

    assert said in page.text
    assert page.all("ul") == []


@pytest.mark.parametrize("to", ["", "0", "9" * 40, "٣", "x"])
def test_somebody_who_can_not_be_chosen_is_nobody(client, place, to):
    answer = client.post(address(place), {"to": to})

    assert "Choose a colleague." in answer.content.decode()
    assert Registration.objects.live().get() == place


def test_a_seat_that_can_not_be_given_says_why(client):
    event, mara = make_upcoming_event(capacity=1), make_user("Mara Lindqvist")
    client.force_login(mara)
    place = register(event, mara, at=timezone.now())
    register(event, at=timezone.now())

    page = main(client.get(address(place)))

    assert page.texts(".note")[-1:] == ["Somebody waits for a seat. Cancel yours: it goes to whoever is next."]
    assert page.all("form") == []


def test_without_a_place_there_is_no_such_page(client, place):
    client.force_login(make_user())

    assert client.get(address(place)).status_code == 404
