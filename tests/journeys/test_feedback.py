"""Questions are written, seen, answered on a phone by keyboard, and read."""

import pytest
from django.utils import timezone
from playwright.sync_api import expect

from accounts.models import User
from events.drafts import SpeakerDraft
from events.models import Event
from feedback import actions
from feedback.models import Form
from feedback.questions import Each, Kind, Question
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


def told(owner: User, speaker: User) -> tuple[Event, list[User]]:
    """An event at which ``speaker`` taught, of which everybody has said what they thought."""
    event, people = make_attended(
        6, at=timezone.now(), days_ago=20, owner=owner, speakers=(SpeakerDraft(user=speaker),)
    )
    each = Question(key="part", kind=Kind.RATING, text={"en": "How was their part?"}, low=1, high=5, each=Each.SPEAKER)
    actions.write_question(event=event, question=each, version=0, by=owner, at=event.starts_at)
    form = actions.open_form(event=event, at=event.ends_at)
    part = form.asked[-1].key
    for number, person in enumerate(people):
        said = {"overall": 4, "recommend": 9, part: 5, "useful": f"Thought {number}"}
        answer(form, person, said, at=form.opened_at)
    close(form)
    return event, people


def test_what_people_wrote_is_tagged_and_hidden(live_server, open_page):
    owner = make_user("Ines Okafor")
    event, _people = told(owner, make_user())
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/feedback/")
    assert browser.violations(desk) == []
    desk.get_by_role("link", name="Search, tag or hide").first.click()
    desk.get_by_role("link", name="Tag or hide… Thought 2").click()
    desk.get_by_role("textbox", name="Tags").fill("maps")
    desk.get_by_role("button", name="Save").click()
    desk.get_by_role("link", name="Tag or hide… Thought 3").click()
    assert browser.violations(desk) == []
    desk.get_by_label("Why should nobody read this?").fill("It names somebody.")
    desk.get_by_role("button", name="Hide this text").click()
    expect(desk.get_by_text("Thought 3")).to_have_count(0)
    desk.get_by_role("link", name="maps").click()
    expect(desk.locator("blockquote")).to_have_text(["Thought 2"])
    assert browser.violations(desk) == []


def test_organisers_reply_to_everybody_and_share_with_those_who_taught(live_server, open_page):
    owner, speaker = make_user("Ines Okafor"), make_user("Sam Speaker")
    event, people = told(owner, speaker)
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/feedback/")
    desk.get_by_role("link", name="Write a reply").click()
    desk.get_by_label("What do you change because of the answers?").fill("We bring **more maps**.")
    desk.get_by_label("Say the overall rating too").check()
    desk.get_by_role("button", name="Save and read it").click()
    assert browser.violations(desk) == []
    desk.get_by_role("button", name="Send to everybody").click()
    expect(desk.get_by_text("6 people get your reply.")).to_be_visible()
    desk.get_by_role("link", name="Results", exact=True).click()
    desk.get_by_role("button", name="Share", exact=True).click()
    expect(desk.get_by_text("Shared. Each of those who taught gets one mail")).to_be_visible()

    reader = page_of(people[0], live_server, open_page, **PHONE)
    reader.goto(f"/e/{event.slug}/")
    expect(reader.get_by_text("All in all it was 4.0 of 5 for the 6 people who answered.")).to_be_visible()
    assert browser.violations(reader) == []
    teacher = page_of(speaker, live_server, open_page, **PHONE)
    teacher.goto(f"/e/{event.slug}/teach/")
    teacher.get_by_role("link", name="Read it").click()
    expect(teacher.get_by_role("heading", name="Sam Speaker · How was their part?")).to_be_visible()
    expect(teacher.locator("section.panel")).to_have_count(1)
    assert browser.violations(teacher) == []
