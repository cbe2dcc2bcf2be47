"""A seat is offered by mail and taken from it, by somebody who is not signed in."""

import re
from datetime import timedelta
from email.message import EmailMessage

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from events import actions as events
from events.drafts import SeatingDraft
from events.enums import Promotion
from registrations import actions
from registrations.enums import RegistrationStatus
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support import browser
from tests.support.mail import MailSink

pytestmark = pytest.mark.browser


@pytest.fixture
def offered(start_product):
    """A product that runs, in which a seat has just become free for Nora, and the mail that tells her."""
    with start_product("offers") as (product, sink):
        with product.database():
            event, at = make_upcoming_event(title="Tea", capacity=1), timezone.now()
            owner = event.roles.get().user
            events.set_seating(event=event, draft=SeatingDraft(promotion=Promotion.OFFER), by=owner, at=at)
            seat = register(event, at=at - timedelta(hours=2))
            register(event, make_user("Nora", email="nora@example.org"), at=at - timedelta(hours=1))
            actions.cancel(registration=seat, by=None, at=at)
        yield product, _asking(sink)


def _asking(sink: MailSink) -> EmailMessage:
    """The mail that asks; the other one is about the seat that was given back."""
    mails = {mail["Subject"]: mail for mail in sink.wait_for(2)}
    return mails["A seat is held for you: Tea"]


def test_an_offer_is_accepted_from_the_mail(offered, open_page):
    product, mail = offered
    text = mail.get_body(("plain",)).get_content()
    link = re.search(r"Take the seat:\s+(\S+)", text)[1]
    page = open_page(base_url=product.url, viewport={"width": 320, "height": 640}, java_script_enabled=False)

    page.goto(link)
    expect(page.get_by_role("heading", name="Take a seat in the room?")).to_be_visible()
    found = browser.overflow(page)
    page.get_by_role("button", name="Take the seat").click()
    expect(page.get_by_role("heading", name="The seat is yours")).to_be_visible()

    with product.database():
        states = set(Registration.objects.values_list("status", flat=True))
    assert (states, found) == ({RegistrationStatus.CANCELLED, RegistrationStatus.CONFIRMED}, 0)
