"""Measures what the product costs. Started by script/bench, which explains the options."""

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

import psutil

import postgres
from benchmark.figures import Figure, Spread, table, verdicts
from benchmark.installation import TOP, Broken, Installation, answers, free_port
from benchmark.load import FULL, QUICK, Load, Size
from benchmark.measures import Bench, Notes
from postgres import ended_with_us

SECONDS_FOR_A_CLONE = 600
PACKAGES = ("Django", "gunicorn", "psycopg", "weasyprint", "urllib3")


def main(arguments: Sequence[str]) -> int:
    """Measure, print, write; the exit code is 1 where the product did not do what it should."""
    options = read(arguments)
    report: dict[str, Any] = {"machine": machine(), "databases": {}}
    say(", ".join(f"{name} {value}" for name, value in report["machine"].items()))
    try:
        for database in ("sqlite", "postgres") if options.database == "both" else (options.database,):
            report["databases"][database] = measure(database, load(options))
        if options.clone:
            report["clone"] = clone()
    except (Broken, postgres.Unavailable) as reason:
        say(f"Stopped: {reason}")
        return 1
    if options.json:
        options.json.write_text(json.dumps(report, indent=2, ensure_ascii=False) + "\n")
    return 0


def read(arguments: Sequence[str]) -> argparse.Namespace:
    """The options."""
    parser = argparse.ArgumentParser(prog="script/bench", description="Measure what the product costs.")
    parser.add_argument("--database", choices=("sqlite", "postgres", "both"), default="sqlite")
    parser.add_argument("--sizes", type=sizes, metavar="PEOPLE/EVENTS,...", help="installations, smallest first")
    parser.add_argument("--quick", action="store_true", help="one small installation, few requests: does it run?")
    parser.add_argument("--rounds", type=int, metavar="N", help="how often everything is measured")
    parser.add_argument("--rules", action="store_true", help="register under a floor and a ceiling")
    part = parser.add_mutually_exclusive_group()
    for name, what in (("pages", "pages, registrations and a rush"), ("documents", "long documents")):
        part.add_argument(f"--{name}", dest="only", action="store_const", const=name, help=f"nothing but {what}")
    parser.add_argument("--json", type=Path, metavar="FILE", help="write every figure to FILE")
    parser.add_argument("--clone", action="store_true", help="measure the first start from a clean clone, too")
    return parser.parse_args(arguments)


def sizes(text: str) -> tuple[Size, ...]:
    """``100/20,10000/2000`` as sizes, smallest first."""
    try:
        return tuple(sorted((Size.read(each) for each in text.split(",")), key=lambda size: (size.people, size.events)))
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text} is not like 100/20,10000/2000") from None


