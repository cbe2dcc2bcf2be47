"""The set-up speaks to people: what it can't do itself, it says in a line to copy."""

import os
import subprocess

import pytest

from tests.support.architecture import TOP


def prepare(script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        ["bash", "-c", f"set -u; . script/prepare.sh; {script}"],
        cwd=TOP,
        env=os.environ | environment,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.fixture
def programs(tmp_path):
    """A folder of stand-ins for programs; it says what they were called with."""

    def add(name: str, body: str) -> str:
        path = tmp_path / name
        path.write_text(f"#!/bin/sh\n{body}\n")
        path.chmod(0o755)
        return f"{tmp_path}:{os.environ['PATH']}"

    return add


def test_without_permission_the_exact_line_is_printed(programs):
    path = programs("apt-get", "echo called >&2")

    done = prepare("system_packages 'Pango' libpango-1.0-0 libpangoft2-1.0-0", NO_SYSTEM_INSTALL="1", PATH=path)

    line = "apt-get install -y --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0"
    assert (done.returncode, done.stderr) == (1, f"Missing: Pango. Install it with: sudo {line}\n")


def test_root_installs_and_says_so(programs):
    programs("id", "echo 0")
    path = programs("apt-get", 'echo "apt-get $*"')

    done = prepare("system_packages 'Pango' libpango-1.0-0", NO_SYSTEM_INSTALL="", PATH=path)

    assert (done.returncode, done.stderr.splitlines()) == (
        0,
        [
            "Installing Pango: apt-get install -y --no-install-recommends libpango-1.0-0",
            "apt-get update -q",
            "apt-get install -y -q --no-install-recommends libpango-1.0-0",
        ],
    )


def test_anybody_else_without_a_terminal_gets_the_line(programs):
    programs("id", "echo 1000")
    path = programs("apt-get", "echo called >&2")

    done = prepare("system_packages 'Pango' libpango-1.0-0", NO_SYSTEM_INSTALL="", PATH=path)

    line = "apt-get install -y --no-install-recommends libpango-1.0-0"
    assert (done.returncode, done.stderr) == (1, f"Missing: Pango. Install it with: sudo {line}\n")


def test_an_old_python_is_passed_over(programs):
    path = programs("python3", "exit 1")
    path = programs("python3.14", "exit 0")

    assert prepare("find_python", PATH=path, PYTHON="").stdout == "python3.14\n"
