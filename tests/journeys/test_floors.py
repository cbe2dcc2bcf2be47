"""An organiser holds a seat for a department; once the time is over, it goes to whoever waits."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from registrations import clock
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_a_floor_lapses_and_the_list_moves(live_server, open_page):
    make_department("Finance")
    event, until = make_upcoming_event(capacity=1), timezone.localtime() + timedelta(days=2)
    organiser = page_of(event.roles.get().user, live_server, open_page)
    organiser.goto(f"/organise/{event.slug}/seats/")
    organiser.get_by_role("button", name="Hold seats for a department").click()
    organiser.get_by_label("Seats to hold").fill("1")
    organiser.get_by_label("For", exact=True).select_option("Finance")
    organiser.get_by_label("Until", exact=True).fill(f"{until:%Y-%m-%dT%H:%M}")
    organiser.get_by_role("button", name="Preview").click()
    expect(organiser.get_by_text("With these rules 0 of 1 seats are open to everybody now, 1 from")).to_be_visible()
    organiser.get_by_role("button", name="Save").last.click()
    expect(organiser.get_by_text("Saved.")).to_be_visible()

    lena = page_of(make_user("Lena Vogt", department=make_department("Research")), live_server, open_page)
    lena.goto(event.get_absolute_url())
    lena.get_by_role("button", name="Join the waiting list (you would be 1st)").click()
    expect(lena.get_by_role("heading", name="You are on the waiting list")).to_be_visible()
    clock.let_lapse(timezone.now() + timedelta(days=3))
    lena.reload()
    expect(lena.get_by_role("heading", name="You have a seat in the room")).to_be_visible()
