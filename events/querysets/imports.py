"""Questions about files with events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import EventFile


class EventFileQuerySet(models.QuerySet["EventFile"]):
    """Uploaded files with events."""

    def of(self, owner: User, *, at: datetime) -> EventFileQuerySet:
        """Those that ``owner`` may still look at; nobody else sees them."""
        return self.filter(owner=owner, expires_at__gt=at)

    def expired(self, *, at: datetime) -> EventFileQuerySet:
        """Those that nobody may look at any more."""
        return self.filter(expires_at__lte=at)

    def lock(self, file: EventFile) -> EventFile:
        """The locked, fresh row; it is imported once."""
        return self.select_for_update().get(pk=file.pk)
