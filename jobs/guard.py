"""Somebody beside the work who keeps its lease, and ends it if it takes too much or is not wanted any more.

The work itself only notices between its steps. What notices nothing, for it waits or reckons, takes its
whole process along: the queue has another one at once, and only so is its memory really free.
"""

import logging
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from common.pulse import pulse
from jobs.enums import Failure
from jobs.limits import excess, resident_megabytes
from jobs.work import Work

LOOK_EVERY = 0.25
RENEW_EVERY = 2.0
GRACE = 3.0  # seconds for a job that was stopped to end by itself

logger = logging.getLogger(__name__)


def leave() -> None:
    """End this process, whatever its main thread is doing."""
    logging.shutdown()
    os._exit(75)


class _Guard:
    """What is known of one attempt from outside."""

    def __init__(self, work: Work, end: Callable[[], object]) -> None:
        self._work, self._end = work, end
        self._before = resident_megabytes()
        self._began = self._renewed = time.monotonic()
        self._unwanted_since: float | None = None

    def look(self) -> None:
        """Called again and again, on a thread of its own."""
        now = time.monotonic()
        if self._unwanted_since is not None:
            if now - self._unwanted_since > GRACE:
                self._leave("goes on though it is not wanted any more")
        elif passed := self._excess(now):
            failure, fault = passed
            if self._work.fail(failure, fault=fault):
                self._leave(fault)
            else:
                self._unwanted_since = now
        elif now - self._renewed > RENEW_EVERY:
            self._renewed = now
            self._unwanted_since = None if self._work.renew() else now

    def _excess(self, now: float) -> tuple[Failure, str] | None:
        took = resident_megabytes() - self._before
        return excess(self._work.limits, seconds=now - self._began, megabytes=took)

    def _leave(self, why: str) -> None:
        logger.warning("job %s %s: its worker ends", self._work.job.pk, why)
        self._end()


@contextmanager
def guarded(work: Work, *, end: Callable[[], object] = leave) -> Iterator[None]:
    """While the block runs, its job stays ours and within its limits, or ``end`` is called."""
    with pulse(_Guard(work, end).look, every=LOOK_EVERY):
        yield
