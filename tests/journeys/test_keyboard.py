"""Search, month and editor with nothing but a keyboard."""

import pytest
from django.conf import global_settings
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts import actions as people
from events.models import Event
from tests.factories.events import make_upcoming_event
from tests.support import browser

pytestmark = pytest.mark.browser

ADDRESS, PASSWORD = "mara@nordhaven.example", "a-long-pass-phrase"
HERE = "document.activeElement.closest('td')?.id ?? ''"
LONGEST_WAY = 80  # stops of the tab key


@pytest.fixture
def page(start_product, open_page):
    """Mara, signed in, where an event is to come."""
    with start_product("keyboard") as (product, _sink):
        # The tests' own quick hashes are nothing that the product knows.
        with product.database(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            people.enrol(email=ADDRESS, name="Mara", password=PASSWORD, language="en", at=timezone.now())
            make_upcoming_event(title="Reading a balance sheet")
        opened = open_page(base_url=product.url)
        opened.product = product
        opened.goto("/accounts/login/")
        opened.get_by_label("Email").fill(ADDRESS)
        opened.get_by_label("Password", exact=True).fill(PASSWORD)
        opened.get_by_label("Password", exact=True).press("Enter")
        expect(opened.get_by_role("heading", level=1)).to_contain_text("desk next door")
        yield opened


def tab_to(page: Page, name: str) -> None:
    """Press the tab key until the control of that name has the focus, and is seen to have it."""
    for _stop in range(LONGEST_WAY):
        page.keyboard.press("Tab")
        told = page.evaluate(
            "(() => { const at = document.activeElement;"
            " return (at.labels?.[0]?.textContent ?? at.textContent).trim(); })()"
        )
        if told.startswith(name):
            assert page.evaluate("document.activeElement.matches(':focus-visible')")
            return
    raise AssertionError(f"The tab key never came to {name!r}.")


def test_a_keyboard_finds_walks_the_month_and_drafts(page):
    tab_to(page, "Search events")
    page.keyboard.type("bala")
    page.keyboard.press("Enter")
    expect(page.locator("mark")).to_have_text("balance")

    tab_to(page, "Month")
    page.keyboard.press("Enter")
    expect(page.get_by_role("grid")).to_be_visible()
    assert browser.violations(page) == []
    _walk(page)

    page.goto("/organise/new/")
    tab_to(page, "Title")
    page.keyboard.type("Typed alone")
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_contain_text("Typed alone")
    assert browser.violations(page) == []
    with page.product.database():
        assert Event.objects.filter(title="Typed alone").count() == 1


def _walk(page: Page) -> None:
    """From day to day, into the day of the event and back, to the next month and into the event."""
    with page.product.database():
        event = Event.objects.get(title="Reading a balance sheet")
        day = f"d-{event.sessions.get().held_on}"
    page.goto(f"/calendar/?month={day[2:9]}#{day}")
    assert page.evaluate(HERE) == day

    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowLeft")
    assert page.evaluate(HERE) == day
    page.keyboard.press("Home")
    page.keyboard.press("End")
    page.keyboard.press("PageDown")
    page.wait_for_url(lambda url: f"month={day[2:9]}" not in url)
    page.keyboard.press("PageUp")
    page.wait_for_url(f"**/calendar/?month={day[2:9]}*")

    page.goto(f"/calendar/?month={day[2:9]}#{day}")
    page.reload()
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.textContent").endswith("Reading a balance sheet")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == day
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Reading a balance sheet")).to_be_visible()
