"""Tables are taken along: at once with a filter, a large one in the background, and one every week by mail."""

import csv
import io
from pathlib import Path

import openpyxl
import pytest
from django.utils import timezone
from playwright.sync_api import Page, expect

from common import exports
from exports import actions
from exports.models import RegularExport
from jobs.tasks import run_due
from outbox.models import Message
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import make_upcoming_event
from tests.factories.registrations import register
from tests.journeys.test_groups import page_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def owner():
    return make_user("Ines Okafor")


@pytest.fixture
def event(owner):
    """Two have a seat, one of them with a formula for a name, and one waits."""
    event = make_upcoming_event(owner=owner, title="Knots", capacity=2)
    for name in ("=cmd()", "Ben", "Cem"):
        register(event, make_user(name), at=timezone.now())
    return event


def names_in_csv(page: Page, button: str) -> list[str]:
    rows = csv.reader(io.StringIO(downloaded(page, button).read_text(encoding="utf-8-sig"), newline=""))
    return [row[0] for row in rows][1:]


def downloaded(page: Page, button: str) -> Path:
    with page.expect_download() as download:
        page.get_by_role("link", name=button).first.click()
    return Path(download.value.path())


def test_a_table_is_taken_along_as_it_is_narrowed(live_server, open_page, owner, event):
    page = page_of(owner, live_server, open_page, java_script_enabled=False)
    page.goto(f"/organise/{event.slug}/people/?sort=name")
    page.get_by_role("link", name="Confirmed").first.click()

    assert names_in_csv(page, "CSV") == ["'=cmd()", "Ben"]


def test_a_large_table_is_made_in_the_background(live_server, open_page, owner, event, monkeypatch):
    monkeypatch.setattr(exports, "MOST_AT_ONCE", 2)
    page = page_of(owner, live_server, open_page)
    page.goto(f"/organise/{event.slug}/people/?sort=name")
    page.get_by_role("link", name="XLSX").click()
    expect(page.get_by_text("It is too large to wait for.")).to_be_visible()
    page.get_by_role("button", name="Make it").click()
    expect(page.get_by_text("Waiting", exact=True)).to_be_visible()
    run_due()
    expect(page.get_by_text("Done", exact=True)).to_be_visible()  # the page asks again by itself

    sheet = openpyxl.load_workbook(io.BytesIO(downloaded(page, "Download").read_bytes()), read_only=True).worksheets[0]

    assert [row[0] for row in sheet.iter_rows(values_only=True)] == ["Name", "'=cmd()", "Ben", "Cem"]


def test_a_table_comes_every_week_by_mail(live_server, open_page, owner, event):
    page = page_of(owner, live_server, open_page, viewport={"width": 390, "height": 844})
    page.goto(f"/organise/{event.slug}/people/?sort=name")
    page.get_by_role("link", name="Regularly by mail").click()
    page.get_by_label("On which day").select_option(label="Every week: Wednesday")
    page.get_by_label("At what time").fill("06:30")
    page.get_by_role("region", name="Regularly by mail").get_by_label("As").select_option("csv")
    page.get_by_role("button", name="Get it regularly").click()
    expect(page.get_by_text("Every week: Wednesday, 06:30, as CSV")).to_be_visible()
    Registration.objects.filter(user__name="Cem").delete()
    RegularExport.objects.update(next_at=timezone.now())
    actions.make_due(at=timezone.now())
    run_due()

    page.goto(Message.objects.get(kind="exports.ready").params["path"])
    assert names_in_csv(page, "Download") == ["'=cmd()", "Ben"]
    page.goto("/exports/")
    page.get_by_role("button", name="Pause").click()
    expect(page.get_by_text("Paused since:")).to_be_visible()
