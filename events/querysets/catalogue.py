"""Questions about what events are found and planned by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Room, SavedSearch, Topic  # noqa: F401  # the base classes name them


class RoomQuerySet(models.QuerySet["Room"]):
    """Rooms."""

    def matching(self, text: str) -> RoomQuerySet:
        """Those whose name, location or note contains ``text``."""
        return self.filter(Q(name__icontains=text) | Q(location__name__icontains=text) | Q(note__icontains=text))

    def with_uses(self) -> RoomQuerySet:
        """Each with its location and how many sessions were planned in it, as ``uses``."""
        uses: dict[str, Any] = {"uses": models.Count("sessions")}
        return self.select_related("location").annotate(**uses)


class TopicQuerySet(models.QuerySet["Topic"]):
    """Topics."""

    def matching(self, text: str) -> TopicQuerySet:
        """Those whose name contains ``text``."""
        return self.filter(name__icontains=text)

    def with_uses(self) -> TopicQuerySet:
        """Each with how many events have it, as ``uses``."""
        uses: dict[str, Any] = {"uses": models.Count("events")}
        return self.annotate(**uses)


class SavedSearchQuerySet(models.QuerySet["SavedSearch"]):
    """Saved searches."""

    def of(self, user: User) -> SavedSearchQuerySet:
        """Those of one person, by name."""
        return self.filter(user=user).order_by("name")
