"""Run by the mail cluster."""

import time

from django.utils import timezone

from common import queue
from outbox import delivery

ROWS = 200
SECONDS = 60


@queue.task(queue.Cluster.MAIL)
def drain() -> None:
    """Send what is due, most urgent first. Bounded, so that the worker stays free for the clock."""
    delivery.tidy_queue(at=timezone.now())
    until = time.monotonic() + SECONDS
    connection = delivery.open_connection()
    try:
        for _number in range(ROWS):
            row = delivery.claim(at=timezone.now())
            if row is None or time.monotonic() > until:
                break
            delivery.deliver(row, connection)
    except delivery.ServerAway:
        return  # the rows have their pauses; the sweep tries again
    finally:
        connection.close()
