"""What a coordinator reads about a quarter, and what everybody reads about themselves."""

import csv
import io

import pytest
from playwright.sync_api import expect

from accounts.models import User
from registrations.enums import Mark
from tests.factories.accounts import make_coordinator, make_department
from tests.factories.figures import draw_up, make_held, people_of
from tests.support import browser
from tests.support.signed_in import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}


@pytest.fixture
def sales():
    """A department of eight: six of them learned from Finance beside six of Research, all of them from Research."""
    finance, research, sales = (make_department(name) for name in ("Finance", "Research", "Sales"))
    crowd = people_of(sales, 8)
    make_held(finance, dict.fromkeys([*crowd[:6], *people_of(research, 6)], Mark.PRESENT), title="Balance sheets")
    make_held(research, dict.fromkeys(crowd, Mark.PRESENT), title="Rivers")
    draw_up()
    return sales


def test_a_coordinator_reads_a_quarter_and_takes_it_along(sales, live_server, open_page, tmp_path):
    page = page_of(make_coordinator(sales), live_server, open_page)
    page.goto("/figures/")
    expect(page.get_by_label("Period")).to_contain_text("Quarter 3, 2025")
    expect(page.get_by_role("heading", name="Who taught, who learned")).to_be_visible()
    expect(page.get_by_role("row", name="Finance").first).to_contain_text("6")
    assert browser.violations(page) == []

    with page.expect_download() as waited:
        page.get_by_role("link", name="CSV").click()

    waited.value.save_as(tmp_path / "figures.csv")
    rows = list(csv.reader(io.StringIO((tmp_path / "figures.csv").read_text(encoding="utf-8-sig"))))
    assert [row[:4] for row in rows if "Finance" in row] == [["Attended", "Finance", "Sales", "6"]]


def test_everybody_reads_what_they_have_learned(sales, live_server, open_page):
    person = User.objects.filter(department=sales).first()
    page = page_of(person, live_server, open_page, **PHONE)
    page.goto("/my/record/")

    expect(page.get_by_role("link", name="Balance sheets")).to_be_visible()
    expect(page.get_by_role("link", name="Rivers")).to_be_visible()
    assert browser.violations(page) == []
    assert browser.overflow(page) == 0
