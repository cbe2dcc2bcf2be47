"""A slow network, and one that fails: the page says what goes on."""

import pytest
from django.test import Client
from playwright.sync_api import expect

from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, open_page):
    """An event with free seats, seen by a colleague."""
    event = make_upcoming_event(title="Tea")
    client = Client()
    client.force_login(make_user("Mara Lindqvist"))
    page = open_page(base_url=live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto(event.get_absolute_url())
    return page


def test_the_panel_is_busy_until_the_answer_is_there(page):
    held = []
    page.route("**/register/", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks what it is given
    panel = page.locator("#registration-panel")

    page.get_by_role("button", name="Register").click()
    expect(panel).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("button", name="Register")).to_be_disabled()
    held[0].continue_()

    expect(page.get_by_text("You have a seat in the room")).to_be_visible()
    expect(panel).not_to_have_attribute("aria-busy", "true")
    assert len(held) == 1


def test_a_failure_is_said_and_forgotten_once_it_works(page):
    page.complaints.expected_statuses.add(503)
    page.route("**/register/", lambda route: route.fulfill(status=503, body=""), times=1)
    trouble = page.get_by_role("alert")

    page.get_by_role("button", name="Register").click()
    expect(trouble).to_have_text("That did not work. Check your connection, then reload the page and try again.")
    expect(page.locator("#registration-panel")).not_to_have_attribute("aria-busy", "true")
    page.get_by_role("button", name="Register").click()

    expect(page.get_by_text("You have a seat in the room")).to_be_visible()
    expect(trouble).to_be_hidden()
