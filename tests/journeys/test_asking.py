"""What is asked: put into order by hand and by keyboard, taken from a set, seen on a phone; and what people want to learn."""

import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from events.drafts import SpeakerDraft
from feedback import actions, queries
from feedback.questions import Condition, Kind, Question
from tests.factories import questions
from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
HOW, USEFUL, BETTER, RECOMMEND = "overall", "useful", "improve", "recommend"


def order(event) -> list[str]:
    return [one.key for one in queries.written(event)[0]]


def handle(page: Page, title: str):
    return page.get_by_role("button", name=f"Move “{title}”")


def drag(page: Page, title: str, onto: str) -> None:
    """Drag a row a little beyond the middle of another one."""
    start = handle(page, title).bounding_box()
    end = page.get_by_role("listitem").filter(has_text=onto).bounding_box()
    page.mouse.move(start["x"] + 10, start["y"] + 10)
    page.mouse.down()
    page.mouse.move(start["x"] + 10, end["y"] + end["height"] * 0.6, steps=8)
    page.mouse.up()


def test_questions_are_put_into_order_taken_from_a_set_and_seen_on_a_phone(live_server, open_page):
    owner = make_user("Ines Okafor", department=make_department("Finance"))
    event, other = (make_upcoming_event(owner=owner, title=title) for title in ("Tides", "Sums"))
    page = page_of(owner, live_server, open_page)
    page.goto(f"/organise/{event.slug}/feedback/form/")

    drag(page, "How was it for you, all in all?", "What was useful?")
    expect(page).to_have_url(f"{live_server.url}/organise/{event.slug}/feedback/form/#q-overall")
    expect(handle(page, "How was it for you, all in all?")).to_be_focused()
    assert order(event) == [USEFUL, HOW, BETTER, RECOMMEND]

    page.keyboard.press("Space")
    expect(page.get_by_role("status").filter(has_text="Taken: How was it for you")).to_be_attached()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(page.get_by_role("status").filter(has_text="How was it for you, all in all?: 4 of 4")).to_be_attached()
    page.keyboard.press("Escape")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("Space")
    expect(page.locator("li[data-move]").first).to_contain_text("How was it for you")
    assert order(event) == [HOW, USEFUL, BETTER, RECOMMEND]
    assert browser.violations(page) == []

    page.get_by_role("link", name="Keep these as a set").click()
    page.get_by_role("textbox", name="Name").fill("After a workshop")
    page.get_by_role("button", name="Keep it").click()
    page.goto(f"/organise/{other.slug}/feedback/form/")
    page.get_by_role("link", name="Take a set of questions").click()
    page.get_by_role("button", name="Ask these too After a workshop").click()
    expect(page.locator("li[data-move]")).to_have_count(8)

    page.get_by_role("link", name="Deutsch").click()
    phone = page.frame_locator("iframe.handset")
    expect(phone.get_by_role("heading", level=1)).to_have_text("Wie war „Sums“?")
    assert browser.violations(page) == []


def test_an_order_that_breaks_a_condition_is_refused_in_words(live_server, open_page):
    event = make_upcoming_event(owner=make_user("Ines Okafor"))
    owner = event.roles.get().user
    why = Question("why", Kind.TEXT, {"en": "Why?", "de": "Warum?"}, condition=Condition(HOW, low=1, high=2))
    actions.write_question(event=event, question=why, version=0, by=owner, at=timezone.now())
    page = page_of(owner, live_server, open_page, **PHONE)
    page.goto(f"/organise/{event.slug}/feedback/form/")

    handle(page, "Why?").focus()
    page.keyboard.press("Space")
    for _step in range(4):
        page.keyboard.press("ArrowUp")
    page.keyboard.press("Enter")

    expect(page.get_by_text("A question can only follow from one that stands before it")).to_be_visible()
    assert order(event)[-1] == "why"


def test_what_people_want_to_learn_goes_from_registering_to_whoever_teaches(live_server, open_page):
    owner, teacher = make_user("Ines Okafor"), make_user("Henrik Aalto")
    event = make_upcoming_event(owner=owner, title="Tides", speakers=(SpeakerDraft(user=teacher),))
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/form/")
    desk.get_by_role("button", name="Ask what people want to learn").click()
    expect(desk.get_by_text("for speakers, in sum")).to_be_visible()

    event.refresh_from_db()
    for number in range(4):
        questions.answer(event, {"long": f"Wish {number}"}, make_user(f"Wisher {number}"), at=timezone.now())
    phone = page_of(make_user("Mara"), live_server, open_page, **PHONE)
    phone.goto(event.get_absolute_url())
    phone.get_by_role("link", name="Register").first.click()
    expect(phone.get_by_text("Speakers read all answers in sum, without names.")).to_be_visible()
    assert browser.violations(phone) == []
    stage = page_of(teacher, live_server, open_page)
    stage.goto(f"/e/{event.slug}/teach/")
    expect(stage.get_by_text("Not enough answers yet")).to_be_visible()
    phone.get_by_label("What do you want to learn?").fill("Reading a tide table")
    phone.get_by_role("button", name="Register").click()
    phone.wait_for_url(f"**{event.get_absolute_url()}")

    stage.reload()
    expect(stage.get_by_text("Reading a tide table")).to_be_visible()
    expect(stage.get_by_text("Mara")).to_have_count(0)
    assert browser.violations(stage) == []
