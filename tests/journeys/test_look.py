"""What the walk with axe over every page does not try: right to left, copying, paper, and how much the first load weighs."""

import gzip
import io
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from pypdf import PdfReader

from tests.factories.accounts import make_department, make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.support import browser

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def cookie_of(person, address):
    client = Client()
    client.force_login(person)
    return {"name": "sessionid", "value": client.cookies["sessionid"].value, "url": address}


@pytest.fixture
def cookie(live_server):
    return cookie_of(make_user("Mara Lindqvist"), live_server.url)


def test_right_to_left_nothing_runs_over(live_server, open_page, cookie):
    page = open_page(base_url=live_server.url, viewport={"width": 320, "height": 900})
    page.context.add_cookies([cookie])
    page.goto(reverse("styleguide"))
    page.evaluate("document.documentElement.dir = 'rtl'")

    assert (browser.violations(page), browser.overflow(page)) == ([], 0)


def test_a_value_is_copied_and_the_button_says_so(live_server, open_page, cookie):
    page = open_page(base_url=live_server.url, permissions=["clipboard-read", "clipboard-write"])
    page.context.add_cookies([cookie])
    page.goto(reverse("styleguide"))

    page.get_by_role("button", name="Copy address").click()

    page.get_by_role("button", name="Copied").wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == "https://roundtable.example/c/7Qm4f2.ics"


def test_the_first_load_is_light(live_server, open_page):
    page = open_page(base_url=live_server.url)
    sizes = []
    page.on("response", lambda answer: sizes.append(len(gzip.compress(answer.body()))))

    page.goto(reverse("account_login"))
    page.wait_for_load_state("networkidle")

    assert 0 < sum(sizes) < 50_000


def test_a_printed_attendance_list_has_names_and_nothing_to_click(live_server, open_page):
    owner = make_user("Ines Okafor")
    event = make_upcoming_event(days=0, start="00:00", end="23:59", owner=owner)
    register(event, make_user("Amelie Roux"), at=event.starts_at - timedelta(hours=5))
    page = open_page(base_url=live_server.url)
    page.context.add_cookies([cookie_of(owner, live_server.url)])
    page.goto(reverse("workspace-attendance", args=[event.slug]))
    page.emulate_media(media="print")

    assert page.get_by_role("rowheader", name="Amelie Roux").get_by_text("Amelie Roux").is_visible()
    assert [
        one.inner_text() for one in page.locator("main :is(.btn, .chip, .pick input)").all() if one.is_visible()
    ] == []


def test_a_month_of_six_weeks_is_printed_on_one_sheet_as_a_table(live_server, open_page, cookie):
    page = open_page(base_url=live_server.url)
    page.context.add_cookies([cookie])
    page.goto(f"{reverse('calendar')}?month=2026-11")

    sheets = PdfReader(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True))).pages

    assert (len(sheets), sheets[0].mediabox.width > sheets[0].mediabox.height) == (1, True)
    days = " ".join(map(str, [*range(26, 32), *range(1, 31), *range(1, 7)]))
    assert " ".join(sheets[0].extract_text().split()) == (
        f"November 2026 Nothing is planned here. Mon Tue Wed Thu Fri Sat Sun {days} All times are Berlin time."
    )


LYING_ON_ANOTHER = """() => {
  const boxes = [...document.querySelectorAll(".bar .brand, .bar li a, .bar .wrap > a")].map(one => one.getBoundingClientRect())
  const seen = boxes.filter(box => box.width).sort((one, other) => one.left - other.left)
  return seen.filter((box, number) => number && box.left < seen[number - 1].right).length
}"""
LINES = """() => [...document.querySelectorAll(".address")].map(one => {
  const text = document.createRange()
  text.selectNodeContents(one)
  return new Set([...text.getClientRects()].map(box => Math.round(box.top))).size
})"""


@pytest.mark.parametrize("language", ["en", "de"])
def test_nothing_in_the_bar_lies_on_anything_else(live_server, open_page, language):
    person = make_user("Mara Lindqvist", language=language)
    page = open_page(base_url=live_server.url, locale=language)
    page.context.add_cookies([cookie_of(person, live_server.url)])
    page.goto(reverse("library"))
    page.evaluate("document.querySelector('.brand__name').textContent = 'Nordhaven Instruments and Daughters'")
    widths = (320, 390, 480, 600, 767, 768, 800, 900, 1000, 1200)

    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = (page.evaluate(LYING_ON_ANOTHER), browser.overflow(page))

    assert found == dict.fromkeys(widths, (0, 0))


@pytest.mark.parametrize("language", ["en", "de"])
def test_addresses_in_a_list_of_people_break_behind_the_at_if_at_all(live_server, open_page, language):
    owner = make_user("Ines Okafor", language=language)
    event = make_upcoming_event(owner=owner, seats={"room": 1, "online": 1})
    for name in ("Hugo Lefèvre", "Iris Bakker", "Daniel Mäkinen"):
        person = make_user(
            name, email=f"{name.replace(' ', '.')}@nordhaven.example", department=make_department("Customer Care")
        )
        register(event, person, at=timezone.now())
    page = open_page(base_url=live_server.url, locale=language)
    page.context.add_cookies([cookie_of(owner, live_server.url)])
    page.goto(reverse("workspace-people", args=[event.slug]))
    widths = (390, 768, 1030, 1200, 1440)

    found = {}
    for width in widths:
        page.set_viewport_size({"width": width, "height": 900})
        cut = page.evaluate("(one => one.scrollWidth - one.clientWidth)(document.querySelector('.panel--flush'))")
        found[width] = (max(page.evaluate(LINES)) <= 2, cut)

    assert found == dict.fromkeys(widths, (True, 0))
