"""Answers are given on a phone: kept on the device, light, by keyboard, by link, in the room, in a minute."""

import gzip
import re
from dataclasses import dataclass
from datetime import timedelta
from time import monotonic

import pytest
from django.utils import timezone
from playwright.sync_api import Page, Response, expect

from accounts.models import User
from feedback import actions, links, notifications
from feedback.models import Answered, Box, Form, Questionnaire
from feedback.questions import Kind, Option, Question, to_json
from outbox.models import Message
from tests.factories.accounts import make_user
from tests.factories.feedback import make_attended, make_form
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
LIGHT = 60_000  # bytes
MINUTE = 60  # seconds
KEPT = "What you type is kept on this device until you send it, and nowhere else."


def _by_link(form, person) -> str:
    return links.answer_path(links.sign(form, person, address=person.email))


def _rated(page: Page, title: str, step: str):
    return page.get_by_role("group", name=title).get_by_label(step, exact=True)


def test_what_is_typed_stays_on_the_device_until_it_is_sent(live_server, open_page):
    form, (person,) = make_form(at=timezone.now())
    page = open_page(base_url=live_server.url, **PHONE)
    page.goto(_by_link(form, person))
    expect(page.get_by_text(KEPT)).to_be_hidden()
    _rated(page, "How was it for you, all in all?", "4").check()
    page.get_by_label("What was useful?").fill("The maps.")
    expect(page.get_by_text(KEPT)).to_be_visible()

    page.context.set_offline(True)
    page.get_by_role("button", name="Send my answers").click()
    page.context.set_offline(False)
    page.goto(_by_link(form, person))
    expect(page.get_by_label("What was useful?")).to_have_value("The maps.")
    expect(_rated(page, "How was it for you, all in all?", "4")).to_be_checked()
    assert Answered.objects.get().people == []

    page.get_by_role("button", name="Send my answers").click()  # one answer is missing
    expect(page.get_by_label("What was useful?")).to_have_value("The maps.")
    _rated(page, "Would you recommend it to a colleague?", "9").check()
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank you, your answers are in.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    assert Answered.objects.get().people == [person.pk]


def test_who_shares_a_device_has_it_forget_what_they_typed(live_server, open_page):
    form, (person, other) = make_form(2, at=timezone.now())
    page = open_page(base_url=live_server.url, **PHONE)
    page.goto(_by_link(form, person))
    page.get_by_label("What was useful?").fill("The maps.")

    page.goto(_by_link(form, other))
    expect(page.get_by_label("What was useful?")).to_have_value("")
    page.goto(_by_link(form, person))
    expect(page.get_by_label("What was useful?")).to_have_value("The maps.")
    page.get_by_role("button", name="Forget what I typed").click()

    expect(page.get_by_text("What you typed is forgotten.")).to_be_visible()
    assert page.evaluate("Object.keys(localStorage)") == []
    page.reload()
    expect(page.get_by_label("What was useful?")).to_have_value("")


# At human pace: what somebody needs to find a question and to read it, to choose, and to type a letter.
READS, CHOOSES, TYPES = 1_500, 700, 90  # milliseconds


def _ten_questions() -> list[Question]:
    """Ten, of every kind that is answered on a phone, worded in both languages."""

    def worded(text: str) -> dict[str, str]:
        return {"en": text, "de": f"{text} (auf Deutsch)"}

    scale = {"low": 1, "high": 5, "lowest": worded("Not good"), "highest": worded("Very good")}
    offered = tuple(Option(str(number), worded(f"Answer {number}")) for number in range(1, 5))
    rated = [Question(f"rate{number}", Kind.RATING, worded(f"Rate {number}"), True, **scale) for number in range(1, 6)]
    return [
        *rated,
        Question("recommend", Kind.RECOMMENDATION, worded("Recommend"), True, 0, 10),
        Question("one", Kind.CHOICE, worded("Choose one"), options=offered),
        Question("some", Kind.CHOICES, worded("Choose some"), options=offered),
        Question("line", Kind.SHORT, worded("In a line")),
        Question("text", Kind.TEXT, worded("In your words")),
    ]


def _ask_ten(language: str) -> tuple[Form, User]:
    event, (person,) = make_attended(1, at=timezone.now())
    User.objects.filter(pk=person.pk).update(language=language)
    Questionnaire.objects.create(event=event, questions=to_json(_ten_questions()), changed_at=timezone.now())
    form = actions.open_form(event=event, at=timezone.now())
    assert form is not None
    return form, person


@dataclass
class Hand:
    """Somebody at a keyboard: what they need for each step is added up instead of waited for."""

    page: Page
    milliseconds: int = 0

    def press(self, *keys: str) -> None:
        """Read a question, then press the keys that answer it and lead on."""
        self.milliseconds += READS + CHOOSES
        for key in keys:
            self.page.keyboard.press(key)

    def write(self, text: str) -> None:
        """Type a text, letter by letter."""
        self.milliseconds += TYPES * len(text)
        self.page.keyboard.type(text)


