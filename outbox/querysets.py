"""Questions about messages."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Exists, F, OuterRef, Q

from outbox.enums import OPEN, MessageState

if TYPE_CHECKING:
    from outbox.models import Message  # noqa: F401  # the base class names it


class MessageQuerySet(models.QuerySet["Message"]):
    """Messages."""

    def in_scope(self, scope: str) -> MessageQuerySet:
        """Those about one thing, newest first."""
        return self.filter(scope=scope).order_by("-queued_at", "-pk")

    def open(self) -> MessageQuerySet:
        """Those that are still to be sent."""
        return self.filter(state__in=OPEN)

    def due(self, *, at: datetime) -> MessageQuerySet:
        """What may be claimed now, most urgent first.

        A row whose sender died is free again when its lease has run out. Within a stream only
        the first open row is free, so mails about one calendar entry leave in order.
        """
        earlier = self.model.objects.filter(
            stream=OuterRef("stream"), position__lt=OuterRef("position"), state__in=OPEN
        ).exclude(stream="")
        return (
            self.filter(
                Q(state=MessageState.QUEUED, next_try_at__lte=at) | Q(state=MessageState.SENDING, lease_until__lte=at)
            )
            .exclude(Exists(earlier))
            .order_by("-priority", "next_try_at", "pk")
        )

    def overtaken(self) -> MessageQuerySet:
        """Those waiting although a later word in their stream has been written."""
        later = self.model.objects.filter(stream=OuterRef("stream"), position__gt=OuterRef("position"))
        return self.filter(Exists(later), state=MessageState.QUEUED).exclude(stream="")

    def out_of_time(self, *, at: datetime) -> MessageQuerySet:
        """Those that nobody needs any more."""
        return self.filter(state=MessageState.QUEUED, not_after__lte=at)

    def oldest_due(self, *, at: datetime) -> datetime | None:
        """Since when the longest-waiting due message waits; by this the supervisor judges progress."""
        since: datetime | None = self.due(at=at).aggregate(since=models.Min(F("next_try_at")))["since"]
        return since
