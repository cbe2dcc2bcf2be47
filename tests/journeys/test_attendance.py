"""Who was there: from a paper list, by oneself with the code on the screen, and from the report of a meeting."""

from datetime import timedelta

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from events.models import Event
from registrations.models import Attendance
from tests.factories.accounts import make_user
from tests.factories.events import make_online_event, make_past_event
from tests.factories.registrations import register
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


def marks(event: Event) -> dict[str, tuple[str, int | None]]:
    entries = Attendance.objects.current().filter(session__event=event).select_related("registration__user")
    return {one.registration.participant.name: (one.mark, one.minutes) for one in entries}


@pytest.fixture
def owner() -> User:
    return make_user("Ines Okafor")


@pytest.fixture
def past(owner) -> Event:
    event = make_past_event(owner=owner, days_ago=1, at=timezone.now(), title="Tea")
    for name in ("Amelie Roth", "Bashir Haddad", "Clara Nunez", "Dora Weiß"):
        register(event, make_user(name), at=event.created_at)
    return event


def test_a_paper_list_is_typed_in_without_script_and_closed(past, owner, live_server, open_page):
    page = page_of(owner, live_server, open_page, java_script_enabled=False)
    page.goto(f"/organise/{past.slug}/attendance/")
    page.get_by_text("Mark many at once").click()
    page.get_by_label("Those named here").check()
    page.get_by_label("Names or mail addresses, one a line").fill("Roth, Amelie\nNunez, Clara")
    page.get_by_role("button", name="Mark them all").click()
    expect(page.get_by_text("Saved for 2 people.")).to_be_visible()

    row = page.get_by_role("row", name="Bashir Haddad")
    row.get_by_label("Partly present").check()
    row.get_by_label("Minutes of Bashir Haddad").fill("35")
    page.get_by_role("button", name="Save").last.click()
    page.get_by_role("link", name="Close the list").click()
    expect(page.get_by_text("1 mark is missing")).to_be_visible()
    page.get_by_role("button", name="Close the list").click()

    expect(page.get_by_text("The list is closed.")).to_be_visible()
    assert marks(past) == {
        "Amelie Roth": ("present", None),
        "Bashir Haddad": ("partial", 35),
        "Clara Nunez": ("present", None),
        "Dora Weiß": ("absent", None),
    }


def test_somebody_checks_in_with_the_code_on_the_screen(owner, live_server, open_page):
    event, mara = make_online_event(minutes=10, owner=owner, has_self_check_in=True), make_user("Mara Lindqvist")
    register(event, mara, at=timezone.now() - timedelta(days=1))
    session = event.sessions.get()
    screen = page_of(owner, live_server, open_page, viewport={"width": 1280, "height": 800})
    screen.goto(f"/organise/{event.slug}/screen/{session.pk}/")
    expect(screen.get_by_text("0 of 1 is here")).to_be_visible()
    assert browser.violations(screen) == []

    phone = page_of(mara, live_server, open_page, **PHONE)
    phone.goto(event.get_absolute_url())
    phone.get_by_role("link", name="Check in").click()
    phone.get_by_label("Code on the screen").fill(screen.locator(".room__typed strong").inner_text())
    phone.get_by_role("button", name="I am here").click()

    expect(phone.get_by_role("heading", name="You are checked in")).to_be_visible()
    assert (browser.violations(phone), browser.overflow(phone)) == ([], 0)
    expect(screen.get_by_text("1 of 1 is here")).to_be_visible()  # by itself
    assert marks(event) == {"Mara Lindqvist": ("present", None)}


def test_the_report_of_a_meeting_is_looked_at_and_imported(past, owner, live_server, open_page):
    day = past.sessions.get().held_on
    rows = [
        "Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest",
        f"Amelie Roth,,{day} 10:00:00,{day} 11:00:00,60,No",
        f"Bashir Haddad,,{day} 10:00:00,{day} 10:20:00,20,No",
        f"iPhone,,{day} 10:00:00,{day} 10:50:00,50,Yes",
    ]
    file = {"name": "zoom.csv", "mimeType": "text/csv", "buffer": "\n".join(rows).encode()}
    page = page_of(owner, live_server, open_page)
    page.goto(f"/organise/{past.slug}/attendance/report/")
    page.get_by_label("Attendance report").set_input_files(file)
    page.get_by_role("button", name="Look at what would happen").click()
    page.get_by_role("row", name="iPhone").get_by_label("Who is it?").fill("Clara Nunez")
    page.get_by_role("button", name="Mark 2 people").click()
    expect(page.get_by_text("Look again: this is what would happen now.")).to_be_visible()
    assert (marks(past), browser.violations(page)) == ({}, [])
    page.get_by_role("button", name="Mark 3 people").click()

    expect(page.get_by_text("Marked 3 people by the report.")).to_be_visible()
    assert marks(past) == {
        "Amelie Roth": ("present", 60),
        "Bashir Haddad": ("partial", 20),
        "Clara Nunez": ("present", 50),
    }