def _wire(answer: Response) -> int:
    """What an answer weighs on its way: style and script go compressed, as they are kept; the page itself does not."""
    heads = sum(len(name) + len(value) + 4 for name, value in answer.all_headers().items())
    body = answer.body()
    return heads + len(gzip.compress(body) if "/static/" in answer.url or "/theme" in answer.url else body)


@pytest.mark.parametrize("language", ["en", "de"])
def test_ten_questions_are_light_and_answered_in_a_minute_by_keyboard(language, live_server, open_page):
    form, person = _ask_ten(language)
    page = open_page(base_url=live_server.url, **PHONE)
    sizes: list[Response] = []
    page.on("response", lambda answer: sizes.append(answer))  # noqa: PLW0108  # Playwright marks what it is given
    page.goto(_by_link(form, person))
    page.wait_for_load_state("networkidle")
    weight = sum(map(_wire, sizes))
    assert 0 < weight < LIGHT
    assert browser.violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 360

    hand, began = Hand(page), monotonic()
    page.locator("[name=rate1]").first.focus()
    for _scale in range(6):
        hand.press("ArrowRight", "Tab")
    hand.press("Space", "Tab")
    hand.press("Space", "Tab", "Tab", "Tab", "Tab")
    hand.press()
    hand.write("Short and clear")
    hand.press("Tab")
    hand.write("More examples from other departments, please")
    hand.press("Tab")
    while page.evaluate("document.activeElement.type") != "submit":
        page.keyboard.press("Tab")
    hand.press("Enter")
    page.locator("[data-forget]").wait_for(state="attached")
    took = hand.milliseconds / 1000 + monotonic() - began

    assert took < MINUTE
    assert page.locator("html").get_attribute("lang") == language
    assert Answered.objects.get().people == [person.pk]
    kept = {box.question: box for box in Box.objects.all()}
    assert [kept[f"rate{number}"].tally["2"] for number in range(1, 6)] == [1, 1, 1, 1, 1]
    assert kept["some"].tally == {"*": 1, "1": 1, "2": 0, "3": 0, "4": 0}
    assert (kept["line"].texts, kept["text"].texts) == (
        ["Short and clear"],
        ["More examples from other departments, please"],
    )


def test_feedback_is_given_signed_in_by_mail_and_from_the_room_then_reminded_and_closed(live_server, open_page):
    owner = make_user("Ines Okafor")
    event, (signed_in, by_mail, in_the_room, silent) = make_attended(4, at=timezone.now(), owner=owner)
    desk = page_of(owner, live_server, open_page)
    desk.goto(f"/organise/{event.slug}/feedback/screen/")
    expect(desk.get_by_role("heading", name="The questions are not open yet")).to_be_visible()
    desk.goto(f"/organise/{event.slug}/feedback/form/")
    shown = desk.frame_locator("iframe[title='What people see']")
    expect(shown.get_by_role("heading", name=f"How was “{event.title}”?")).to_be_visible()
    form = actions.open_form(event=event, at=timezone.now())
    desk.goto(f"/organise/{event.slug}/feedback/")
    desk.get_by_role("link", name="Show the code in the room").click()
    expect(desk.get_by_role("img", name="Code to the questions")).to_be_visible()
    assert browser.violations(desk) == []

    ways = [
        (page_of(signed_in, live_server, open_page, **PHONE), "/my/"),
        (open_page(base_url=live_server.url, **PHONE), _mailed(by_mail)),
        (page_of(in_the_room, live_server, open_page, **PHONE), form.get_absolute_url()),
    ]
    for page, start in ways:
        page.goto(start)
        if start == "/my/":
            page.get_by_role("link", name="Give feedback").click()
        _rated(page, "How was it for you, all in all?", "4").check()
        _rated(page, "Would you recommend it to a colleague?", "9").check()
        page.get_by_role("button", name="Send my answers").click()
        expect(page.get_by_text("Thank you, your answers are in.")).to_be_visible()
        assert browser.violations(page) == []

    actions.remind(form=form, at=form.closes_at - timedelta(days=4))
    assert [one.user for one in Message.objects.filter(kind="feedback.reminder")] == [silent]
    reminded = open_page(base_url=live_server.url, **PHONE)
    reminded.goto(_mailed(silent, kind="feedback.reminder") + "not-this-one/")
    reminded.get_by_role("button", name="Not this one").click()
    expect(reminded.get_by_role("heading", name="You are not asked about this event any more.")).to_be_visible()
    assert browser.violations(reminded) == []
    actions.close_form(form=form, at=form.closes_at)
    desk.goto(f"/organise/{event.slug}/feedback/")
    expect(desk.get_by_role("heading", name="Too few answers to show")).to_be_visible()


def _mailed(person: User, *, kind: str = "feedback.open") -> str:
    """The path of the questions, out of the mail."""
    mail = notifications.render(Message.objects.get(kind=kind, user=person))
    return re.search(r"(/f/[^/]+/)\n", mail.text)[1]
