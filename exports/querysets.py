"""Questions about what comes regularly."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models

from exports.enums import RegularState

if TYPE_CHECKING:
    from accounts.models import User
    from exports.models import RegularExport  # noqa: F401  # the base class names it


class RegularExportQuerySet(models.QuerySet["RegularExport"]):
    """Tables that come regularly."""

    def owned_by(self, user: User) -> RegularExportQuerySet:
        """Those that ``user`` gets; nobody else sees them."""
        return self.filter(owner=user)

    def standing(self) -> RegularExportQuerySet:
        """Those that come, or would if they were not paused."""
        return self.exclude(state=RegularState.ENDED)

    def due(self, *, at: datetime) -> RegularExportQuerySet:
        """Those whose time has come, the longest waiting first."""
        return self.filter(state=RegularState.ACTIVE, next_at__lte=at).order_by("next_at", "pk")
