"""Questions about polls."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import F, Q

from events.enums import EventState
from polls.enums import PollState

if TYPE_CHECKING:
    from events.models import Event
    from polls.models import Poll

OPEN_FOR = timedelta(hours=12)  # nobody votes the day after
DEVICES_KEPT_FOR = timedelta(days=30)  # so that a poll can go on in the next session


class PollQuerySet(models.QuerySet["Poll"]):
    """Polls."""

    def for_event(self, event: Event) -> PollQuerySet:
        """Those of ``event``, in the order in which they were written."""
        return self.filter(event=event).order_by("pk")

    def with_results(self) -> PollQuerySet:
        """With their boxes, but without the devices that have voted."""
        return self.select_related("event", "box").defer("box__voters")

    def on_screen(self, event_id: int) -> PollQuerySet:
        """The one that is open; else the one that was closed last."""
        asked = self.filter(event=event_id).exclude(state=PollState.DRAFT)
        return asked.order_by(F("closed_at").desc(nulls_first=True), "-pk")[:1]

    def left_open(self, *, at: datetime) -> PollQuerySet:
        """Open ones that nobody has closed by the next day, or whose event was called off."""
        over = Q(opened_at__lte=at - OPEN_FOR) | Q(event__state=EventState.CANCELLED)
        return self.filter(over, state=PollState.OPEN).order_by("pk")

    def with_old_devices(self, *, at: datetime) -> PollQuerySet:
        """Those closed so long ago that nobody has to know any more which devices have voted."""
        return self.filter(closed_at__lte=at - DEVICES_KEPT_FOR, has_devices=True).order_by("pk")

    def lock(self, poll: Poll) -> Poll:
        """The locked, fresh row; every vote and every change of a poll starts here."""
        return self.select_for_update(of=("self",)).select_related("event").get(pk=poll.pk)
