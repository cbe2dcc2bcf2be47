"""Questions about series."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.contrib.auth.models import AnonymousUser
from django.db import models

from events.enums import EventState
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Series  # the base classes name them


class SeriesQuerySet(models.QuerySet["Series"]):
    """Series."""

    def visible_to(
        self, user: User | AnonymousUser, *, known: models.QuerySet[Any, Any] | None = None
    ) -> SeriesQuerySet:
        """Those of which ``user`` may read about an occurrence; ``known``: see EventQuerySet.visible_to()."""
        events: Any = rows_of("Event")
        return self.filter(pk__in=events.visible_to(user, known=known).filter(series__isnull=False).values("series"))

    def editable_by(self, user: User | AnonymousUser, *, at: datetime) -> SeriesQuerySet:
        """Those of which ``user`` may change every occurrence that is still to come, and at least one at all."""
        events: Any = rows_of("Event", series__isnull=False)
        own = events.editable_by(user)
        to_come = events.exclude(state=EventState.CANCELLED).exclude(ends_at__lte=at)
        foreign = to_come.exclude(pk__in=own.values("pk"))
        return self.filter(pk__in=own.values("series")).exclude(pk__in=foreign.values("series"))

    def lock(self, pk: int) -> Series:
        """The locked, fresh row. It comes before its events, as publishing one and enrolling for all meet here."""
        return self.select_for_update(of=("self",)).get(pk=pk)
