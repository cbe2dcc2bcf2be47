"""The watchers themselves, each shown a page with something to find."""

import re

import pytest
from playwright.sync_api import Page

from tests.support import browser
from tests.support.looks import Looks

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


PALE = '<p><font color="{}">{}</font></p>'


def pale(page: Page, looks: Looks) -> list[tuple[str, str]]:
    """The words that axe finds too pale, with their colour."""
    return re.findall(r'color="(#\w+)".*>(\w+)</font>', "\n".join(browser.violations(page, looks)))


def test_the_contrast_of_what_looks_alike_is_measured_once(show):
    page, _ = show(PALE.format("#eee", "") + PALE.format("#eee", "First") + PALE.format("#eee", "Second"))
    looks = Looks()

    assert (pale(page, looks), pale(page, looks)) == ([("#eee", "First")], [])
    assert pale(page, Looks()) == [("#eee", "First")]


def test_contrast_is_measured_again_in_other_colours_places_and_widths(show):
    page, _ = show(PALE.format("#eee", "First") + "<ul><li>" + PALE.format("#eee", "Within") + "</ul>")
    looks = Looks()

    both = pale(page, looks)
    page.evaluate("document.querySelector('font').color = '#ddd'")
    paler = pale(page, looks)
    page.set_viewport_size({"width": 1280, "height": 600})

    assert both == [("#eee", "First"), ("#eee", "Within")]
    assert paler == [("#ddd", "First")]
    assert pale(page, looks) == [("#ddd", "First"), ("#eee", "Within")]


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
