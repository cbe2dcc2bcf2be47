"""Runs every check, a few at a time, and sums them up. Started by script/test, which explains the options."""

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
import traceback
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from xml.etree import ElementTree as ET

import postgres
import translations

TOP = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
ON_SQLITE = "not browser and not postgres and not libreoffice"
ON_POSTGRES = "not browser and not libreoffice and not once"
LANES = 3  # for two processors: what drives a browser or waits for processes leaves one free half of the time
# What a run of pytest takes on at a time, so that no lane stands idle at the end; whatever is not named is "apps".
SHARES = {
    "races": {"races"},
    "processes": {"operations", "outbox", "upgrade"},
    "walks": {"*.py", "common", "harness", "jobs", "reports"},
}
PART_SECONDS = 2400  # a part that hangs is ended and counts as failed; a busy machine takes three times as long
SECONDS_TO_CLEAR_UP = 20.0
LONG_KEY = "only-for-the-deployment-check-0123456789-abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True)
class Part:
    """One thing to run: a check that passes or fails, or a run of pytest that counts tests."""

    name: str
    command: Sequence[str | Path]
    environment: dict[str, str] = field(default_factory=dict)
    counts_tests: bool = False
    may_not_skip: bool = False


@dataclass(frozen=True)
class Outcome:
    """What came of a part."""

    name: str
    passed: int = 0
    failed: int = 0
    skipped: int = 0
    seconds: float = 0.0
    remark: str = ""
    output: str = ""


def is_ci() -> bool:
    """Whether a skipped part is a failure."""
    return os.environ.get("CI", "").lower() in {"true", "1"}


def environment(scratch: Path) -> dict[str, str]:
    """The surroundings of every part: nothing of the developer's own settings, files or database.

    Compiled modules are kept: each run of pytest, and each of the many processes that tests start, reads all of ours.
    """
    settings = {"DATABASE_URL", "CACHE_URL", "EMAIL_URL", "DJANGO_SETTINGS_MODULE", "TEST_DATABASE_URL", "DEBUG"}
    ours = settings | {"PYTHONDONTWRITEBYTECODE", "HALF"}
    kept = {name: value for name, value in os.environ.items() if name not in ours}
    return kept | {"DATA_DIR": str(scratch), "SECRET_KEY": LONG_KEY}


def static_parts() -> list[Part]:
    """What reads the tree and runs nothing of it."""
    templates = sorted(path.relative_to(TOP) for path in (TOP / "templates").rglob("*.html"))
    deployed = {
        "BASE_URL": "https://roundtable.example",
        "DEBUG": "false",
        "EMAIL_URL": "smtp://mail.roundtable.example",
        "INBOUND_LISTEN": "127.0.0.1:8025",
    }
    manage = [sys.executable, "manage.py"]
    return [
        Part("ruff check", [BIN / "ruff", "check", "."]),
        Part("ruff format", [BIN / "ruff", "format", "--check", "."]),
        *([Part("djade", [BIN / "djade", "--check", "--target-version", "5.2", *templates])] if templates else []),
        Part("import contracts", [BIN / "lint-imports"]),
        Part("migrations", [*manage, "makemigrations", "--check", "--dry-run"]),
        Part("deployment", [*manage, "check", "--deploy", "--fail-level", "WARNING"], deployed),
        Part("types", [BIN / "mypy", "."]),
    ]


def suite(
    name: str, *options: str | Path, environment: dict[str, str] | None = None, may_not_skip: bool = False
) -> Part:
    """A run of pytest; unless ``environment`` names a server, on SQLite."""
    command = [sys.executable, "-m", "pytest", "-q", "-rfEs", "--durations=8", *options]
    return Part(name, command, environment or {}, counts_tests=True, may_not_skip=may_not_skip)


