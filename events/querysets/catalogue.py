"""Questions about what events are found by."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import SavedSearch, Topic  # noqa: F401  # the base classes name them


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
