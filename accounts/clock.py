"""What the clock runs in this app."""

from datetime import datetime

from accounts import actions


def remove_expired_files(at: datetime) -> None:
    """Hourly: a file with people is kept for a day."""
    actions.remove_expired_files(at=at)