def run(part: Part, scratch: Path) -> Outcome:
    """Run one part to its end and count what it did."""
    own = Path(tempfile.mkdtemp(dir=scratch))
    report = own / "report.xml"
    command = [*part.command, f"--junitxml={report}"] if part.counts_tests else part.command
    log = own / "log"
    started = time.monotonic()
    with log.open("wb") as stream:
        process = subprocess.Popen(
            command,
            cwd=TOP,
            env=environment(own) | part.environment,
            stdin=subprocess.DEVNULL,
            stdout=stream,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        code = _wait(process)
    seconds = time.monotonic() - started
    output = log.read_text(errors="replace")
    if part.counts_tests:
        return counted(part, report, code, seconds=seconds, output=output)
    return Outcome(part.name, passed=int(code == 0), failed=int(code != 0), seconds=seconds, output=output)


def _wait(process: "subprocess.Popen[bytes]") -> int:
    _running.append(process)
    try:
        return process.wait(PART_SECONDS)
    except subprocess.TimeoutExpired:
        end(process)
        return process.wait()
    finally:
        _running.remove(process)


_running: list["subprocess.Popen[bytes]"] = []


def end(process: "subprocess.Popen[bytes]") -> None:
    """Let a part clear up what it has started, but not for ever."""
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGINT)
    with suppress(subprocess.TimeoutExpired):
        process.wait(SECONDS_TO_CLEAR_UP)
    with suppress(ProcessLookupError):
        os.killpg(process.pid, signal.SIGKILL)


def counted(part: Part, report: Path, code: int, *, seconds: float, output: str) -> Outcome:
    """Read pytest's report. A run that broke off counts as one failure more."""
    if not report.exists():
        return Outcome(part.name, failed=1, seconds=seconds, remark=f"ended with code {code}", output=output)
    suites = list(ET.parse(report).getroot().iter("testsuite"))  # noqa: S314  # written by our own pytest
    total, skipped = (sum(int(each.get(name, 0)) for each in suites) for name in ("tests", "skipped"))
    failed = sum(int(each.get("failures", 0)) + int(each.get("errors", 0)) for each in suites)
    passed = total - failed - skipped
    if code not in {0, 1, 5} or (code == 1 and not failed):
        failed += 1
    remark = ""
    if part.may_not_skip and is_ci() and (skipped or not total):
        failed, skipped, remark = failed + max(skipped, 1), 0, "nothing may be skipped here when CI=true"
    return Outcome(part.name, passed, failed, skipped, seconds, remark, output)


def skip(name: str, reason: str) -> Outcome:
    """A part that can't run here: loud, and a failure in continuous integration."""
    return Outcome(name, failed=int(is_ci()), skipped=int(not is_ci()), remark=f"SKIPPED: {reason}")


def shares() -> dict[str, list[Path]]:
    """Every file and folder with tests, the browser's aside, in the share that it belongs to."""
    found: dict[str, list[Path]] = {}
    for path in sorted((TOP / "tests").iterdir()):
        if path.match("test_*.py") or (path.name != "journeys" and any(path.glob("test_*.py"))):
            kind = f"*{path.suffix}" if path.suffix else path.name
            share = next((name for name, kinds in SHARES.items() if kind in kinds), "apps")
            found.setdefault(share, []).append(path.relative_to(TOP))
    return found


def run_sqlite(scratch: Path, server: str | postgres.Unavailable, share: str) -> Outcome:
    """A share of the suite on the embedded database, with half of the walks if PostgreSQL has the other one."""
    half = {} if isinstance(server, postgres.Unavailable) else {"HALF": "first"}
    return run(suite(f"SQLite: {share}", "-m", ON_SQLITE, *shares()[share], environment=half), scratch)


def run_postgres(scratch: Path, server: str | postgres.Unavailable, share: str) -> Outcome:
    """A share of the suite, and all that needs real processes, on PostgreSQL: each in a database of its own."""
    name, paths = f"PostgreSQL: {share}", shares()[share]
    if isinstance(server, postgres.Unavailable):
        return skip(name, str(server))
    chosen = {"TEST_DATABASE_URL": f"{server}_{share}", "HALF": "second"}
    return run(suite(name, "-m", ON_POSTGRES, *paths, environment=chosen, may_not_skip=True), scratch)


def run_browser(scratch: Path, name: str, *options: str | Path) -> Outcome:
    """The pages in Chromium, served by the real product as script/server starts it: on SQLite."""
    if not os.environ.get("CHROMIUM"):
        return skip(name, "no Chromium; set CHROMIUM to the path of one")
    return run(suite(name, "-m", "browser", *options, may_not_skip=True), scratch)


def run_libreoffice(scratch: Path) -> Outcome:
    """The tables that we write, opened as people open them."""
    if not shutil.which("soffice"):
        return skip("LibreOffice", "no soffice; install LibreOffice Calc")
    marked = [path for path in (TOP / "tests").rglob("test_*.py") if "mark.libreoffice" in path.read_text()]
    return run(suite("LibreOffice", "-m", "libreoffice", *marked, may_not_skip=True), scratch)


