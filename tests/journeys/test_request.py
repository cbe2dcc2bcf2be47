"""A manager says yes to a request on a phone, from the mail."""

import re
from datetime import timedelta

import pytest
from allauth.account.models import EmailAddress
from django.conf import global_settings
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import expect

from events import actions as events
from events.drafts import SeatingDraft
from events.enums import Approval
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support import browser

pytestmark = pytest.mark.browser

PASSWORD = "sesame-opens"  # of an account that lives as long as this test


@pytest.fixture
def asked(start_product):
    """A product that runs, in which Nora has asked for a seat, and the mail to her manager."""
    with start_product("requests") as (product, sink):
        with product.database(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            event, at = make_upcoming_event(title="Tea"), timezone.now()
            draft = SeatingDraft(approval=Approval.MANAGER)
            events.set_seating(event=event, draft=draft, by=event.roles.get().user, at=at)
            manager = make_user("Max", email="max@example.org", password=PASSWORD)
            EmailAddress.objects.create(user=manager, email=manager.email, verified=True, primary=True)
            nora = make_user("Nora", manager=manager, department=make_department("Finance"))
            register(event, nora, at=at - timedelta(minutes=1))
        mails = {mail["To"]: mail for mail in sink.wait_for(2)}
        yield product, next(mail for to, mail in mails.items() if "max@example.org" in to)


def test_a_manager_approves_on_a_phone(asked, open_page):
    product, mail = asked
    link = re.search(r"Decide:\s+(\S+)", mail.get_body(("plain",)).get_content())[1]
    page = open_page(base_url=product.url, viewport={"width": 360, "height": 740})

    page.goto(link)
    page.get_by_label("Email").fill("max@example.org")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("heading", name="Nora")).to_be_visible()
    found = browser.overflow(page)
    page.get_by_role("button", name="Say yes").click()
    expect(page.get_by_text("1 request decided.")).to_be_visible()

    with product.database():
        states = set(Registration.objects.values_list("status", flat=True))
    assert (states, found) == ({RegistrationStatus.CONFIRMED}, 0)
