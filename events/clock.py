"""What the clock runs in this app."""

from datetime import datetime

from events import actions


def remove_stray_covers(at: datetime) -> None:
    """Daily: pictures that were uploaded for a change that came to nothing."""
    actions.remove_stray_covers(at=at)
