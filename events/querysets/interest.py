"""Questions about who would come to an event without a date."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from events.models import Event, Interest  # noqa: F401  # the base class names it


class InterestQuerySet(models.QuerySet["Interest"]):
    """Interest in events."""

    def in_event(self, event: Event) -> InterestQuerySet:
        """Of colleagues who are still there, in one event."""
        return self.filter(event=event, user__is_active=True)
