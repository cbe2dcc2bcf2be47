"""Questions about what is looked at before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import models

from accounts import queries as people
from events.enums import ReviewVerdict

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event, Review  # the base class names it


class ReviewQuerySet(models.QuerySet["Review"]):
    """Requests to have an event published."""

    def waiting(self) -> ReviewQuerySet:
        """Those without an answer, of events that are still drafts."""
        return self.filter(verdict="")

    def decided_by(self, user: User) -> ReviewQuerySet:
        """Those which ``user`` may answer, or has answered: as coordinator of the department or of one above it, or as
        administrator. With a request that was taken back goes the look at the draft.
        """
        if not user.is_active:
            return self.none()
        standing = self.exclude(verdict=ReviewVerdict.WITHDRAWN)
        if user.is_staff:
            return standing
        return standing.filter(department__in=people.departments_looked_after(user))

    def for_event(self, event: Event) -> ReviewQuerySet:
        """Those of one event, the latest first."""
        return self.filter(event=event).select_related("asked_by", "decided_by").order_by("-pk")

    def lock(self, review: Review) -> Review:
        """The locked, fresh row; its event is locked first."""
        return self.select_for_update(of=("self",)).get(pk=review.pk)