def run_everything(scratch: Path) -> list[Outcome]:
    """All parts in a few lanes, the long ones first; each is told when it ends, failures with their output."""
    with ExitStack() as kept:
        server: str | postgres.Unavailable
        try:
            server = kept.enter_context(postgres.server())
        except postgres.Unavailable as reason:
            server = reason
        lanes = ThreadPoolExecutor(LANES)
        try:
            return list(lanes.map(lambda each: told(*each), parts(scratch, server)))
        except BaseException:  # Ctrl-C too: nothing may go on behind our back
            stop_all()
            raise
        finally:
            lanes.shutdown(cancel_futures=True)


def parts(scratch: Path, server: str | postgres.Unavailable) -> list[tuple[str, Callable[[], Outcome]]]:
    """Everything there is to do, what takes longest first, so that the lanes end together."""
    walk = Path("tests/journeys/test_axe.py")

    def on_postgres(share: str) -> tuple[str, Callable[[], Outcome]]:
        return f"PostgreSQL: {share}", partial(run_postgres, scratch, server, share)

    def on_sqlite(share: str) -> tuple[str, Callable[[], Outcome]]:
        return f"SQLite: {share}", partial(run_sqlite, scratch, server, share)

    return [
        on_postgres("apps"),
        on_sqlite("apps"),
        on_sqlite("walks"),
        on_postgres("walks"),
        ("every page", lambda: run_browser(scratch, "every page", walk)),
        on_postgres("races"),
        on_sqlite("processes"),
        on_postgres("processes"),
        ("journeys", lambda: run_browser(scratch, "journeys", "tests/journeys", f"--ignore={walk}")),
        *((part.name, partial(run, part, scratch)) for part in reversed(static_parts())),
        ("LibreOffice", lambda: run_libreoffice(scratch)),
    ]


_telling = threading.Lock()


def told(name: str, work: Callable[[], Outcome]) -> Outcome:
    """Do the work and say what came of it; our own mistake is a failure like any other."""
    try:
        outcome = work()
    except Exception:  # noqa: BLE001  # the other parts go on
        outcome = Outcome(name, failed=1, output=traceback.format_exc())
    with _telling:
        if outcome.failed:
            print(f"\n----- {outcome.name} -----\n{outcome.output}", flush=True)
        print(line(outcome), flush=True)
    return outcome


def stop_all() -> None:
    """End whatever still runs."""
    for process in _running:
        end(process)


def line(outcome: Outcome) -> str:
    """One line of the summary."""
    word = "FAILED" if outcome.failed else "ok" if outcome.passed else "skipped"
    counts = f"{outcome.passed} passed, {outcome.failed} failed, {outcome.skipped} skipped"
    return f"{word:8}{outcome.name:22}{outcome.seconds:7.1f} s   {counts}  {outcome.remark}".rstrip()


def sum_up(outcomes: Sequence[Outcome]) -> int:
    """Print the summary, the total on its last line, and answer with the exit code."""
    passed, failed, skipped = (
        sum(getattr(outcome, name) for outcome in outcomes) for name in ("passed", "failed", "skipped")
    )
    print("\n" + "\n".join(line(outcome) for outcome in outcomes))
    print(f"{passed} passed, {failed} failed, {skipped} skipped", flush=True)
    return int(failed > 0 or passed == 0)


def run_some(arguments: list[str]) -> int:
    """The tests that were asked for, with pytest's own output."""
    wants_postgres = "--postgres" in arguments or os.environ.get("DATABASE") == "postgres"
    chosen = [argument for argument in arguments if argument != "--postgres"]
    with scratch_folder() as scratch:
        surroundings = environment(scratch)
        command = [sys.executable, "-m", "pytest", *chosen]
        if not wants_postgres:
            return subprocess.run(command, cwd=TOP, env=surroundings, check=False).returncode
        with postgres.server() as url:
            return subprocess.run(
                command, cwd=TOP, env=surroundings | {"TEST_DATABASE_URL": url}, check=False
            ).returncode


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder that goes away with everything that still runs, also when we are told to stop."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    scratch = Path(tempfile.mkdtemp(prefix="roundtable-checks-"))
    try:
        yield scratch
    finally:
        stop_all()
        shutil.rmtree(scratch, ignore_errors=True)


def main(arguments: list[str]) -> int:
    """Everything, or what was asked for."""
    translations.compile_all()
    if arguments:
        return run_some(arguments)
    with scratch_folder() as scratch:
        return sum_up(run_everything(scratch))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
