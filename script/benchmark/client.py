"""One person's browser, as light as it can be: connections stay open, cookies are sent as they are."""

import re
from collections.abc import Mapping
from urllib.parse import urlencode

import urllib3

from benchmark.counting import ANSWER, ASKED
from benchmark.installation import Broken

TOKEN = "0123456789abcdefghijklmnopqrstuv"  # noqa: S105  # Django only compares cookie and form
OK, FOUND, UNCHANGED = 200, 302, 304


class Client:
    """Asks one installation for pages."""

    def __init__(self, url: str, *, lanes: int = 1) -> None:
        self.pool = urllib3.connection_from_url(url, maxsize=lanes, block=True, retries=False, timeout=60)

    def get(
        self, path: str, *, cookie: str = "", expected: int = OK, headers: Mapping[str, str] | None = None
    ) -> urllib3.BaseHTTPResponse:
        """A page. Raises Broken for any other answer than the ``expected`` one."""
        answer = self.pool.request("GET", path, headers=_headers(cookie) | dict(headers or {}), redirect=False)
        return _checked(answer, path, expected)

    def post(
        self, path: str, values: Mapping[str, str], *, cookie: str = "", headers: Mapping[str, str] | None = None
    ) -> urllib3.BaseHTTPResponse:
        """A form that is answered by sending us on."""
        body = urlencode({**values, "csrfmiddlewaretoken": TOKEN})
        form = {"Content-Type": "application/x-www-form-urlencoded"}
        sent = _headers(cookie) | form | dict(headers or {})
        return _checked(self.pool.request("POST", path, headers=sent, body=body, redirect=False), path, FOUND)

    def sign_in(self, email: str, password: str) -> str:
        """The session cookie of somebody who signs in on the page."""
        answer = self.post("/accounts/login/", {"login": email, "password": password})
        found = re.search(r"sessionid=([^;]+)", answer.headers.get("Set-Cookie", ""))
        if not found:
            raise Broken(f"{email} could not sign in")
        return found[1]

    def statements(self, path: str, *, cookie: str = "", values: Mapping[str, str] | None = None) -> int:
        """How many statements the answer takes."""
        asking = {ASKED: "1"}
        if values is None:
            return int(self.get(path, cookie=cookie, headers=asking).headers[ANSWER])
        return int(self.post(path, values, cookie=cookie, headers=asking).headers[ANSWER])


def _headers(cookie: str) -> dict[str, str]:
    session = f"; sessionid={cookie}" if cookie else ""
    return {"Cookie": f"csrftoken={TOKEN}{session}", "Accept": "text/html"}


def _checked(answer: urllib3.BaseHTTPResponse, path: str, expected: int) -> urllib3.BaseHTTPResponse:
    if answer.status != expected:
        raise Broken(f"{path}: {answer.status} in place of {expected}\n{answer.data[:500]!r}")
    return answer
