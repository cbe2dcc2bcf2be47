"""What the clock runs in this app."""

import logging
from datetime import datetime

from events import actions
from events.models import Event


def publish_due(at: datetime) -> None:
    """Every minute: publish the drafts whose time has come."""
    for event in Event.objects.due_to_publish(at=at):
        actions.publish_due(event=event, at=at)


logger = logging.getLogger(__name__)


def remove_expired_event_files(at: datetime) -> None:
    """Hourly: a file with events is kept for a day."""
    actions.remove_expired_event_files(at=at)


def remove_stray_covers(at: datetime) -> None:
    """Daily: pictures that were uploaded for a change that came to nothing."""
    actions.remove_stray_covers(at=at)


def renew_search(_at: datetime) -> None:
    """Nightly: let every event be found by what it says; whatever was missed until then stands in the log."""
    if missed := actions.renew_all_searches():
        logger.warning("The search was out of date for %d events; it is mended.", missed)
