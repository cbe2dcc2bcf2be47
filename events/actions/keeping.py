"""Files of materials that are written before the transaction that names them, so that nothing waits for the disk.

Private to the actions. A file is there before its row; what no row names in the end is gone again.
"""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

from django.db import DatabaseError

from common import files
from events.drafts import Content
from events.models import MaterialVersion, materials_folder
from jobs.work import write_whole


class Desk:
    """Keeps files under names of ours, and knows which."""

    def __init__(self) -> None:
        self._names: set[str] = set()

    def first(self, content: Content) -> Content:
        """``content`` with its bytes kept."""
        if content.file is None:
            return content
        name = self._new()
        write_whole(materials_folder() / name, content.data)
        return replace(content, kept=name)

    def another(self, content: Content) -> Content:
        """The same once more, for another row: a file belongs to one."""
        if content.file is None:
            return content
        return replace(content, kept=self.copy(materials_folder() / content.kept))

    def again(self, version: MaterialVersion) -> Content:
        """What ``version`` consists of, its file kept once more; raises FileNotFoundError where that is lost."""
        if not version.file:
            return Content(url=version.url, text=version.text)
        names = ("name", "content_type", "size", "sha256")
        sent = files.Sent(**{name: getattr(version, name) for name in names})
        return Content(file=sent, kept=self.copy(version.location))

    def copy(self, path: Path) -> str:
        """Keep the file once more; raises FileNotFoundError where it is lost."""
        name = self._new()
        os.utime(path)  # what is young is no stray yet
        try:
            (materials_folder() / name).hardlink_to(path)  # nobody writes into a file that is kept
        except OSError:  # this disk has none
            shutil.copyfile(path, materials_folder() / name)
        return name

    def tidy(self) -> None:
        """Remove what no row names; where the database can't say, the clock does it within a day."""
        with suppress(DatabaseError):
            named = set(MaterialVersion.objects.filter(file__in=self._names).values_list("file", flat=True))
            for name in self._names - named:
                (materials_folder() / name).unlink(missing_ok=True)

    def _new(self) -> str:
        name = files.new_name()
        self._names.add(name)
        return name


@contextmanager
def desk() -> Iterator[Desk]:
    """A desk for one change; what came to nothing leaves nothing behind."""
    kept = Desk()
    try:
        yield kept
    finally:
        kept.tidy()
