"""Every page that the resolver knows, as axe and the browser's console see it.

Each is opened once, full and empty, and looked at in light on a phone and a wide screen, in dark on the
phone (colours do not follow the width), with all folds open. The contrast of what looks alike is measured once.
A route that no table covers makes the walk over the rights fail already.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest
from django.db import transaction
from django.test import Client, override_settings
from django.utils import timezone
from playwright.sync_api import APIResponse, Browser, Page

from tests.support import browser, world
from tests.support.looks import Looks
from tests.support.product import Product
from tests.support.routes import Route, routes
from tests.support.visits import Visit, address, allowed, visits

pytestmark = pytest.mark.browser

# Who looks at a page, of those who may: the first of each line.
LOOKERS = (("anonymous",), ("owner", "participant", "admin"))
WIDTHS = (320, 1280)
CLOSED = 405
# The emergency desk is Django's own page, for administrators alone: its look is not ours to mend.
SECRET = re.compile(r"""(?<=csrfmiddlewaretoken" value=")\w+|(?<=X-CSRFToken": ")\w+""")
OURS = [route for route in routes() if not str(route).startswith("admin:")]


@dataclass
class Place:
    """An installation that runs, what is in it, and a signed-in cookie for everybody."""

    product: Product
    world: world.World
    cookies: dict[str, str]


@dataclass
class Seen:
    """What was looked at already: some pages are the same for everybody, with much and with nothing to show."""

    texts: set[str] = field(default_factory=set)
    looks: Looks = field(default_factory=Looks)


@pytest.fixture(scope="module")
def full(start_product) -> Iterator[Place]:
    """The demo organisation, and another small one in which somebody has every role."""
    with start_product("full") as (product, _sink):
        product.manage("seed_demo")
        yield furnish(product, world.build)


@pytest.fixture(scope="module")
def empty(start_product) -> Iterator[Place]:
    """People, and events in which nobody takes part."""
    with start_product("empty") as (product, _sink):
        yield furnish(product, world.build_empty)


def furnish(product: Product, build) -> Place:
    documents = override_settings(JOB_FILES_DIR=product.home / "documents", MEDIA_ROOT=product.home / "files")
    with product.database(), documents, transaction.atomic():
        built, cookies = build(timezone.now()), {}
        for role, person in built.people.items():
            client = Client()
            client.force_login(person)
            cookies[role] = client.cookies["sessionid"].value
    return Place(product, built, cookies)


def lookers(route: Route, filled: Visit) -> list[str]:
    may = allowed(route, filled)
    return [next(role for role in line if role in may) for line in LOOKERS if may & set(line)]


def is_page(answer: APIResponse) -> bool:
    """Whether there is something to see: not a file, not a fragment, not somewhere else, not for buttons only."""
    assert answer.status < 400 or answer.status == CLOSED, f"{answer.status} at {answer.url}"
    if "sandbox" in answer.headers.get("content-security-policy", ""):
        return False  # a mail alone in its frame: no script may run there, axe neither
    return answer.status == 200 and answer.text().lstrip().lower().startswith("<!doctype html>")


def look(page: Page, url: str, looks: Looks) -> list[str]:
    """What is wrong with the page at ``url``, however one looks at it."""
    page.set_viewport_size({"width": WIDTHS[0], "height": 900})
    page.emulate_media(color_scheme="light", reduced_motion="reduce")
    page.goto(url)
    page.evaluate("document.querySelectorAll('details').forEach(fold => { fold.open = true })")
    found = []
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        page.emulate_media(color_scheme="light", reduced_motion="reduce")
        found += [f"{width} light {line}" for line in browser.violations(page, looks)]
        if width == WIDTHS[0]:
            page.emulate_media(color_scheme="dark", reduced_motion="reduce")
            found += [f"{width} dark {line}" for line in browser.poor_contrast(page, looks)]
        if wider := browser.overflow(page):
            found.append(f"{width}: {wider} pixels too wide: {browser.widest(page)}")
    return found


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    """One window for the whole walk, as people have: what all pages share is fetched once."""
    context = chromium.new_context()
    context.set_default_timeout(15_000)
    page = context.new_page()
    page.complaints = browser.Complaints()
    page.complaints.watch(page)
    yield page
    context.close()


@pytest.fixture(scope="module")
def seen() -> Seen:
    return Seen()


def sign_in(page: Page, place: Place, role: str) -> None:
    page.context.clear_cookies()
    if role in place.cookies:
        cookie = {"name": "sessionid", "value": place.cookies[role], "url": place.product.url}
        page.context.add_cookies([cookie])


def plain(answer: APIResponse, place: Place) -> str:
    """What an answer says, without the secrets that each has of its own."""
    return SECRET.sub("", answer.text().replace(place.product.url, ""))


def walk(route: Route, place: Place, page: Page, seen: Seen) -> list[str]:
    found = []
    for filled in visits(route):
        if place.world.is_empty and filled.needs_people:
            continue
        with place.product.database():
            url = place.product.url + address(route, filled.arguments(place.world))
        for role in lookers(route, filled):
            sign_in(page, place, role)
            answer = page.request.get(url, max_redirects=0)
            if is_page(answer) and (text := plain(answer, place)) not in seen.texts:
                seen.texts.add(text)
                page.complaints.found.clear()
                found += [f"{url} as {role}: {line}" for line in look(page, url, seen.looks) + page.complaints.found]
    return found


@pytest.mark.parametrize("route", OURS, ids=str)
def test_a_page_has_no_fault_when_there_is_much_to_show(route, full, page, seen):
    found = walk(route, full, page, seen)

    assert not found, "\n".join(found)


@pytest.mark.parametrize("route", OURS, ids=str)
def test_a_page_has_no_fault_when_there_is_nothing_to_show(route, empty, page, seen):
    found = walk(route, empty, page, seen)

    assert not found, "\n".join(found)
