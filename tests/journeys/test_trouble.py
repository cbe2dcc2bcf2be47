"""What a click says while it is under way, and when it comes to nothing."""

import pytest
from django.test import Client
from django.urls import reverse
from playwright.sync_api import expect

from accounts.models import SignIn
from events.enums import RoleKind
from events.models import Event
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def page(live_server, open_page):
    """An event with seats, as a colleague sees it."""
    event = make_upcoming_event(title="Reading a balance sheet")
    client = Client()
    client.force_login(make_user("Mara Lindqvist"))
    page = open_page(base_url=live_server.url)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}]
    )
    page.goto(event.get_absolute_url())
    return page


def test_each_failure_says_what_to_do_and_goes_when_the_next_click_works(page):
    button, trouble = page.get_by_role("button", name="Register"), page.locator("#trouble")
    failures = [
        (lambda route: route.abort(), "We could not be reached."),
        (lambda route: route.fulfill(status=503), "Too many people want something at once."),
        (lambda route: route.fulfill(status=404), "This is not possible any more."),
        (lambda route: route.fulfill(status=500), "This did not work, and it is our mistake."),
    ]

    for fail, says in failures:
        page.route("**/register/", fail)
        button.click()
        expect(trouble.locator("p:visible")).to_contain_text(says)
        page.unroute("**/register/")
    page.complaints.found.clear()  # the browser noticed them too
    button.click()

    expect(page.get_by_text("You have a seat in the room")).to_be_visible()
    expect(trouble).to_be_hidden()


def test_a_click_is_busy_until_it_is_answered(page):
    held = []
    page.route("**/register/", lambda route: held.append(route))  # noqa: PLW0108  # Playwright wants a function

    page.get_by_role("button", name="Register").click()

    expect(page.locator("#registration-panel")).to_have_attribute("aria-busy", "true")
    expect(page.get_by_role("button", name="Register")).to_be_disabled()
    held.pop().continue_()
    expect(page.get_by_text("You have a seat in the room")).to_be_visible()
    assert page.locator("[aria-busy]").count() == 0


def test_a_form_is_sent_once_whatever_is_clicked(page):
    page.goto("/organise/new/")

    was_stopped = page.evaluate("""() => {
        const stopped = [];
        window.addEventListener("submit", (event) => { stopped.push(event.defaultPrevented); event.preventDefault(); });
        const form = document.querySelector("main form[method=post]");
        form.noValidate = true;
        form.requestSubmit();
        form.requestSubmit();
        return stopped;
    }""")

    assert was_stopped == [False, True]


def test_after_the_sign_in_has_ended_a_click_leads_to_it_and_back(page):
    event_address = page.evaluate("location.pathname")
    SignIn.objects.all().delete()

    page.get_by_role("button", name="Register").click()

    expect(page).to_have_title("Sign in · Roundtable")
    assert page.evaluate("new URLSearchParams(location.search).get('next')") == event_address
    assert Registration.objects.count() == 0


def test_the_open_tab_is_in_sight_on_a_phone(page):
    owner = Event.objects.get().roles.get(kind=RoleKind.OWNER).user
    client = Client()
    client.force_login(owner)
    page.context.add_cookies(
        [{"name": "sessionid", "value": client.cookies["sessionid"].value, "url": page.evaluate("origin")}]
    )
    page.set_viewport_size({"width": 360, "height": 740})

    page.goto(reverse("workspace-settings", args=[Event.objects.get().slug]))

    expect(page.locator(".tabs [aria-current]")).to_be_in_viewport(ratio=0.99)  # a part of a pixel may be cut
