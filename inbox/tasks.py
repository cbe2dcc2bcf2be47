"""Run by the mail cluster."""

import time

from common import queue
from inbox import runner

SECONDS = 5  # short, so that a worker which is told to stop is soon done


@queue.task(queue.Cluster.MAIL)
def read_waiting() -> None:
    """Read what has come for a few seconds; what is left then gets a task of its own."""
    until = time.monotonic() + SECONDS
    if runner.read_waiting(is_over=lambda: time.monotonic() > until):
        queue.kick(read_waiting)
