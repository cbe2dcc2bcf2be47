"""Questions about what is looked at before it is published."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models

from accounts import queries as people
from events.enums import ReviewVerdict
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event, Review, ReviewRound  # noqa: F401  # the base classes name them


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


class ReviewRoundQuerySet(models.QuerySet["ReviewRound"]):
    """Requests to have several dates of a series published."""

    def decided_by(self, user: User) -> ReviewRoundQuerySet:
        """Those of which ``user`` may answer every date that waits, and at least one that waits or was answered."""
        reviews: Any = rows_of("Review", round__isnull=False)
        mine = reviews.decided_by(user)
        foreign = reviews.waiting().exclude(pk__in=mine.values("pk"))
        return self.filter(pk__in=mine.values("round")).exclude(pk__in=foreign.values("round"))

    def waiting(self) -> ReviewRoundQuerySet:
        """Those of which at least one date has no answer."""
        reviews: Any = rows_of("Review", round__isnull=False)
        return self.filter(pk__in=reviews.waiting().values("round"))

    def with_dates(self) -> ReviewRoundQuerySet:
        """Each with its series, who asks, and ``dates``: how many of its dates have no answer."""
        dates: dict[str, Any] = {"dates": models.Count("reviews", filter=models.Q(reviews__verdict=""))}
        return self.select_related("series", "department", "asked_by").annotate(**dates)
