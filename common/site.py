"""What this installation is called, and its logo: said by its administrators, remembered by every process.

Each page, mail and document says it, so no page may ask the database for it. A file beside the database bears the
time of the last change: each process looks at that time, which costs it microseconds, and asks again when it is another
one. Where processes don't share that folder, they ask again after KEPT_FOR.
"""

import logging
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from time import monotonic, time_ns

from django.conf import settings
from django.db import DatabaseError

from common.organisation import Organisation

KEPT_FOR = 60  # seconds

logger = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Remembered:
    organisation: Organisation
    changed: int
    until: float


class _Memory:
    """One for each process."""

    read: Callable[[], Organisation] | None = None
    known: _Remembered | None = None


def register(read: Callable[[], Organisation]) -> None:
    """Say how the database is asked. Called when the app is ready that has the row."""
    _Memory.read = read


def current() -> Organisation:
    """As it is now; without a name of its own it has the one of the settings."""
    changed, known = _changed(), _Memory.known
    if known is None or known.changed != changed or monotonic() > known.until:
        # The time was looked at before the row: whatever is committed in between is found at the next look.
        organisation = _asked()
        if organisation is None:
            organisation = known.organisation if known else Organisation()
        else:
            remember(organisation, changed=changed)
    else:
        organisation = known.organisation
    return organisation if organisation.name else replace(organisation, name=settings.SITE_NAME)


def name() -> str:
    """What it is called."""
    return current().name


def remember(organisation: Organisation, *, changed: int | None = None) -> None:
    """Take it that it is so, until it changes."""
    stamp = _changed() if changed is None else changed
    _Memory.known = _Remembered(organisation, stamp, monotonic() + KEPT_FOR)


def tell_everybody() -> None:
    """Have every process ask again; for after a change is committed."""
    now = time_ns()
    try:
        _stamp().parent.mkdir(parents=True, exist_ok=True)
        _stamp().touch()
        os.utime(_stamp(), ns=(now, now))  # finer than the clock of the file system
    except OSError:  # a full disk: the others ask again a little later
        logger.exception("Other processes are not told that the organisation has changed.")
    _Memory.known = None


def _asked() -> Organisation | None:
    if _Memory.read is None:
        return None
    with suppress(DatabaseError):  # a page that says what is broken has a head too
        return _Memory.read()
    return None


def _changed() -> int:
    try:
        return _stamp().stat().st_mtime_ns
    except OSError:
        return 0


def _stamp() -> Path:
    return Path(settings.DATA_DIR) / "organisation-changed"
