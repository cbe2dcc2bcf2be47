"""A sign of life while something takes long: a thread that repeats a small thing until it is over.

Whoever holds a lease renews it this way. If the process is killed the thread dies with it, so the
lease runs out; a step that merely takes long keeps it.
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import DatabaseError, connection

logger = logging.getLogger(__name__)


@contextmanager
def pulse(beat: Callable[[], object], *, every: float) -> Iterator[None]:
    """Call ``beat`` every so many seconds, on a database connection of its own, until the block ends."""
    is_over = threading.Event()

    def repeat() -> None:
        has_beaten = False
        try:
            while not is_over.wait(every):
                has_beaten = True
                try:
                    beat()
                except DatabaseError:
                    logger.warning("A sign of life could not be written.", exc_info=True)
        finally:
            if has_beaten:
                connection.close()

    thread = threading.Thread(target=repeat, name="pulse", daemon=True)
    thread.start()
    try:
        yield
    finally:
        is_over.set()
        thread.join()
