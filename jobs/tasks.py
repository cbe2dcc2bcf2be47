"""Run by the documents cluster."""

import time

from django.utils import timezone

from common import queue
from jobs import runner

SECONDS = 60


@queue.task(queue.Cluster.DOCUMENTS)
def run_due() -> None:
    """Do the jobs that wait, one after the other; what is left after a while gets a task of its own."""
    until = time.monotonic() + SECONDS
    while job := runner.claim(at=timezone.now()):
        runner.run(job)
        if time.monotonic() > until:
            queue.kick(run_due)
            return
