"""Pages in Chromium that notice what went wrong behind the scenes, and axe's opinion of them."""

import os
import shutil
from dataclasses import dataclass, field
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import ConsoleMessage, Page, Response

from tests.support.looks import Looks

FLAGS = ["--no-sandbox", "--disable-dev-shm-usage", "--disable-gpu"]


def chromium_path() -> str | None:
    """The browser that script/test found, or one on the PATH."""
    names = (os.environ.get("CHROMIUM", ""), "chromium", "chromium-browser", "google-chrome")
    return next((path for name in names if name and (path := shutil.which(name))), None)


@dataclass
class Complaints:
    """What the browser complained about: console errors (refusals by the CSP among them), exceptions, 5xx.

    A test that provokes an error status on purpose says so in ``expected_statuses``.
    """

    found: list[str] = field(default_factory=list)
    expected_statuses: set[int] = field(default_factory=set)

    def watch(self, page: Page) -> None:
        """Collect from ``page`` from now on."""
        page.on("console", self._console)
        page.on("pageerror", lambda error: self.found.append(f"exception: {error}"))
        page.on("response", self._response)

    def _console(self, message: ConsoleMessage) -> None:
        # The browser's own words, and htmx's.
        words = ("Failed to load resource: the server responded with a status of", "Response Status Error Code")
        if any(message.text.startswith(f"{word} {status} ") for word in words for status in self.expected_statuses):
            return
        if message.type in {"error", "warning"}:
            self.found.append(f"{message.type}: {message.text} ({message.location.get('url', '')})")

    def _response(self, response: Response) -> None:
        if response.status >= 500 and response.status not in self.expected_statuses:
            self.found.append(f"{response.status}: {response.url}")


def violations(page: Page, looks: Looks | None = None) -> list[str]:
    """What axe finds on the page as it stands, one line a node; of contrast only in what looks new, if ``looks``."""
    return _lines(_asked(page, {"resultTypes": ["violations"]}, looks))


def poor_contrast(page: Page, looks: Looks | None = None) -> list[str]:
    """What axe finds of that which a change of colours alone can make wrong."""
    rules = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
    return _lines(_asked(page, {"resultTypes": ["violations"], "runOnly": rules}, looks))


def _asked(page: Page, options: dict[str, Any], looks: Looks | None) -> list[dict[str, Any]]:
    """The violations; axe is half a megabyte, so a page gets it once."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE_SCRIPT)
    if looks:
        looks.mark_new(page)
    # Frames are left out: those of ours hold a mail and allow no script, so that axe could not look into them, and
    # Chromium complains of each message that it posts there. What mails look like has tests of its own.
    found: list[dict[str, Any]] = page.evaluate(
        "options => axe.run(options).then(results => results.violations)", options | {"iframes": False}
    )
    return found


def _lines(found: list[dict[str, Any]]) -> list[str]:
    return [
        f"{rule['id']} ({rule['impact']}): {' '.join(map(str, node['target']))}: {node['html'][:200]}"
        for rule in found
        for node in rule["nodes"]
    ]


def overflow(page: Page) -> int:
    """By how many pixels the page is wider than the window."""
    return int(page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth"))


def widest(page: Page) -> str:
    """The innermost element that reaches furthest beyond the window."""
    script = """() => {
      const limit = document.documentElement.clientWidth
      const over = [...document.querySelectorAll("body *")].filter(one => one.getBoundingClientRect().right > limit + 1)
      return over.length ? over[over.length - 1].outerHTML.slice(0, 200) : ""
    }"""
    return str(page.evaluate(script))
