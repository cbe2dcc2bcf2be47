"""Check-in at the door in a real browser: two phones without a network, by code, and by address."""

import re
from collections.abc import Callable
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import global_settings
from django.db.models import F
from django.test import override_settings
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from events import actions as events
from events.enums import RoleKind
from events.models import Event, Session
from registrations.enums import RegistrationStatus
from registrations.models import Attendance, Registration
from tests.factories.accounts import make_user
from tests.factories.events import main_pool, make_past_event

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PEOPLE = 200
PASSWORD = "a-long-pass-phrase"
SLOWEST = 90_000  # milliseconds
PARTS = """async () => {
    const [name] = await caches.keys();
    return name ? (await (await caches.open(name)).keys()).length : 0;
}"""


@pytest.fixture(scope="module")
def product(start_product):
    with start_product("check-in") as (product, _sink):
        yield product


def prepare(product, *, people: int) -> tuple[Event, list[Registration]]:
    """A seminar that goes on now, with people and two helpers."""
    # Passwords as the product hashes them: it does not know the fast ones of tests.
    with product.database(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
        at = timezone.now()
        event = make_past_event(days_ago=1, at=at, capacity=None)
        for name in ("Yusuf", "Noor"):
            helper = make_helper(name)
            events.set_role(event=event, user=helper, kind=RoleKind.HELPER, by=helper, at=at)
        shift = at - timedelta(minutes=5) - event.starts_at
        for rows in (Event.objects.filter(pk=event.pk), Session.objects.filter(event=event)):
            rows.update(starts_at=F("starts_at") + shift, ends_at=F("ends_at") + shift)
        return event, seat(event, people)


def make_helper(name: str) -> User:
    address = f"{name.lower()}@nordhaven.example"
    if found := User.objects.filter(email=address).first():
        return found
    helper = make_user(name, email=address, password=PASSWORD)
    EmailAddress.objects.create(user=helper, email=address, verified=True, primary=True)
    return helper


def seat(event: Event, people: int) -> list[Registration]:
    found = User.objects.bulk_create(
        User(email=f"p{number}.{event.pk}@nordhaven.example", name=f"Person {number:03}") for number in range(people)
    )
    pool, at = main_pool(event), event.created_at
    places = Registration.objects.bulk_create(
        Registration(
            event=event,
            pool=pool,
            user=person,
            status=RegistrationStatus.CONFIRMED,
            queued_at=at,
            confirmed_at=at,
        )
        for person in found
    )
    pool.seats_taken = people
    pool.save(update_fields=["seats_taken"])
    return places


def phone(open_page, product, name: str, event: Event) -> Page:
    page = open_page(base_url=product.url, viewport={"width": 390, "height": 844})
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(f"{name}@nordhaven.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_be_visible()
    page.goto(reverse("check-in", args=[event.slug]))
    wait_for(page, lambda: page.evaluate(PARTS) > 5, "the page is not kept")
    return page


def wait_for(page: Page, answer: Callable[[], object], what: str) -> None:
    """Until that is so; the browser's own way is refused by the content security policy."""
    for _ in range(SLOWEST // 100):
        if answer():
            return
        page.wait_for_timeout(100)
    raise AssertionError(what)


def tap_all(page: Page, *, first: int, last: int) -> None:
    """Tap "present" for some of the people who stand there as not here, one after the other."""
    page.evaluate(
        """([first, last]) => {
            const rows = [...document.querySelectorAll("li[data-place]")].slice(first, last);
            rows.forEach((row) => row.querySelector("button[name=present]:not([hidden])")?.click());
        }""",
        [first, last],
    )


def kept(page: Page) -> int:
    return page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('door/')).length")


def test_two_phones_without_a_network_check_in_the_same_200_people(product, open_page):
    event, _places = prepare(product, people=PEOPLE)
    one, other = (phone(open_page, product, name, event) for name in ("yusuf", "noor"))

    for page in (one, other):
        page.context.set_offline(True)
    tap_all(one, first=0, last=120)
    one.reload()  # without a network
    expect(one.locator("li[data-here]")).to_have_count(120)
    expect(one.locator("li[data-here] .door__here").first).to_have_text(
        re.compile(r"^\s*\d\d:\d\d\s*$")
    )  # as pages say it
    tap_all(one, first=120, last=PEOPLE)
    tap_all(other, first=0, last=PEOPLE)
    assert (kept(one), kept(other)) == (PEOPLE, PEOPLE)
    product.stop()
    one.context.set_offline(False)  # the network is back before the server is
    product.start()
    other.context.set_offline(False)

    for page in (one, other):
        page.evaluate("window.dispatchEvent(new Event('online'))")
        wait_for(page, lambda page=page: kept(page) == 0, "something is kept still")
        expect(page.locator("#door-shares b")).to_have_text(str(PEOPLE), timeout=SLOWEST)
    one.complaints.found.clear()  # the browser noticed that nobody answered
    with product.database():
        entries = list(Attendance.objects.filter(registration__event=event).values_list("registration", "mark"))
    assert (len(entries), len(set(entries)), {mark for _place, mark in entries}) == (PEOPLE, PEOPLE, {"present"})


def test_signing_out_leaves_nothing_on_the_phone(product, open_page):
    event, _places = prepare(product, people=3)
    page = phone(open_page, product, "yusuf", event)
    page.goto(reverse("personal"))

    page.get_by_role("button", name="Sign out").click()

    expect(page.get_by_text("You are signed out.")).to_be_visible()
    assert page.evaluate("caches.keys()") == []


def test_a_helper_checks_somebody_in_by_their_letters_and_by_their_address(product, open_page):
    event, places = prepare(product, people=3)
    page = phone(open_page, product, "yusuf", event)
    by_letters, by_address = places[:2]

    page.get_by_label("Name or code").fill(by_letters.check_in_code)
    page.get_by_role("button", name="Present: Person 000").click()
    expect(page.locator("li[data-here]")).to_have_count(1)
    page.goto(reverse("check-in-code", args=[by_address.check_in_token]))
    page.get_by_role("button", name="Present").click()

    expect(page.get_by_text("Person 001 is here.")).to_be_visible()
    with product.database():
        here = Attendance.objects.current().filter(registration__event=event).values_list("registration", flat=True)
        assert sorted(here) == sorted([by_letters.pk, by_address.pk])
