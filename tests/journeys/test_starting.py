"""How an event begins: four fields on one page, or three clicks from last year's series."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from playwright.sync_api import Locator, expect

from accounts.models import User
from events import actions
from events.models import Event
from events.recurrence import Frequency, Rule
from events.shifting import proposed
from tests.factories.accounts import make_user
from tests.factories.events import make_event, make_room, session_draft
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def desk(live_server, open_page):
    """The desk of somebody who organises nothing yet."""
    make_room("Elbe 2.04", capacity=30)
    client = Client()
    client.force_login(make_user("Ines Okafor"))
    page = open_page(base_url=live_server.url)
    cookie = {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": live_server.url}
    page.context.add_cookies([cookie])
    page.goto("/organise/")
    return page


def test_a_draft_from_nothing_in_four_fields_on_one_page(desk):
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    desk.get_by_role("link", name="New event").first.click()
    shown = [field for field in desk.locator("#editor :is(input, select, textarea)").all() if field.is_visible()]
    assert [field.get_attribute("name") for field in shown] == [
        "title",
        "session-0-held_on",  # when, which takes three
        "session-0-starts_wall",
        "session-0-ends_wall",
        "session-0-room",
        "room_seats",
    ]

    desk.get_by_label("Title").fill("Reading a balance sheet")
    desk.get_by_label("Date", exact=True).fill(day)
    desk.get_by_label("Start", exact=True).fill("10:00")
    desk.get_by_label("End", exact=True).fill("11:30")
    desk.get_by_label("Room", exact=True).select_option(index=1)
    desk.get_by_label("Seats in the room").fill("24")
    desk.get_by_role("button", name="Save draft").first.click()

    expect(desk.get_by_text("Saved as a draft. Only you see it.")).to_be_visible()
    event = Event.objects.get()
    session = event.sessions.get()
    assert (event.title, event.state, session.held_on.isoformat(), session.room.name, event.pools.get().capacity) == (
        "Reading a balance sheet",
        "draft",
        day,
        "Elbe 2.04",
        24,
    )


def test_a_lunch_table_is_announced_with_a_title_a_time_and_a_place(desk):
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    desk.get_by_role("link", name="New event").first.click()
    desk.get_by_role("link", name="Lunch table or lightning talk").click()

    desk.get_by_label("Title", exact=True).fill("Lunch with Legal")
    desk.get_by_label("Date").fill(day)
    desk.get_by_label("Start", exact=True).fill("12:15")
    desk.get_by_label("Where", exact=True).fill("Elbe 2.04")
    desk.get_by_role("button", name="Announce it").click()

    expect(desk.get_by_role("button", name="Register")).to_be_visible()
    assert (Event.objects.get().state, browser.overflow(desk)) == ("published", 0)


def test_last_year_s_series_is_cloned_in_three_clicks(desk):
    owner, today = User.objects.get(name="Ines Okafor"), timezone.localdate()
    first = today - timedelta(weeks=52)
    event = make_event(owner=owner, at=timezone.now() - timedelta(weeks=60), sessions=(session_draft(first),))
    rule = Rule(starts_on=first, frequency=Frequency.WEEKLY, weekdays=frozenset({first.weekday()}), count=4)
    series = actions.repeat(event=event, rule=rule, by=owner, at=event.published_at)
    actions.publish_all(series=series, by=owner, at=event.published_at)
    desk.reload()
    clicks = []

    def click(target: Locator) -> None:
        target.click()
        clicks.append(target)

    click(desk.get_by_role("link", name=f"Clone {event.title}").last)
    click(desk.get_by_role("link", name="Clone the whole series"))
    expect(desk.get_by_role("heading", name="4 sessions")).to_be_visible()
    click(desk.get_by_role("button", name="Make the drafts"))

    expect(desk.get_by_role("link", name="Publish the drafts…")).to_be_visible()
    drafts = Event.objects.filter(state="draft").order_by("series_on")
    assert (len(clicks), browser.overflow(desk)) == (3, 0)
    assert [one.series_on for one in drafts] == [
        proposed(first, today=today) + timedelta(weeks=number) for number in range(4)
    ]