def load(options: argparse.Namespace) -> Load:
    """How much is to be measured; nobody registers twice, so there are no more rounds than people."""
    wanted = QUICK if options.quick else FULL
    wanted = replace(wanted, sizes=options.sizes or wanted.sizes, rounds=options.rounds or wanted.rounds)
    fewest = min(size.people for size in wanted.sizes) - 20  # some are accounts with a part of their own
    return replace(
        wanted,
        has_rules=options.rules,
        only=options.only or "",
        registrants=max(min(wanted.registrants, fewest // wanted.rounds), 2),
        rush_people=min(wanted.rush_people, wanted.sizes[-1].people - 20),
    )


def machine() -> dict[str, Any]:
    """Where it was measured."""
    commit = subprocess.run(
        ["git", "rev-parse", "--short", "HEAD"],  # noqa: S607  # git is where it is
        cwd=TOP,
        capture_output=True,
        text=True,
        check=False,
    )
    return {
        "commit": commit.stdout.strip(),
        "processors": os.cpu_count(),
        "memory": f"{psutil.virtual_memory().total / 1024**3:.0f} GiB",
        "system": platform.platform(terse=True),
        "Python": platform.python_version(),
        **{name: version(name) for name in PACKAGES},
        "load before": round(os.getloadavg()[0], 2),
    }


def measure(database: str, load: Load) -> dict[str, Any]:
    """Everything on one database, printed as a table."""
    notes = Notes()
    with ExitStack() as stack:
        home = Path(tempfile.mkdtemp(prefix="roundtable-bench-"))
        stack.callback(shutil.rmtree, home, ignore_errors=True)
        server = stack.enter_context(postgres.server(postgres.LASTING)) if database == "postgres" else ""
        mail = stack.enter_context(mail_server())
        installations = [Installation(size, home / f"{number}", mail, server) for number, size in enumerate(load.sizes)]
        for one in installations:
            one.home.mkdir(parents=True)
            seconds = one.seed(load)
            counts = f"{one.cast['registrations']} registrations, {one.cast['upcoming']} events to come"
            say(f"{database}, {one.size}: seeded in {seconds:.0f} s, {counts}")
            notes.add("seeding", one.size, "s", seconds)
            stack.callback(one.stop)
            one.start()
        try:
            Bench(installations, load, notes).run(say)
        except Broken:
            # What was measured until then took minutes, and holds.
            printed(notes.figures(), [str(size) for size in load.sizes])
            raise
    return printed(notes.figures(), [str(size) for size in load.sizes])


def printed(figures: list[Figure], named: list[str]) -> dict[str, Any]:
    """Print figures and verdicts, and answer with them as plain values."""
    found = verdicts(figures, smallest=named[0], largest=named[-1])
    print("\n".join(table(figures, named)), end="\n\n")
    for verdict in found:
        print(f"{verdict.limit.name}: {verdict.measured:g} {verdict.limit.unit}, {verdict.text}")
    print(flush=True)
    return {
        "figures": [figure.as_json() for figure in figures],
        "verdicts": [verdict.as_json() for verdict in found],
        "load after": round(os.getloadavg()[0], 2),
    }


@contextmanager
def mail_server() -> Iterator[str]:
    """A real one that takes every mail and forgets it, in a process of its own as it would be in use."""
    port = free_port()
    command = ["-m", "aiosmtpd", "-n", "-l", f"127.0.0.1:{port}", "-c", "aiosmtpd.handlers.Sink"]
    process = subprocess.Popen([*ended_with_us("KILL"), sys.executable, *command], stderr=subprocess.DEVNULL)
    try:
        yield f"smtp://127.0.0.1:{port}"
    finally:
        process.kill()
        process.wait()


def clone() -> dict[str, Any]:
    """From a clean clone to the first answer, with the demo organisation, as a newcomer starts it."""
    with tempfile.TemporaryDirectory(prefix="roundtable-clone-") as home:
        subprocess.run(["git", "clone", "--quiet", str(TOP), home], check=True)  # noqa: S607  # git is where it is
        port = free_port()
        ours = {"PORT": str(port), "DATA_DIR": f"{home}/var", "NO_SYSTEM_INSTALL": "1"}
        begun = time.monotonic()
        process = subprocess.Popen(
            [*ended_with_us("TERM"), f"{home}/script/server"],
            cwd=home,
            env={name: os.environ[name] for name in ("PATH", "HOME", "LANG") if name in os.environ} | ours,
            stdout=subprocess.DEVNULL,
            start_new_session=True,
        )
        try:
            while not answers(f"http://127.0.0.1:{port}/accounts/login/"):
                if process.poll() is not None or time.monotonic() - begun > SECONDS_FOR_A_CLONE:
                    raise Broken("The clone did not start.")
                time.sleep(0.2)
            seconds = time.monotonic() - begun
        finally:
            process.terminate()
            process.wait()
    return printed([Figure("clean clone to first answer", "", "s", Spread.of([seconds]))], [""])


def say(text: str) -> None:
    """Tell whoever waits how far it is, apart from the results."""
    print(text, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
