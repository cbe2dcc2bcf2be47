"""What many requests ask for at the same moment, done once for all of them.

A thread does it a moment later, on a database connection of its own, so that no request waits for it. What is
asked for while it is being done is done again: whoever asks has done their part before. It must be such that
nothing is lost if the process dies first.
"""

import atexit
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from django.db import close_old_connections

T = TypeVar("T")


class Gathered(Generic[T]):
    """Hands each thing to ``do`` once for all who asked within ``seconds``; ``do`` never fails."""

    def __init__(self, do: Callable[[T], None], *, seconds: float) -> None:
        self._do, self._seconds = do, seconds
        self._wanted: dict[T, None] = {}
        self._is_wanted = threading.Event()
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        atexit.register(self.flush)

    def add(self, thing: T) -> None:
        """Do this soon."""
        with self._lock:
            self._wanted[thing] = None
            if self._thread is None or not self._thread.is_alive():  # its process was forked, and threads are not
                self._thread = threading.Thread(target=self._repeat, name="gathered", daemon=True)
                self._thread.start()
        self._is_wanted.set()

    def flush(self) -> None:
        """Do now what is wanted by now."""
        with self._lock:
            wanted, self._wanted = self._wanted, {}
        if wanted:
            close_old_connections()  # what a request does before it begins
        for thing in wanted:
            self._do(thing)

    def _repeat(self) -> None:
        while self._is_wanted.wait():
            time.sleep(self._seconds)
            self._is_wanted.clear()
            self.flush()
