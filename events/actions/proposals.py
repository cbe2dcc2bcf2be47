"""Times that others would rather have."""

from datetime import datetime

from django.db import transaction

from accounts.models import Guest, User
from events import notifications
from events.models import Session


@transaction.atomic
def pass_on_proposal(
    *,
    uid: str,
    person: User | Guest,
    starts_at: datetime | None,
    ends_at: datetime | None,
    comment: str,
    at: datetime,
) -> None:
    """Tell the organisers which other time ``person`` has proposed for the session; nothing is changed by it."""
    session = Session.objects.select_related("event").filter(uid=uid).first()
    if session is not None:
        notifications.tell_time_proposed(session, person, starts_at=starts_at, ends_at=ends_at, comment=comment, at=at)
