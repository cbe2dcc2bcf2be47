"""Questions about jobs, their files and the workers."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce

from jobs.enums import UNFINISHED, JobState

if TYPE_CHECKING:
    from accounts.models import User
    from jobs.models import Job, JobFile  # noqa: F401  # the base classes name them


class JobQuerySet(models.QuerySet["Job"]):
    """Jobs."""

    def owned_by(self, user: User) -> JobQuerySet:
        """Those that ``user`` has started."""
        return self.filter(owner=user)

    def visible_to(self, user: User) -> JobQuerySet:
        """Their own; whoever looks after the installation sees that there is work, though never its files."""
        return self.all() if user.is_staff else self.owned_by(user)

    def in_scope(self, scope: str) -> JobQuerySet:
        """Those about an event and whatever belongs to it."""
        return self.filter(scope=scope)

    def matching(self, text: str) -> JobQuerySet:
        """Those whose title contains ``text``."""
        return self.filter(title__icontains=text)

    def newest_first(self) -> JobQuerySet:
        """As the pages show them."""
        return self.order_by("-queued_at", "-pk")

    def unfinished(self) -> JobQuerySet:
        """Those that wait or run."""
        return self.filter(state__in=UNFINISHED)

    def broken(self) -> JobQuerySet:
        """Those that failed for a reason that somebody has to mend, the last first."""
        return self.filter(state=JobState.FAILED).exclude(fault="").order_by("-finished_at", "-pk")

    def due(self, *, at: datetime) -> JobQuerySet:
        """Those that nobody is at work on, longest waiting first: new, or held by a worker that died."""
        free = Q(state=JobState.QUEUED) | Q(state=JobState.RUNNING, lease_until__lte=at)
        return self.filter(free).order_by("queued_at", "pk")

    def oldest_due(self, *, at: datetime) -> datetime | None:
        """Since when the longest-waiting due job waits; by this the supervisor judges progress."""
        waits_since = Coalesce("lease_until", "queued_at")
        since: datetime | None = self.due(at=at).order_by().aggregate(since=models.Min(waits_since))["since"]
        return since


class JobFileQuerySet(models.QuerySet["JobFile"]):
    """Files that jobs have left."""

    def kept(self, *, at: datetime) -> JobFileQuerySet:
        """Those that may still be downloaded."""
        return self.filter(expires_at__gt=at)

    def expired(self, *, at: datetime) -> JobFileQuerySet:
        """Those whose time is over."""
        return self.filter(expires_at__lte=at)
