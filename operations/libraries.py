"""Libraries and fonts of the system: which are missing, and the line that installs them."""

from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

FOLDERS = (
    Path("/usr/share/fonts"),
    Path("/usr/local/share/fonts"),
    Path.home() / ".fonts",
    Path.home() / ".local/share/fonts",
    Path("/Library/Fonts"),
    Path("/System/Library/Fonts"),
)
# What the files of a family are called, and what Debian and Ubuntu call its package.
FAMILIES = {
    "latin": ("NotoSans-", "fonts-noto-core"),
    "cjk": ("NotoSansCJK", "fonts-noto-cjk"),
    "emoji": ("NotoColorEmoji", "fonts-noto-color-emoji"),
}
PACKAGES = ("Django", "django-allauth", "django-q2", "weasyprint", "icalendar", "gunicorn", "psycopg", "pillow")


@dataclass(frozen=True)
class Font:
    """A family of fonts, whether it is here, and the line that brings it."""

    key: str
    is_here: bool
    install: str


def fonts(folders: tuple[Path, ...] = FOLDERS) -> list[Font]:
    """The families that documents are set in where they are installed."""
    names = {path.name for folder in folders if folder.is_dir() for path in folder.rglob("*.[ot]t[fc]")}
    return [
        Font(key, any(name.startswith(start) for name in names), f"apt-get install -y {package}")
        for key, (start, package) in FAMILIES.items()
    ]


def has_fonts(folders: tuple[Path, ...] = FOLDERS) -> bool:
    """Whether there are any letters to set a document in."""
    return any(next(folder.rglob("*.[ot]t[fc]"), None) is not None for folder in folders if folder.is_dir())


def versions() -> Iterator[tuple[str, str]]:
    """The libraries that matter, each with its version."""
    for package in PACKAGES:
        try:
            yield package, version(package)
        except PackageNotFoundError:
            continue
