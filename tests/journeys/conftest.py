"""Real Chromium against the real product."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Page, sync_playwright
from pytest_django import DjangoDbBlocker

from tests.support import browser as support
from tests.support.mail import MailSink, SinkController
from tests.support.product import Product


@pytest.fixture(scope="session")
def chromium() -> Iterator[Browser]:
    """The browser, once a run."""
    path = support.chromium_path()
    if not path:
        pytest.skip("no Chromium; set CHROMIUM to the path of one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=support.FLAGS)
        yield browser
        browser.close()


OpenPage = Callable[..., Page]


@pytest.fixture
def open_page(chromium: Browser) -> Iterator[OpenPage]:
    """``open_page(base_url=…, …)``: a page in a context of its own; options are Playwright's for a context.

    At the end of the test the browser must not have complained; expect a status with
    ``page.complaints.expected_statuses.add(404)``.
    """
    contexts, complaints = [], support.Complaints()

    def open_one(**options: object) -> Page:
        context = chromium.new_context(**options)
        context.set_default_timeout(15_000)
        contexts.append(context)
        page = context.new_page()
        complaints.watch(page)
        page.complaints = complaints
        return page

    yield open_one
    for context in contexts:
        context.close()
    assert complaints.found == []


@pytest.fixture(scope="session")
def start_product(
    tmp_path_factory: pytest.TempPathFactory, django_db_blocker: DjangoDbBlocker
) -> Callable[..., object]:
    """Starts installations of the product, still empty, each with a mail server: (product, sink)."""
    started: list[Product] = []

    @contextmanager
    def start(name: str) -> Iterator[tuple[Product, MailSink]]:
        sink = MailSink()
        controller = SinkController(sink)
        controller.start()
        product = Product(tmp_path_factory.mktemp(name), django_db_blocker, mail=controller.url)
        try:
            product.prepare(like=started[0].home if started else None)
            product.start()
            started.append(product)
            yield product, sink
        finally:
            product.stop()
            controller.stop()

    return start
