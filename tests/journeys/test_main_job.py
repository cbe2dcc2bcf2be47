"""The main job, once from end to end, through the browser, the queue and a real mail server."""

import io
from datetime import timedelta
from email.message import EmailMessage

import icalendar
import pypdf
import pytest
from django.conf import global_settings
from django.db.models import F
from django.test import override_settings
from django.utils import timezone
from playwright.sync_api import Page, expect

from accounts import actions as people
from accounts.models import Department
from calendars.models import Meeting
from events.models import Event, Session
from tests.support.mail import MailSink

pytestmark = pytest.mark.browser

PASSWORD = "a-long-pass-phrase"
TITLE = "Reading a balance sheet <without> fear"
PEOPLE = {"Ines": "Finance", "Amelie": "Sales", "Bashir": "Engineering", "Clara": "Product"}


def address(name: str) -> str:
    return f"{name.lower()}@nordhaven.example"


def calendar_of(message: EmailMessage) -> tuple[str, icalendar.Event] | None:
    """Method and VEVENT of the mail's calendar part, which must say the same as its MIME type."""
    for part in message.walk():
        if part.get_content_type() == "text/calendar":
            calendar = icalendar.Calendar.from_ical(part.get_payload(decode=True))
            assert part.get_param("method") == calendar["METHOD"]
            return str(calendar["METHOD"]), calendar.walk("VEVENT")[0]
    return None


def to(messages: list[EmailMessage], name: str) -> list[EmailMessage]:
    return [message for message in messages if address(name) in message["To"]]


def sign_in(page: Page, name: str) -> Page:
    page.goto("/accounts/login/")
    page.get_by_label("Email").fill(address(name))
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_label("Password", exact=True).press("Enter")
    expect(page.get_by_role("navigation", name="Main")).to_contain_text("Organise")
    return page


def let_it_be_over(event: Event) -> None:
    """Days pass between two clicks: the seminar was yesterday."""
    shift = timezone.now() - timedelta(hours=2) - event.ends_at
    for rows in (Event.objects.filter(pk=event.pk), Session.objects.filter(event=event), Meeting.objects.all()):
        rows.update(starts_at=F("starts_at") + shift, ends_at=F("ends_at") + shift)


@pytest.fixture
def company(start_product, open_page):
    """A product that runs, its mail server, and a signed-in page for each colleague."""
    with start_product("main-job") as (product, sink):
        # The tests' own quick hashes are nothing that the product knows.
        with product.database(), override_settings(PASSWORD_HASHERS=global_settings.PASSWORD_HASHERS):
            for name, department in PEOPLE.items():
                home = Department.objects.create(key=department.lower(), name=department)
                people.enrol(
                    email=address(name), name=name, password=PASSWORD, department=home, language="en", at=timezone.now()
                )
        pages = {name: sign_in(open_page(base_url=product.url), name) for name in PEOPLE}
        yield product, sink, pages


def publish(page: Page) -> None:
    day = (timezone.localdate() + timedelta(days=7)).isoformat()
    page.get_by_role("link", name="Organise").click()
    page.get_by_role("link", name="New event").first.click()
    page.get_by_label("Title").fill(TITLE)
    page.get_by_label("Date", exact=True).fill(day)
    page.get_by_label("Start", exact=True).fill("10:00")
    page.get_by_label("End", exact=True).fill("11:30")
    page.get_by_label("Another place").fill("Elbe 2.04, Hamburg")
    page.get_by_label("Seats in the room").fill("2")
    page.get_by_role("button", name="Save draft").first.click()
    page.get_by_role("link", name="Publish").first.click()
    page.get_by_role("button", name="Publish now").click()
    expect(page.get_by_role("heading", level=1)).to_have_text(TITLE)


def register(page: Page, *, button: str, answer: str) -> None:
    page.goto("/")
    page.get_by_role("link", name=TITLE).click()
    page.get_by_role("button", name=button).click()
    expect(page.get_by_text(answer).first).to_be_visible()


