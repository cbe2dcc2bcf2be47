"""What the clock runs in this app."""

from datetime import datetime

from django.conf import settings

from common import queue
from inbox import actions, tasks


def collect_mail(at: datetime) -> None:
    """Every minute: what is new in our mailbox, and what a lost kick has left."""
    if settings.INBOUND_URL:
        actions.collect(at=at)
    queue.kick(tasks.read_waiting)


def forget_mail(at: datetime) -> None:
    """Every night: what was received is not kept longer than it is of use."""
    actions.forget(at=at)
