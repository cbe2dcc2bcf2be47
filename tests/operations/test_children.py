"""A child and whatever it starts begin and end together. Real processes throughout."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from operations.children import MOST_CRASHES, Child
from tests.support.architecture import TOP

# Starts a child of its own that does not care for TERM, writes both numbers down, and waits.
FAMILY = """
import os, signal, subprocess, sys, time
stubborn = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
child = subprocess.Popen([sys.executable, "-c", stubborn])
open(sys.argv[1], "w").write(f"{os.getpid()} {child.pid}")
time.sleep(60)
"""
POLITE = "import signal, sys, time; signal.signal(signal.SIGTERM, lambda *_: sys.exit()); time.sleep(60)"


def wait_until(is_so: Callable[[], object], seconds: float = 10) -> None:
    deadline = time.monotonic() + seconds
    while not is_so():
        assert time.monotonic() < deadline, "it did not happen"
        time.sleep(0.02)


@pytest.fixture
def make_child() -> Iterator[Callable[..., Child]]:
    children = []

    def make(program: str, *arguments: str, **values: object) -> Child:
        child = Child("test", [sys.executable, "-c", program, *arguments], os.environ, first_pause=0.01, **values)
        children.append(child)
        return child

    yield make
    for child in children:
        child.kill()


def family_of(notes: Path) -> list[int]:
    wait_until(lambda: notes.exists() and len(notes.read_text().split()) == 2)
    return [int(number) for number in notes.read_text().split()]


def alive(pids: list[int]) -> list[int]:
    return [pid for pid in pids if psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE]


def test_killing_ends_the_whole_family(make_child, tmp_path):
    child = make_child(FAMILY, str(tmp_path / "notes"))
    child.start()
    family = family_of(tmp_path / "notes")

    child.kill()

    wait_until(lambda: not alive(family))
    assert child.is_gone is True


def test_a_child_gives_way_to_others_as_far_as_it_should(make_child, tmp_path):
    child = make_child(FAMILY, str(tmp_path / "notes"), niceness=3)
    child.start()

    assert {psutil.Process(pid).nice() for pid in family_of(tmp_path / "notes")} == {psutil.Process().nice() + 3}


def test_a_child_that_is_asked_ends_by_itself(make_child):
    child = make_child(POLITE)
    child.start()
    time.sleep(0.5)

    child.ask_to_stop()

    wait_until(lambda: child.is_gone)


def test_what_a_dead_child_leaves_is_ended_before_it_starts_again(make_child, tmp_path):
    notes = tmp_path / "notes"
    child = make_child(FAMILY, str(notes))
    child.start()
    first, orphan = family_of(notes)
    notes.unlink()

    psutil.Process(first).kill()
    wait_until(lambda: child.tend() and notes.exists())

    wait_until(lambda: not alive([orphan]))
    assert alive(family_of(notes)) == family_of(notes)


def test_a_child_that_keeps_ending_is_given_up(make_child):
    child = make_child("raise SystemExit(3)")
    starts = []
    really_start = child.start
    child.start = lambda: starts.append(1) or really_start()
    child.start()

    wait_until(lambda: child.tend() is False)

    assert (child.crashes, len(starts)) == (MOST_CRASHES, MOST_CRASHES)


def test_a_child_that_has_lived_long_starts_with_a_clean_slate(make_child):
    child = make_child("raise SystemExit(3)", crashes=MOST_CRASHES - 1)
    child.start()
    child._started -= 3600

    wait_until(lambda: child.tend() and child.crashes == 1)


def test_a_stuck_child_is_replaced_by_another(make_child, tmp_path):
    notes = tmp_path / "notes"
    child = make_child(FAMILY, str(notes))
    child.start()
    family = family_of(notes)
    notes.unlink()

    child.replace()

    wait_until(lambda: not alive(family))
    assert family_of(notes)[0] != family[0]


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux tells children that their parent has died")
def test_children_are_told_when_the_parent_is_killed(tmp_path):
    notes = tmp_path / "notes"
    program = f"""
import os, sys, time
from operations.children import Child
note = "import os, sys, time; open(sys.argv[1], 'w').write(f'{{os.getpid()}} 0'); time.sleep(60)"
Child("test", [sys.executable, "-c", note, {str(notes)!r}], os.environ).start()
time.sleep(60)
"""
    parent = subprocess.Popen([sys.executable, "-c", program], cwd=TOP)
    child = family_of(notes)[0]

    parent.kill()
    parent.wait()

    wait_until(lambda: not alive([child]))
