"""Keeping the files of a picture, whatever it is of. Private to the actions."""

from collections.abc import Callable
from pathlib import Path

from common import files
from common.pictures import SIZES, Picture
from jobs.work import write_whole

FileOf = Callable[[str, str], Path]  # by its key and the name of its size


def keep(picture: Picture, *, at: FileOf) -> str:
    """Write the files of ``picture`` and answer the key by which they are found."""
    key = files.new_name()
    for size, data in picture.files.items():
        write_whole(at(key, size), data)
    return key


def remove(key: str, *, at: FileOf) -> None:
    """Remove what was kept under ``key``, if it is still there."""
    for size in SIZES:
        at(key, size).unlink(missing_ok=True)
