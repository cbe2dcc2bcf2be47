"""The real product: the supervisor with its web server and clusters, on data of its own."""

import os
import shutil
import signal
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from django.db import connection
from pytest_django import DjangoDbBlocker

from postgres import ended_with_us
from tests.support import blank
from tests.support.mail import free_port

TOP = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 60
SECONDS_TO_STOP = 30
COLLECTED = "static-collected-from"  # what the supervisor remembers of the static files


class Product:
    """One installation: its folder, its address, its processes."""

    def __init__(self, home: Path, blocker: DjangoDbBlocker, *, mail: str) -> None:
        self.home = home
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.mail = mail
        self._blocker = blocker
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def environment(self) -> dict[str, str]:
        """What script/server would set, and nothing that the tests set for themselves."""
        ours = {"CACHE_URL", "TEST_DATABASE_URL", "DATABASE_URL", "PYTEST_CURRENT_TEST", "DJANGO_ALLOW_ASYNC_UNSAFE"}
        return {name: value for name, value in os.environ.items() if name not in ours} | {
            "DATA_DIR": str(self.home),
            "DATABASE_URL": f"sqlite:///{self.home / 'db.sqlite3'}",
            "BASE_URL": self.url,
            "EMAIL_URL": self.mail,
            "HOST": "127.0.0.1",
            "PORT": str(self.port),
            "LOG_LEVEL": "INFO",
            "SQLITE_SYNCHRONOUS": "NORMAL",  # a power cut may take this data with it
        }

    def manage(self, *arguments: str) -> str:
        """Run a management command of this installation to its end and answer what it printed."""
        command = [sys.executable, "manage.py", *arguments]
        done = subprocess.run(command, cwd=TOP, env=self.environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, f"{arguments} failed:\n{done.stdout}\n{done.stderr}"
        return done.stdout

    def prepare(self, *, like: Path | None = None) -> None:
        """What comes before the first start; ``like`` is the folder of one that has its static files already."""
        if like:
            shutil.copytree(like / "static", self.home / "static")
            shutil.copy2(like / COLLECTED, self.home)
        self.make_tables()

    def make_tables(self) -> None:
        """As bringing an empty database up to date does."""
        shutil.copy2(blank.sqlite(), self.home / "db.sqlite3")

    def start(self) -> None:
        """Start the supervisor and wait until pages are answered."""
        with (self.home / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*ended_with_us("TERM"), sys.executable, "manage.py", "serve"],
                cwd=TOP,
                env=self.environment,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not self.answers():
            assert self._process.poll() is None, f"The product stopped:\n{self.log}"
            assert time.monotonic() < deadline, f"The product does not answer:\n{self.log}"
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop as Ctrl-C does; nothing may be left."""
        if not self._process:
            return
        self._process.send_signal(signal.SIGINT)
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()
            raise AssertionError(f"The product did not stop:\n{self.log}") from None
        finally:
            self._process = None

    @property
    def log(self) -> str:
        """What the processes have said so far."""
        return (self.home / "serve.log").read_text(errors="replace")

    def answers(self) -> bool:
        """Whether pages are answered."""
        try:
            with urllib.request.urlopen(f"{self.url}/accounts/login/", timeout=5) as response:
                return bool(response.status == 200)
        except urllib.error.HTTPError:
            return True  # it answers; the test will see what is wrong
        except OSError:
            return False

    @contextmanager
    def database(self) -> Iterator[None]:
        """The installation's own database as ours, for questions and arrangements between two clicks."""
        usual, kept = connection.settings_dict["NAME"], connection.connection
        connection.connection = None  # the tests' own, which is in memory, can't be closed and opened again
        connection.settings_dict["NAME"] = str(self.home / "db.sqlite3")
        with self._blocker.unblock():
            try:
                yield
            finally:
                connection.close()
                connection.settings_dict["NAME"] = usual
                connection.connection = kept
