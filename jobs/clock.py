"""What the clock runs in this app."""

from django.utils import timezone

from common import queue
from jobs import actions


@queue.task(queue.Cluster.MAIL)
def remove_expired_files() -> None:
    """Daily: files are kept for a month."""
    actions.remove_expired_files(at=timezone.now())
