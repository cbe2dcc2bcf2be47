"""Questions about what people follow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Digest, Follow  # noqa: F401  # the base class names it


class FollowQuerySet(models.QuerySet["Follow"]):
    """What people follow."""

    def of(self, user: User) -> FollowQuerySet:
        """What one person follows."""
        return self.filter(user=user)

    def with_names(self) -> FollowQuerySet:
        """Each with what it is of, topics first, then departments and people, by name."""
        found = self.select_related("topic", "speaker__department", "department")
        return found.order_by("topic__name", "department__name", "speaker__name", "pk")


class DigestQuerySet(models.QuerySet["Digest"]):
    """Who hears of what is new, and until when that was looked through."""

    def lock(self, digest: Digest) -> Digest:
        """The locked, fresh row."""
        return self.select_for_update(of=("self",)).select_related("user").get(pk=digest.pk)
