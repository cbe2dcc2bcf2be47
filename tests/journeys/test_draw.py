"""Seats are tried out, drawn and published, and both who has one and who has none are told by mail."""

from datetime import timedelta

import pytest
from django.conf import global_settings
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from accounts import actions as people
from registrations.models import Draw, Registration
from tests.factories.accounts import make_user
from tests.factories.draws import ask, make_draw_event
from tests.factories.events import session_draft
from tests.support import browser
from tests.support.reproducing import reproduce

pytestmark = pytest.mark.browser

PASSWORD = "a-long-pass-phrase"


@pytest.fixture
def to_draw(start_product):
    """A product that runs, with a seminar for one that two have asked for until an hour ago; they were told so."""
    with start_product("draws") as (product, sink):
        with product.database(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            at = timezone.now()
            owner = people.enrol(email="ines@example.org", name="Ines", password=PASSWORD, language="en", at=at)
            sessions = (session_draft((at + timedelta(days=30)).date()),)
            values = {"until": at - timedelta(hours=1), "sessions": sessions, "title": "Tea", "capacity": 1}
            event = make_draw_event(owner=owner, at=at - timedelta(days=3), **values)
            ask(event, make_user("Nora"), make_user("Omar"), at=at - timedelta(days=2))
        sink.wait_for(2)
        yield product, sink


def test_a_draw_is_tried_out_drawn_and_published(to_draw, open_page):
    product, sink = to_draw
    page = open_page(base_url=product.url, viewport={"width": 390, "height": 844})
    page.goto("/accounts/login/?next=/organise/tea/draw/")
    page.get_by_label("Email").fill("ines@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")

    page.get_by_role("link", name="Try it out").click()
    expect(page.get_by_text("Only tried out")).to_be_visible()
    page.get_by_role("button", name="Draw the seats").click()
    expect(page.get_by_role("heading", name="Drawn, not published")).to_be_visible()
    page.get_by_role("button", name="Publish the result").click()
    expect(page.get_by_role("heading", name="Published")).to_be_visible()
    found = browser.overflow(page)

    subjects = sorted(mail["Subject"] for mail in sink.wait_for(4))
    with product.database():
        kept = Draw.objects.get().input
        confirmed = set(Registration.objects.confirmed().values_list("pk", flat=True))
    assert subjects == [
        "No seat by the draw, you are on the waiting list: Tea",
        "You have a seat: Tea",
        "You have asked for a seat: Tea",
        "You have asked for a seat: Tea",
    ]
    assert (confirmed, found) == (set(reproduce(kept)[1]), 0)
