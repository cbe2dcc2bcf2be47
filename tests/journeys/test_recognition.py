"""A certificate is given, checked by a stranger, and taken back."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from recognition.models import Certificate
from tests.factories.accounts import make_user
from tests.factories.feedback import make_attended
from tests.factories.recognition import mark_all
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def test_a_stranger_checks_a_certificate_until_it_is_taken_back(live_server, open_page):
    owner = make_user("Ines Okafor")
    event, (person,) = make_attended(1, at=timezone.now(), owner=owner, title="Balance sheets")
    mark_all(event, by=owner, at=timezone.now())
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/certificates/")
    desk.get_by_label("Whoever was at every session from start to end").check()
    desk.get_by_role("button", name="Save").click()
    desk.goto(f"/organise/{event.slug}/attendance/close/")
    desk.get_by_role("button", name="Close the list").click()

    own = page_of(person, live_server, open_page, **PHONE)
    own.goto("/my/certificates/")
    own.get_by_role("link", name="Balance sheets", exact=True).click()
    expect(own.get_by_text("Genuine and valid")).to_be_visible()
    address = own.url

    stranger = open_page(**PHONE)
    stranger.goto(address)
    expect(stranger.get_by_role("heading", name=person.name)).to_be_visible()
    expect(stranger.get_by_text("Genuine and valid")).to_be_visible()
    assert browser.violations(stranger) == []

    desk.goto(f"/organise/{event.slug}/certificates/")
    desk.get_by_role("link", name="Take back…").click()
    desk.get_by_label("Reason").fill("The wrong person was marked.")
    desk.get_by_role("button", name="Take it back").click()
    stranger.reload()
    expect(stranger.get_by_text("Not valid any more")).to_be_visible()
    expect(stranger.get_by_text("The wrong person was marked.")).to_have_count(0)
    assert Certificate.objects.get().is_valid is False