def register_all(amelie: Page, bashir: Page, clara: Page, sink: MailSink) -> icalendar.Event:
    """Two get a seat and an invitation, the third waits and gets no calendar entry."""
    register(amelie, button="Register", answer="You have a seat")
    register(bashir, button="Register", answer="You have a seat")
    register(clara, button="Join the waiting list", answer="You are on the waiting list")
    told = sink.wait_for(3)
    (invited,), (waiting,) = to(told, "Amelie"), to(told, "Clara")
    method, entry = calendar_of(invited)
    assert (method, int(entry["SEQUENCE"]), str(entry["SUMMARY"])) == ("REQUEST", 0, TITLE)
    assert str(entry["ATTENDEE"]) == f"mailto:{address('Amelie')}"
    assert str(entry["ORGANIZER"]) == f"mailto:{invited['From'].addresses[0].addr_spec}"
    assert calendar_of(waiting) is None
    return entry


def pass_the_seat_on(amelie: Page, clara: Page, sink: MailSink, entry: icalendar.Event) -> None:
    """The first leaves, the one who waits moves up, and both calendars are told."""
    amelie.get_by_role("button", name="Cancel my seat").click()
    expect(amelie.get_by_role("button", name="Join the waiting list")).to_be_visible()
    told = sink.wait_for(5)
    method, cancelled = calendar_of(to(told, "Amelie")[1])
    assert (method, str(cancelled["UID"]), int(cancelled["SEQUENCE"])) == ("CANCEL", str(entry["UID"]), 1)
    method, promoted = calendar_of(to(told, "Clara")[1])
    assert (method, str(promoted["UID"]), str(promoted["STATUS"])) == ("REQUEST", str(entry["UID"]), "CONFIRMED")
    clara.reload()
    expect(clara.get_by_text("You have a seat").first).to_be_visible()


def test_the_main_job_from_the_draft_to_the_document(company):
    product, sink, pages = company
    organiser, amelie, bashir, clara = (pages[name] for name in PEOPLE)

    publish(organiser)
    entry = register_all(amelie, bashir, clara, sink)
    pass_the_seat_on(amelie, clara, sink, entry)
    with product.database():
        let_it_be_over(Event.objects.get())
    mark_attendance(organiser)
    asked = sink.wait_for(7)[5:]
    give_feedback(bashir)
    text = summary(organiser)

    assert sorted(message["To"].addresses[0].addr_spec for message in asked) == [address("Bashir"), address("Clara")]
    assert [name for name in PEOPLE if name in text] == ["Bashir", "Clara"]
    assert TITLE in text
    assert len({message["Message-ID"] for message in sink.messages}) == 7


def mark_attendance(page: Page) -> None:
    page.goto("/organise/")
    page.get_by_role("link", name="Mark attendance").click()
    page.get_by_role("row", name="Bashir").get_by_label("Present", exact=True).check()
    page.get_by_role("row", name="Clara").get_by_label("Partly present").check()
    page.get_by_role("button", name="Save").first.click()
    page.get_by_role("link", name="Close the list").click()
    page.get_by_role("button", name="Close the list").click()
    expect(page.get_by_text("closed").first).to_be_visible()


def give_feedback(page: Page) -> None:
    page.goto("/my/")
    page.get_by_role("link", name="Give feedback").first.click()
    expect(page.get_by_text("Anonymous").first).to_be_visible()
    page.get_by_role("group", name="How was it for you").get_by_label("5", exact=True).check(force=True)
    page.get_by_label("What should be better").fill("More examples")
    page.get_by_role("group", name="Would you recommend it").get_by_label("9", exact=True).check(force=True)
    page.get_by_role("button", name="Send my answers").click()
    expect(page.get_by_text("Thank you").first).to_be_visible()


def summary(page: Page) -> str:
    page.get_by_role("link", name="Reports").click()
    page.locator("summary", has_text="Attendance summary").click()
    page.get_by_role("button", name="Make the PDF").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").first.click(timeout=60_000)
    document = pypdf.PdfReader(io.BytesIO(download.value.path().read_bytes()))
    return "\n".join(sheet.extract_text() for sheet in document.pages)
