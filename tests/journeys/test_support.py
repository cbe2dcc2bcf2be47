"""The watchers themselves, each shown a page with something to find."""

import pytest
from playwright.sync_api import Page

from tests.support import browser

pytestmark = pytest.mark.browser

GOOD = '<!doctype html><html lang="en"><head><title>T</title></head><body><main><h1>T</h1>{}</main></body></html>'


@pytest.fixture
def show(open_page):
    """A page with ``html`` in it, from an address with the product's policy, and what was found there."""

    def show(html: str, status: int = 200) -> tuple[Page, list[str]]:
        page = open_page(viewport={"width": 320, "height": 600})
        headers = {"content-type": "text/html", "content-security-policy": "default-src 'self'"}
        page.route("**/*", lambda route: route.fulfill(status=status, headers=headers, body=GOOD.format(html)))
        page.goto("http://planted.example/")
        found = list(page.complaints.found)
        page.complaints.found.clear()
        return page, found

    return show


def test_a_good_page_is_left_alone(show):
    page, found = show("<p>Good.</p>")

    assert (found, browser.violations(page), browser.overflow(page)) == ([], [], 0)


def test_axe_finds_a_picture_without_words(show):
    page, _ = show('<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=">')

    assert [line.split(" ")[0] for line in browser.violations(page)] == ["image-alt"]


def test_a_page_that_is_too_wide_is_measured(show):
    page, _ = show("<p>" + "w" * 200 + "</p>")

    assert browser.overflow(page) > 0


@pytest.mark.parametrize(
    "html",
    ["<style>p {}</style>", "<script>x()</script>", '<p style="color: red">x</p>'],
    ids=["sheet", "script", "style"],
)
def test_what_the_policy_refuses_is_a_complaint(show, html):
    _, found = show(html)

    assert len(found) == 1


def test_a_server_error_is_a_complaint_unless_expected(show):
    _, found = show("<p>Oh.</p>", status=500)

    assert "500: http://planted.example/" in found
