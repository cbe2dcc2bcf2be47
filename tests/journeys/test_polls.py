"""A room is asked: written at the desk, voted on phones by keyboard and without script, seen on the screen."""

import pytest
from playwright.sync_api import expect

from polls import actions
from polls.models import Poll, Screen
from polls.tally import Stand
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.polls import vote_often
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 780}, "has_touch": True, "is_mobile": True}


def test_a_room_votes_and_sees_what_comes_of_it(live_server, open_page):
    owner = make_user("Ines Okafor")
    event = make_upcoming_event(owner=owner)
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/polls/")
    desk.get_by_role("link", name="New poll").click()
    expect(desk.get_by_label("Question")).to_be_focused()
    desk.keyboard.type("Which colour?")
    desk.get_by_label("Answers to choose from").fill("Red\nGreen")
    assert browser.violations(desk) == []
    desk.get_by_role("button", name="Save and open").click()
    desk.get_by_role("link", name="Screen for the room").click()
    expect(desk.get_by_role("heading", name="Which colour?")).to_be_visible()
    assert browser.violations(desk) == []

    phone = open_page(base_url=live_server.url, **PHONE)
    phone.goto("/p/")
    phone.keyboard.type(str(Screen.objects.get()).lower())
    phone.keyboard.press("Enter")
    phone.get_by_label("Red").focus()
    phone.keyboard.press("ArrowDown")
    assert browser.violations(phone) == []
    phone.get_by_role("button", name="Vote").press("Enter")
    expect(phone.get_by_text("Your vote is in.")).to_be_visible()
    vote_often(Poll.objects.get(), [("1",)] * 4)
    expect(desk.get_by_text("5 votes")).to_be_visible()

    desk.get_by_role("button", name="Close the poll").click()
    expect(desk.get_by_text("5 · 100 %")).to_be_visible()
    expect(phone.get_by_text("5 · 100 %")).to_be_visible()
    assert [browser.violations(one) for one in (desk, phone)] == [[], []]


def test_words_come_without_script_and_wait_to_be_seen(live_server, open_page):
    owner = make_user("Ines Okafor")
    event = make_upcoming_event(owner=owner)
    desk = page_of(owner, live_server, open_page, java_script_enabled=False)
    desk.goto(f"/organise/{event.slug}/polls/new/")
    desk.get_by_label("Question").fill("What is easy?")
    desk.get_by_label("A word cloud").check()
    desk.get_by_label("Show results while people vote").check()
    desk.get_by_role("button", name="Save and open").click()

    phone = open_page(base_url=live_server.url, java_script_enabled=False, **PHONE)
    phone.goto(Screen.objects.get().get_absolute_url())
    phone.get_by_label("A word or a short phrase").fill("Trust")
    phone.get_by_label("Another one").first.fill("x" * 40)
    phone.get_by_role("button", name="Vote").click()
    expect(phone.get_by_text("Your vote is in.")).to_be_visible()
    poll = vote_often(Poll.objects.get(), [("trust", "Mud")] * 4)

    desk.reload()
    desk.get_by_role("button", name="Ban Mud").click()
    desk.get_by_role("button", name="Show Trust").or_(desk.get_by_role("button", name="Show trust")).click()
    phone.reload()
    expect(phone.get_by_role("listitem").filter(has_text="trust")).to_contain_text("5")
    expect(phone.get_by_text("Mud")).to_have_count(0)

    actions.moderate(poll=poll, keys=["mud"], stand=Stand.SHOWN, by=owner, at=poll.opened_at)
    phone.reload()
    expect(phone.get_by_role("listitem").filter(has_text="Mud")).to_contain_text("4")
