"""What the clock runs in this app."""

from datetime import datetime

from exports import actions


def make_due(at: datetime) -> None:
    """Every minute: start the tables whose time has come."""
    actions.make_due(at=at)
