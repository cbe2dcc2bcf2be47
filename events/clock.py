"""What the clock runs in this app."""

import logging
from datetime import datetime

from common.onebyone import one_by_one
from events import actions, queries
from events.models import Event

logger = logging.getLogger(__name__)
DIGESTS_AT_ONCE = 3_000  # the rest goes a quarter of an hour later


def publish_due(at: datetime) -> None:
    """Every minute: publish the drafts whose time has come."""
    one_by_one(Event.objects.due_to_publish(at=at), lambda event: actions.publish_due(event=event, at=at))


def remove_expired_event_files(at: datetime) -> None:
    """Hourly: a file with events is kept for a day."""
    actions.remove_expired_event_files(at=at)


def remove_stray_covers(at: datetime) -> None:
    """Daily: pictures and materials that were uploaded for a change that came to nothing."""
    actions.remove_stray_covers(at=at)
    actions.remove_stray_portraits(at=at)
    actions.remove_stray_materials(at=at)


def renew_search(_at: datetime) -> None:
    """Nightly: let every event be found by what it says; whatever was missed until then stands in the log."""
    if missed := actions.renew_all_searches():
        logger.warning("The search was out of date for %d events; it is mended.", missed)


def send_digests(at: datetime) -> None:
    """Every quarter of an hour: tell those for whom it is Monday morning what is new in what they follow."""
    due = queries.digests_due(at=at, most=DIGESTS_AT_ONCE)
    if not due:
        return
    new = queries.news(since=min(digest.looked_until for digest in due), until=at)
    followed = queries.followed_by([digest.user_id for digest in due])
    events = {
        digest: [one.pk for one in new if one.opened_at > digest.looked_until and one.is_for(followed[digest.user_id])]
        for digest in due
    }
    actions.note_looked(digests=[digest for digest in due if not events[digest]], at=at)
    one_by_one(
        [digest for digest in due if events[digest]],
        lambda digest: actions.send_digest(digest=digest, events=events[digest], at=at),
    )
