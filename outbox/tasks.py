"""Run by the mail cluster."""

import logging
import time

from django.utils import timezone

from common import queue
from jobs.actions import note_trouble
from outbox import delivery, pacing
from outbox.transport import Unreachable

SECONDS = 5  # short, so that a worker which is told to stop is soon done

logger = logging.getLogger(__name__)


@queue.task(queue.Cluster.MAIL)
def drain() -> None:
    """Send what is due for a few seconds; what is left then gets a task of its own."""
    until = time.monotonic() + SECONDS
    try:
        if delivery.send_due(is_over=lambda: time.monotonic() > until):
            queue.kick(drain)
    except Unreachable as reason:
        pacing.pause(str(reason), at=timezone.now())
        logger.warning("The mail server takes nothing: %s", reason)
    pause = pacing.current()
    note_trouble(queue.Cluster.MAIL, pause.reason if pause else "", at=timezone.now())
