"""What the clock runs in this app."""

from datetime import datetime

from common import queue
from jobs import actions, tasks


def do_what_waits(_at: datetime) -> None:
    """Every minute: do the jobs of which a kick was lost."""
    queue.kick(tasks.run_due)


def remove_expired_files(at: datetime) -> None:
    """Daily: files are kept for a month."""
    actions.remove_expired_files(at=at)
