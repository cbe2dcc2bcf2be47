"""What people set for themselves, and what follows from it."""

from datetime import time

import pytest

from accounts.forms import zone_choices
from audit.models import Line
from tests.factories.accounts import make_department, make_location, make_user
from tests.support.pages import main, read

pytestmark = pytest.mark.django_db

VALUES = {
    "name": "Mara Lindqvist",
    "language": "en",
    "zone": "Europe/Berlin",
    "workday_starts": "08:30",
    "workday_ends": "16:00",
    "is_listed": "on",
}


@pytest.fixture
def colleague(client):
    user = make_user("Mara", department=make_department("Product"), location=make_location("Hamburg"))
    client.force_login(user)
    return user


def test_strangers_sign_in_first(client):
    assert client.get("/account/")["Location"] == "/accounts/login/?next=/account/"


def test_the_page_says_who_one_is(client, colleague):
    page = main(client.get("/account/"))

    assert page.one(".head").one("p").text == f"{colleague.email} · Product · Hamburg"
    assert page.one("#id_name").attributes["value"] == "Mara"


def test_settings_are_kept_with_their_audit_line(client, colleague):
    response = client.post("/account/", VALUES, follow=True)

    colleague.refresh_from_db()
    assert (colleague.name, colleague.workday_starts, colleague.workday_ends, colleague.is_listed) == (
        "Mara Lindqvist",
        time(8, 30),
        time(16),
        True,
    )
    assert read(response).one("#notices").texts(".note") == ["Your settings are saved."]
    line = Line.objects.get(verb="person.settings_changed")
    assert (line.by, line.before["name"], line.after["name"]) == (colleague, "Mara", "Mara Lindqvist")


def test_nobody_changes_more_than_that(client, colleague):
    client.post("/account/", VALUES | {"is_staff": "on", "email": "x@example.org", "is_active": ""})

    colleague.refresh_from_db()
    assert (colleague.is_staff, colleague.is_active, colleague.email == "x@example.org") == (False, True, False)


def test_the_next_page_speaks_the_language_and_shows_the_zone(client, colleague):
    response = client.post("/account/", VALUES | {"language": "de", "zone": "Asia/Tokyo"}, follow=True)

    page = read(response)
    assert page.one("html").attributes["lang"] == "de"
    assert "Tokyo" in page.one(".foot").text


@pytest.mark.parametrize(
    ("wrong", "field", "error"),
    [
        ({"name": ""}, "name", "This field is required."),
        ({"name": "a" * 151}, "name", "Ensure this value has at most 150 characters (it has 151)."),
        ({"zone": "Mars/Base"}, "zone", "Select a valid choice. Mars/Base is not one of the available choices."),
        ({"language": "xx"}, "language", "Select a valid choice. xx is not one of the available choices."),
        ({"workday_ends": "25:00"}, "workday_ends", "Enter a valid time."),
        ({"workday_ends": "08:30"}, "workday_ends", "Choose a time after the start of the working day."),
    ],
)
def test_a_mistake_is_said_at_its_field_and_nothing_is_lost(client, colleague, wrong, field, error):
    response = client.post("/account/", VALUES | wrong)

    page = main(response)
    colleague.refresh_from_db()
    assert (response.status_code, colleague.name) == (422, "Mara")
    assert page.one(f"#id_{field}_error").text == error
    assert page.one("#id_workday_starts").attributes["value"] == "08:30"


def test_every_continent_is_offered_and_ones_own_zone_whatever_it_is():
    choices = dict(zone_choices("Etc/GMT+3"))

    assert ("Europe/Berlin", "Berlin") in choices["Europe"]
    assert choices["Etc"] == [("Etc/GMT+3", "GMT+3")]
    assert choices["UTC"] == [("UTC", "UTC")]
    assert ("America/Argentina/Buenos_Aires", "Argentina/Buenos Aires") in choices["America"]
