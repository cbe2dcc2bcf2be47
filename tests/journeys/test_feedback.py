"""Questions are written, seen, answered on a phone by keyboard, and read."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from feedback import actions
from feedback.models import Form
from tests.factories.accounts import make_user
from tests.factories.feedback import answer, close, make_attended
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def test_questions_are_written_answered_and_read(live_server, open_page):
    owner = make_user("Ines Okafor")
    event, people = make_attended(6, at=timezone.now(), owner=owner)
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/feedback/")
    desk.get_by_role("link", name="Change the questions").click()
    desk.get_by_role("link", name="Ask something more").click()
    desk.get_by_label("Question (English)").fill("What did you miss?")
    desk.get_by_label("How it is answered").select_option("Any of several answers")
    desk.get_by_label("To choose from, or to rate (English)").fill("A break\nExamples")
    desk.get_by_label("Asked of").select_option("Whoever gave 1 to 3: How was it for you, all in all?")
    desk.get_by_role("button", name="Save").click()
    expect(desk.get_by_role("listitem").filter(has_text="What did you miss?")).to_contain_text("asked of some")
    assert browser.violations(desk) == []

    form = actions.open_form(event=event, at=timezone.now())
    phone = page_of(people[0], live_server, open_page, **PHONE)
    phone.goto(f"/e/{event.slug}/feedback/")
    missed = phone.get_by_role("group", name="What did you miss?")
    expect(missed).to_be_hidden()
    phone.get_by_role("group", name="How was it for you, all in all?").get_by_label("5").focus()
    phone.keyboard.press("ArrowLeft")
    phone.keyboard.press("ArrowLeft")
    expect(missed).to_be_visible()
    missed.get_by_label("Examples").focus()
    phone.keyboard.press("Space")
    phone.get_by_role("group", name="Would you recommend it to a colleague?").get_by_label("10").focus()
    phone.keyboard.press("Space")
    assert browser.violations(phone) == []
    phone.get_by_role("button", name="Send my answers").press("Enter")
    expect(phone.get_by_text("Thank you, your answers are in.")).to_be_visible()

    for person in people[1:]:
        answer(form, person, {"overall": 2, "recommend": 9, form.asked[-1].key: ("2",)}, at=timezone.now())
    close(Form.objects.get())
    desk.goto(f"/organise/{event.slug}/feedback/")
    missed = desk.locator(".panel").filter(has_text="What did you miss?")
    expect(missed.get_by_role("listitem").filter(has_text="Examples")).to_contain_text("6")
    expect(missed).to_contain_text("6 answers")
