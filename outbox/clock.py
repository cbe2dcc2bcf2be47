"""What the clock runs in this app."""

from datetime import datetime

from common import queue
from outbox import tasks


def send_what_is_due(_at: datetime) -> None:
    """Every minute: what had to wait, and what a lost kick has left."""
    queue.kick(tasks.drain)
