"""Calendar clients as people run them: vdirsyncer and khal, and Radicale as the server that entries are put into."""

import base64
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path

import comparison
from tests.support import readers
from tests.support.mail import free_port

SECONDS = 60
PAIR = """
[general]
status_path = "{home}/status"

[pair seminars]
a = "feed"
b = "kept"
collections = null
conflict_resolution = "a wins"

[storage feed]
type = "http"
url = "{feed}"

[storage kept]
{kept}
"""
KHAL = """
[calendars]
[[seminars]]
path = {home}/kept
readonly = True

[locale]
local_timezone = {zone}
default_timezone = {zone}
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M

[sqlite]
path = {home}/khal.db
"""


@cache
def programs() -> Path:
    """The folder they are in; a test that can't have them says why."""
    return readers.available(comparison.clients)


def _run(home: Path, name: str, *arguments: str) -> str:
    surroundings = {"HOME": str(home), "PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "LANG": "C.UTF-8"}
    done = subprocess.run(
        [programs() / name, *arguments], env=surroundings, capture_output=True, text=True, check=False, timeout=SECONDS
    )
    assert done.returncode == 0, f"{name} {arguments}:\n{done.stdout}\n{done.stderr}"
    return done.stdout


class Subscriber:
    """Somebody whose vdirsyncer reads a feed and puts it where ``kept`` says: into a folder, if it says nothing."""

    def __init__(self, home: Path, feed: str, *, kept: str = "", zone: str = "Europe/Berlin") -> None:
        self.home = home
        folder = home / "kept"
        folder.mkdir(parents=True)
        kept = kept or f'type = "filesystem"\npath = "{folder}"\nfileext = ".ics"'
        (home / "vdirsyncer").write_text(PAIR.format(home=home, feed=feed, kept=kept))
        (home / "khal").write_text(KHAL.format(home=home, zone=zone))
        _run(home, "vdirsyncer", "-c", str(home / "vdirsyncer"), "discover")

    def sync(self) -> None:
        """Read the feed once more."""
        _run(self.home, "vdirsyncer", "-c", str(self.home / "vdirsyncer"), "sync", "--force-delete")

    def listed(self, day: str) -> list[str]:
        """What khal shows of the days after ``day``."""
        shape = ["--day-format", "", "--format", "{start-date} {start-time}-{end-time} {cancelled}{title}"]
        said = _run(self.home, "khal", "-c", str(self.home / "khal"), "list", *shape, day, "30d")
        return [line for line in said.splitlines() if line.strip()]


class CalendarServer:
    """Radicale, with one empty calendar."""

    def __init__(self, port: int) -> None:
        self.url = f"http://127.0.0.1:{port}/ines/seminars/"

    @property
    def storage(self) -> str:
        """For a Subscriber."""
        return f'type = "caldav"\nurl = "{self.url}"\nusername = "ines"\npassword = "none"'

    def ask(self, method: str, *, path: str = "", body: bytes | None = None) -> tuple[int, bytes]:
        """One request of CalDAV."""
        who = base64.b64encode(b"ines:none").decode()
        headers = {"Authorization": f"Basic {who}", "Content-Type": "text/calendar; charset=utf-8"}
        request = urllib.request.Request(self.url + path, data=body, method=method, headers=headers)
        with urllib.request.urlopen(request, timeout=SECONDS) as answer:
            return answer.status, answer.read()


@contextmanager
def calendar_server(home: Path) -> Iterator[CalendarServer]:
    """Radicale, as long as it is needed."""
    port = free_port()
    options = ["--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none"]
    command = [programs() / "radicale", *options, "--storage-filesystem-folder", str(home / "radicale")]
    with (home / "radicale.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log)
    server = CalendarServer(port)
    try:
        _wait(server)
        yield server
    finally:
        process.terminate()
        process.wait(SECONDS)


def _wait(server: CalendarServer) -> None:
    deadline = time.monotonic() + SECONDS
    while True:
        try:
            server.ask("MKCALENDAR")
        except OSError:
            assert time.monotonic() < deadline, "Radicale does not answer"
            time.sleep(0.1)
        else:
            return
