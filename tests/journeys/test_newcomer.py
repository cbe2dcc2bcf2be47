"""Somebody new, on a small phone: finds an event by its topic, takes a seat, and gives it back."""

import pytest
from django.test import Client
from playwright.sync_api import Locator, expect

from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_room, make_topic, make_upcoming_event
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def phone(live_server, open_page):
    """A catalogue of many topics, seen by somebody who is signed in for the first time."""
    make_room()
    for number in range(24):
        make_upcoming_event(title=f"Something else {number}", days=2 + number, topics=(make_topic(),))
    host = make_department("Finance", key="finance")
    make_upcoming_event(title="Reading a balance sheet", days=40, topics=(make_topic("Money"),), host_department=host)
    client = Client()
    client.force_login(make_user("Nora New"))
    page = open_page(base_url=live_server.url, viewport={"width": 360, "height": 740}, has_touch=True, is_mobile=True)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto("/")
    return page


def test_five_taps_from_the_catalogue_to_a_seat_and_back(phone):
    taps = []

    def tap(target: Locator) -> None:
        expect(target).to_be_visible()
        target.tap()
        taps.append(target)

    tap(phone.get_by_role("link", name="All filters"))
    tap(phone.get_by_role("link", name="Money 1"))
    tap(phone.get_by_role("link", name="Reading a balance sheet"))
    tap(phone.get_by_role("button", name="Register"))
    expect(phone.get_by_text("You have a seat in the room")).to_be_visible()
    tap(phone.get_by_role("button", name="Cancel my seat"))
    expect(phone.get_by_text("You gave your seat back")).to_be_visible()

    states = list(Registration.objects.values_list("status", flat=True))
    assert (len(taps), states, browser.overflow(phone)) == (5, [RegistrationStatus.CANCELLED], 0)


def test_the_same_works_without_script(phone, live_server, open_page):
    page = open_page(base_url=live_server.url, viewport={"width": 360, "height": 740}, java_script_enabled=False)
    page.context.add_cookies(phone.context.cookies())

    page.goto("/?more=1")
    page.get_by_role("link", name="Money 1").click()
    page.get_by_role("link", name="Reading a balance sheet").click()
    page.get_by_role("button", name="Register").click()
    page.get_by_role("button", name="Cancel my seat").click()

    expect(page.get_by_text("You gave your seat back")).to_be_visible()
