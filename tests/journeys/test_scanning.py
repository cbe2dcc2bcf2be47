"""Scanning one code after the other at the door: a real browser with a camera that shows pictures of ours.

Chromium on Linux has no BarcodeDetector, so the page gets one that asks a reader of ours what is on the picture;
the permission, the stream and everything that the page does with it are the browser's and the page's own.
"""

from base64 import b64decode
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import pytest
from django.conf import settings
from django.urls import reverse
from PIL import Image
from playwright.sync_api import Browser, Page, expect

from common import qr
from registrations.models import Attendance
from tests.journeys.test_check_in import kept, phone, prepare, wait_for
from tests.support import browser as support
from tests.support.cameras import codes_in

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

WIDE, HIGH = 640, 480
SHOWN = 40  # frames each; the camera shows them over and over
DETECTOR = """
    window.BarcodeDetector = class {
      static async getSupportedFormats() { return ["qr_code"]; }
      async detect(video) {
        const canvas = document.createElement("canvas");
        [canvas.width, canvas.height] = [video.videoWidth, video.videoHeight];
        canvas.getContext("2d").drawImage(video, 0, 0);
        return (await window.readCodes(canvas.toDataURL())).map((rawValue) => ({ rawValue }));
      }
    };
"""
OpenPhone = Callable[..., Page]


@pytest.fixture(scope="module")
def product(start_product):
    with start_product("scanning") as (product, _sink):
        yield product


@pytest.fixture
def camera(chromium: Browser, tmp_path: Path) -> Iterator[Callable[..., Browser]]:
    """``camera(*addresses)``: a browser before whose camera these codes are held, one after the other."""
    started = []

    def hold(*addresses: str) -> Browser:
        film = tmp_path / "film.mjpeg"
        film.write_bytes(b"".join(frame(address) * SHOWN for one in addresses for address in (one, "")))
        flags = ["--use-fake-device-for-media-stream", f"--use-file-for-fake-video-capture={film}"]
        started.append(
            chromium.browser_type.launch(executable_path=support.chromium_path(), args=[*support.FLAGS, *flags])
        )
        return started[-1]

    yield hold
    for browser in started:
        browser.close()


def frame(address: str) -> bytes:
    """One picture of the film: the code on a desk, or nothing."""
    picture = Image.new("RGB", (WIDE, HIGH), (150, 140, 130))
    if address:
        with Image.open(BytesIO(qr.png(address))) as code:
            picture.paste(code.convert("RGB").resize((320, 320)), (160, 80))
    written = BytesIO()
    picture.save(written, "jpeg", quality=90)
    return written.getvalue()


def opener(browser: Browser, *, may_look: bool) -> tuple[OpenPhone, support.Complaints]:
    """How a phone is opened in ``browser``, and what that complains of."""
    complaints = support.Complaints()

    def open_one(**options: object) -> Page:
        context = browser.new_context(**options)
        context.set_default_timeout(15_000)
        if may_look:
            context.grant_permissions(["camera"])
        page = context.new_page()
        complaints.watch(page)
        page.add_init_script(DETECTOR)
        page.expose_function("readCodes", lambda url: codes_in(b64decode(url.partition(",")[2])))
        return page

    return open_one, complaints


def address_of(product, place) -> str:
    """What stands in the code of somebody's seat, at this installation."""
    return product.url + reverse("check-in-code", args=[place.check_in_token])


def test_codes_held_before_the_camera_count_once_each_and_a_foreign_one_is_said(product, camera):
    event, places = prepare(product, people=3)
    with product.database():
        first, second = (address_of(product, place) for place in places[:2])
    stranger = f"{product.url}/c/1-{'x' * 24}/"
    open_phone, complaints = opener(camera(first, second, stranger), may_look=True)
    page = phone(open_phone, product, "yusuf", event)

    page.get_by_role("button", name="Scan codes").click()

    expect(page.get_by_text("This code is of nobody on this list.")).to_be_visible(timeout=30_000)
    expect(page.locator("li[data-here]")).to_have_count(2, timeout=30_000)
    expect(page.get_by_role("region", name="Just now").get_by_role("listitem")).to_have_count(2)
    page.wait_for_timeout(4_000)  # the film begins again: each is seen many times more
    page.get_by_role("button", name="Scan codes").click()
    expect(page.get_by_label("What the camera sees")).to_be_hidden()
    wait_for(page, lambda: kept(page) == 0, "something is kept still")
    with product.database():
        entries = Attendance.objects.filter(registration__event=event).values_list("registration", "mark")
        assert sorted(entries) == sorted((place.pk, "present") for place in places[:2])
    assert complaints.found == []
    page.context.close()


def test_a_refused_camera_is_said_with_what_helps(product, camera):
    event, _places = prepare(product, people=1)
    open_phone, complaints = opener(camera(settings.BASE_URL), may_look=False)
    page = phone(open_phone, product, "yusuf", event)

    page.get_by_role("button", name="Scan codes").click()

    said = page.get_by_role("alert").filter(has_text="may not use the camera")
    expect(said).to_be_visible()
    expect(page.get_by_text("No camera was found on this device.")).to_be_hidden()
    expect(page.get_by_label("What the camera sees")).to_be_hidden()
    expect(page.get_by_role("button", name="Scan codes")).to_be_enabled()
    assert complaints.found == []
    page.context.close()


def test_a_device_without_a_camera_says_so(product, chromium):
    event, _places = prepare(product, people=1)
    open_phone, complaints = opener(chromium, may_look=True)
    page = phone(open_phone, product, "yusuf", event)

    page.get_by_role("button", name="Scan codes").click()

    expect(page.get_by_text("No camera was found on this device.")).to_be_visible()
    assert complaints.found == []
    page.context.close()


def test_what_was_a_slip_is_taken_back_from_the_list_of_who_came_just_now(product, open_page):
    event, _places = prepare(product, people=12)
    one, other = (phone(open_page, product, name, event) for name in ("yusuf", "noor"))
    for number in range(7):
        one.get_by_role("button", name=f"Present: Person {number:03}").click()

    last = one.get_by_role("region", name="Just now").get_by_role("listitem")
    expect(last.locator("[data-name]")).to_have_text([f"Person {number:03}" for number in (6, 5, 4, 3, 2)])
    other.evaluate("window.dispatchEvent(new Event('online'))")  # it asks every few seconds anyway
    theirs = other.get_by_role("region", name="Just now")
    expect(theirs.get_by_role("listitem").first).to_contain_text("Person 006", timeout=15_000)
    other.context.set_offline(True)
    theirs.get_by_role("button", name="Undo: Person 006").click()
    expect(theirs.get_by_role("listitem").first).to_contain_text("Person 005")
    other.context.set_offline(False)
    other.evaluate("window.dispatchEvent(new Event('online'))")

    expect(last.first).to_contain_text("Person 005", timeout=15_000)
    one.complaints.found.clear()  # the browser noticed that there was no network
    with product.database():
        current = Attendance.objects.current().filter(registration__event=event)
        assert sorted(current.values_list("mark", flat=True)) == ["present"] * 6
