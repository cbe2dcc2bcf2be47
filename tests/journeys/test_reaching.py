"""Organisers write to some of those who wait; somebody goes from a mail to a meeting online, too early and then in time."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts.models import User
from events import actions as events
from events.actions.copying import draft_of
from events.models import Event
from registrations.models import Joining
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_online_event, make_upcoming_event
from tests.factories.registrations import register
from tests.support import browser
from tests.support.product import Product

pytestmark = pytest.mark.browser


@pytest.fixture
def running(start_product):
    with start_product("reaching") as (product, sink):
        yield product, sink


PHONE = {"width": 320, "height": 640}


def page_of(person: User, product: Product, open_page) -> Page:
    """A phone without JavaScript on which ``person`` is signed in."""
    client = Client()
    with product.database():
        client.force_login(person)
    page = open_page(base_url=product.url, viewport=PHONE, java_script_enabled=False)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": product.url}
    page.context.add_cookies([cookie])
    return page


def test_an_organiser_writes_to_the_waiting_list_of_one_department(running, open_page):
    product, sink = running
    with product.database():
        owner = make_user("Ines", email="ines@example.org")
        event, finance = make_upcoming_event(title="Tea", capacity=1, owner=owner), make_department("Finance")
        for name, home in (("Ada", finance), ("Cleo", finance), ("Eve", make_department("Legal")), ("Dan", finance)):
            register(event, make_user(name, email=f"{name}@example.org", department=home), at=timezone.now())
    sink.wait_for(4)
    sink.clear()
    page = page_of(owner, product, open_page)

    page.goto(f"/organise/{event.slug}/messages/write/")
    page.get_by_label("Confirmed").uncheck()
    page.get_by_label("Waiting").check()
    page.get_by_text("Narrow it down").click()
    page.get_by_label("Finance").check()
    page.get_by_role("button", name="Show who that is").click()
    expect(page.locator("#number")).to_have_text("2 people are meant")
    page.get_by_label("Subject").fill("A second date for {event}?")
    page.get_by_label("Text", exact=True).fill("Dear {name},\n\nwould **Friday** do?")
    page.get_by_role("button", name="Preview").click()
    expect(page.get_by_text("Dear Cleo,").first).to_be_visible()
    page.get_by_role("button", name="Send…").click()
    expect(page.get_by_role("heading", name="Send this to 2 people?")).to_be_visible()
    found = browser.overflow(page)
    page.get_by_role("button", name="Send now").click()
    expect(page.get_by_text("2 people get your mail.")).to_be_visible()

    mails = sink.wait_for(2)
    assert sorted(sink.recipients) == ["cleo@example.org", "dan@example.org"]
    assert ({mail["Subject"] for mail in mails}, found) == ({"A second date for Tea?"}, 0)


def test_somebody_joins_from_the_mail_too_early_then_in_time_and_after_the_link_has_changed(running, open_page):
    product, sink = running
    with product.database():
        owner, mara = make_user(), make_user("Mara", email="mara@example.org")
        event = make_online_event(minutes=50, owner=owner, join_url=f"{product.url}/board/")
        register(event, mara, at=timezone.now() - timedelta(hours=1))
    (mail,) = sink.wait_for(1)
    link = re.search(r"Join online:\s+(\S+)", mail.get_body(("plain",)).get_content())[1]
    page = page_of(mara, product, open_page)

    page.goto(link)
    expect(page.get_by_role("heading", name="This online meeting is not open yet.")).to_be_visible()
    found = browser.overflow(page)
    change(product, event, owner, join_minutes=60)
    page.goto(link)
    expect(page).to_have_url(f"{product.url}/board/")
    change(product, event, owner, join_url=f"{product.url}/gathering/")
    page.goto(link)
    expect(page).to_have_url(f"{product.url}/gathering/")

    with product.database():
        assert (Joining.objects.count(), len(sink.accepted), found) == (1, 1, 0)


def change(product, event, owner, **values: object) -> None:
    """Edit the event, or its session where that is what has the field."""
    with product.database():
        draft = draft_of(Event.objects.get(pk=event.pk))
        if "join_url" in values:
            values = {"sessions": (replace(draft.sessions[0], **values),)}
        events.edit(event=event, draft=replace(draft, **values), by=owner, at=timezone.now())
