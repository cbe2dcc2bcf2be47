"""What this app does when those below announce something: one action call each."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db.models import Model
from django.dispatch import receiver

from accounts.signals import renamed
from calendars.models import Entry
from calendars.signals import time_proposed
from events import actions


@receiver(renamed)
def find_under_new_names(*, sender: type[Model], rows: Sequence[Model], **_kwargs: Any) -> None:
    """Events are found by who teaches, who hosts and where they are, under the names these have now."""
    actions.renew_search_of(sender, rows)


@receiver(time_proposed)
def tell_organisers(*, entry: Entry, at: datetime, **proposal: Any) -> None:
    """Somebody would rather have another time; whoever organises the event hears of it."""
    actions.pass_on_proposal(
        uid=entry.meeting.uid,
        person=entry.person,
        starts_at=proposal["starts_at"],
        ends_at=proposal["ends_at"],
        comment=proposal["comment"],
        at=at,
    )
