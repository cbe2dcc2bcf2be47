"""Run by the mail cluster."""

import logging
import time

from django.utils import timezone

from common import queue
from jobs.actions import note_trouble
from outbox import delivery
from outbox.transport import Unreachable

SECONDS = 5  # short, so that a worker which is told to stop is soon done

logger = logging.getLogger(__name__)


@queue.task(queue.Cluster.MAIL)
def drain() -> None:
    """Send what is due for a few seconds; what is left then gets a task of its own."""
    until = time.monotonic() + SECONDS
    trouble = ""
    try:
        if delivery.send_due(is_over=lambda: time.monotonic() > until):
            queue.kick(drain)
    except Unreachable as reason:
        trouble = str(reason)
        logger.warning("The mail server can't be reached: %s", reason)
    note_trouble(queue.Cluster.MAIL, trouble, at=timezone.now())
