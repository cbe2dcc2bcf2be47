"""Where the pictures of covers, and of those who teach, are kept."""

from pathlib import Path

from django.conf import settings


def folder() -> Path:
    """All of them."""
    return Path(settings.MEDIA_ROOT) / "covers"


def file_of(key: str, size: str) -> Path:
    """One size of one picture; both names are ours, never what somebody has typed."""
    return folder() / f"{key}-{size}.jpg"


def portraits() -> Path:
    """The pictures of those who teach."""
    return Path(settings.MEDIA_ROOT) / "portraits"


def portrait_of(key: str, size: str) -> Path:
    """One size of one of them."""
    return portraits() / f"{key}-{size}.jpg"
