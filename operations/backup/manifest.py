"""What a backup holds, written beside it, and whether that is still so."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

NAME = "manifest.json"
FORMAT = 1
CHUNK = 1 << 20


class Damaged(Exception):
    """A backup is not what it was when it was made; says which part."""


@dataclass(frozen=True, kw_only=True)
class Manifest:
    """Which release and database it is of, how far its migrations went, and every file with its SHA-256."""

    version: str
    made_at: str
    vendor: str
    server: str
    migrations: list[list[str]]
    rows: Mapping[str, int]
    files: Mapping[str, str]
    key: str  # a fingerprint: whether links and feed addresses can be shown again with another one
    format: int = FORMAT

    def write(self, folder: Path) -> None:
        """Put it beside what it is about."""
        path = folder / NAME
        path.touch(mode=0o600)
        path.write_text(json.dumps(asdict(self), indent=1, sort_keys=True) + "\n")


def read(folder: Path) -> Manifest:
    """The manifest of the backup in ``folder``; raises Damaged."""
    try:
        found = json.loads((folder / NAME).read_text())
    except FileNotFoundError:
        raise Damaged(f"{folder} holds no backup: there is no {NAME}.") from None
    except ValueError:
        raise Damaged(f"{NAME} can't be read.") from None
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise Damaged(f"{NAME} is of a kind that this release does not know.")
    try:
        return Manifest(**found)
    except TypeError:
        raise Damaged(f"{NAME} is not complete.") from None


def digests(folder: Path) -> dict[str, str]:
    """Every file below ``folder``, the manifest aside, with its SHA-256."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file() and path.name != NAME)
    return {path.relative_to(folder).as_posix(): digest(path) for path in paths}


def digest(path: Path) -> str:
    """The SHA-256 of one file, read in pieces."""
    found = hashlib.sha256()
    with path.open("rb") as stream:
        while piece := stream.read(CHUNK):
            found.update(piece)
    return found.hexdigest()


def verify(folder: Path, manifest: Manifest) -> None:
    """Raises Damaged unless every file is there, as it was, and no other; a link would bring what is not here."""
    if links := sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_symlink()):
        raise Damaged(f"{links[0]} is a link, and not what was backed up.")
    found = digests(folder)
    if missing := sorted(manifest.files.keys() - found.keys()):
        raise Damaged(f"{missing[0]} is missing.")
    if strange := sorted(found.keys() - manifest.files.keys()):
        raise Damaged(f"{strange[0]} does not belong to it.")
    if changed := sorted(name for name, value in manifest.files.items() if found[name] != value):
        raise Damaged(f"{changed[0]} has been changed.")


def fingerprint(secret: str) -> str:
    """Tells one key from another and gives neither away."""
    return hashlib.sha256(b"roundtable backup key\0" + secret.encode()).hexdigest()[:32]
