"""One installation: its folder, its database, its processes and what they use."""

import json
import os
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import psutil
import psycopg
import urllib3

from benchmark.load import Load, Size
from postgres import ended_with_us

TOP = Path(__file__).resolve().parents[2]
SECONDS_TO_START = 90
SECONDS_TO_STOP = 30
MEGABYTE = 1024 * 1024
KEPT = ("PATH", "HOME", "LANG", "LC_ALL", "TZ", "TMPDIR", "PYTHON", "VIRTUAL_ENV")


def free_port() -> int:
    """A port that nobody listens on at the moment."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Broken(Exception):
    """The product did not do what it should; says what."""


@dataclass(frozen=True)
class Spent:
    """Milliseconds of processor that the web server and its part of the database took for something."""

    web: float
    database: float

    @property
    def total(self) -> float:
        """Both together."""
        return self.web + self.database


@dataclass(frozen=True)
class Usage:
    """Milliseconds of processor that each process has used up to now, by its number."""

    web: Mapping[int, float]
    database: Mapping[int, float]

    def __sub__(self, earlier: "Usage") -> Spent:
        return Spent(_more(self.web, earlier.web), _more(self.database, earlier.database))


def _more(now: Mapping[int, float], earlier: Mapping[int, float]) -> float:
    """What was used since; a process that is new began at nothing, and one that has ended took its count with it."""
    return sum(used - earlier.get(pid, 0) for pid, used in now.items())


@dataclass
class Installation:
    """Seeded to ``size``, and started the way it is in use."""

    size: Size
    home: Path
    mail: str
    server: str = ""  # of PostgreSQL; empty for SQLite
    cast: dict[str, Any] = field(default_factory=dict)
    port: int = field(default_factory=free_port)
    _process: "subprocess.Popen[bytes] | None" = None

    @property
    def url(self) -> str:
        """Where it answers."""
        return f"http://127.0.0.1:{self.port}"

    @property
    def database(self) -> str:
        """The name of its database in the cluster."""
        return f"bench_{self.size.people}_{self.size.events}"

    @property
    def _file(self) -> str:
        """Where SQLite keeps everything."""
        return str(self.home / "db.sqlite3")

    @property
    def database_url(self) -> str:
        """Where its data are."""
        if not self.server:
            return f"sqlite:///{self._file}"
        return f"{self.server.rpartition('/')[0]}/{self.database}"

    @property
    def environment(self) -> dict[str, str]:
        """What script/server would set, and nothing of what happens to be set around us."""
        return {name: os.environ[name] for name in KEPT if name in os.environ} | {
            "PYTHONPATH": str(TOP / "script"),
            "DJANGO_SETTINGS_MODULE": "benchmark.settings",
            "DATA_DIR": str(self.home),
            "DATABASE_URL": self.database_url,
            "SECRET_KEY": "measured-0123456789-abcdefghijklmnopqrstuvwxyz-0123456789",
            "BASE_URL": self.url,
            "EMAIL_URL": self.mail,
            "PORT": str(self.port),
            "LOG_LEVEL": "WARNING",
        }

    def seed(self, load: Load) -> float:
        """Fill it, and find out who and what is measured; returns the seconds that seed_demo took."""
        if self.server:
            with psycopg.connect(self.server, autocommit=True) as connection:
                connection.execute(f"CREATE DATABASE {self.database}".encode())
        self._run("manage.py", "migrate", "-v0", "--skip-checks")
        begun = time.monotonic()
        self._run(
            "manage.py", "seed_demo", "--skip-checks", "--people", str(self.size.people), "--events", str(self.size.events)
        )  # fmt: skip
        seconds = time.monotonic() - begun
        wanted = {
            "registrants": load.rounds * load.registrants,
            "rush_people": load.rush_people,
            "rush_seats": load.rush_seats,
            "rushes": load.rushes,
            "feed": load.feed,
            "rows": load.rows,
            "has_rules": load.has_rules,
        }
        self.cast = self.ask("prepare", json.dumps(wanted))
        return seconds

    def ask(self, command: str, argument: str) -> dict[str, Any]:
        """What the database says: see benchmark.cast."""
        answer: dict[str, Any] = json.loads(self._run("-m", "benchmark.cast", command, argument))
        return answer

    def wait_in_line(self, wanted: dict[str, int]) -> dict[str, Any]:
        """What a waiting list costs: see benchmark.waiting."""
        answer: dict[str, Any] = json.loads(self._run("-m", "benchmark.waiting", json.dumps(wanted)))
        return answer

    def send_mails(self, number: int) -> dict[str, float]:
        """How long one worker takes for so many mails, with nothing else at work: see benchmark.mailing."""
        self.stop()
        answer: dict[str, float] = json.loads(self._run("-m", "benchmark.mailing", str(number)))
        return answer

    def _run(self, *arguments: str) -> str:
        done = subprocess.run(
            [sys.executable, *arguments], cwd=TOP, env=self._with_top(), capture_output=True, text=True, check=False
        )
        if done.returncode:
            raise Broken(f"{' '.join(arguments[:2])} failed:\n{done.stdout}\n{done.stderr}")
        return done.stdout

    def _with_top(self) -> dict[str, str]:
        ours = self.environment
        return ours | {"PYTHONPATH": f"{TOP}{os.pathsep}{ours['PYTHONPATH']}"}

    def start(self) -> None:
        """Start it and wait for the first answer."""
        with (self.home / "serve.log").open("ab") as log:
            self._process = subprocess.Popen(
                [*ended_with_us("TERM"), sys.executable, "manage.py", "serve"],
                cwd=TOP,
                env=self._with_top(),
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )
        deadline = time.monotonic() + SECONDS_TO_START
        while not answers(f"{self.url}/accounts/login/"):
            if time.monotonic() > deadline or self._process.poll() is not None:
                raise Broken(f"It did not start:\n{(self.home / 'serve.log').read_text(errors='replace')[-4000:]}")
            time.sleep(0.1)

    def stop(self) -> None:
        """Stop it in good order."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(SECONDS_TO_STOP)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def parts(self) -> dict[str, list[psutil.Process]]:
        """Its processes: web (the workers, which answer), mail, documents."""
        assert self._process is not None  # noqa: S101  # asked only while it runs
        found: dict[str, list[psutil.Process]] = {"web": [], "mail": [], "documents": []}
        for child in psutil.Process(self._process.pid).children():
            if "gunicorn" in child.cmdline():
                found["web"] += child.children()
            else:
                is_documents = child.environ().get("Q_CLUSTER_NAME") == "documents"
                found["documents" if is_documents else "mail"] += [child, *child.children(recursive=True)]
        return found

    def memory(self) -> dict[str, float]:
        """PSS in megabytes: the largest web worker, and all processes of the two clusters.

        Without what SQLite has mapped of its file: that is the system's own copy of the file, which it
        drops where memory runs short.
        """
        sizes = {
            name: [
                sum(region.pss for region in each.memory_maps() if region.path != self._file) / MEGABYTE
                for each in processes
            ]
            for name, processes in self.parts().items()
        }
        return {"web worker": max(sizes["web"]), "mail": sum(sizes["mail"]), "documents": sum(sizes["documents"])}

    def usage(self) -> Usage:
        """What was used up to now."""
        return Usage(_processor(self.parts()["web"]), _processor(self._backends()))

    def _backends(self) -> list[psutil.Process]:
        """The processes of PostgreSQL that serve the web server here; on SQLite it is its own database."""
        if not self.server:
            return []
        query = b"SELECT pid FROM pg_stat_activity WHERE application_name = 'web' AND datname = %s"
        with psycopg.connect(self.server) as connection:
            pids = [pid for (pid,) in connection.execute(query, [self.database])]
        return [psutil.Process(pid) for pid in pids if psutil.pid_exists(pid)]


def _processor(processes: list[psutil.Process]) -> dict[int, float]:
    times = {process.pid: process.cpu_times() for process in processes}
    return {pid: float(1000 * (each.user + each.system)) for pid, each in times.items()}


def answers(url: str) -> bool:
    """Whether a page comes from there."""
    parts = urlsplit(url)
    try:
        with urllib3.HTTPConnectionPool(parts.hostname or "", parts.port, retries=False, timeout=5) as pool:
            return pool.request("GET", parts.path).status < 400  # noqa: PLR2004  # no error
    except urllib3.exceptions.HTTPError:
        return False
