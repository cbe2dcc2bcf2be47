"""Questions about documents: whose they are follows from what they are about."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts import queries as people
from accounts.models import Department, Guest, User
from events.models import Event, Series
from reports.enums import Subject

if TYPE_CHECKING:
    from reports.models import Document  # noqa: F401  # the base class names it


def subjects_open_to(user: User | None, *, at: datetime) -> dict[Subject, models.QuerySet[Any, Any]]:
    """What ``user`` may have documents about now: whoever may read the list may have it on paper, and nobody else.

    None is a guest, whose signed link was asked when they came; what is about guests is open to nobody but them.
    """
    if user is None:
        return {Subject.GUEST: Guest.objects.all()}
    if not user.is_active:
        return {}
    departments = Department.objects.all()
    if not user.is_staff:
        departments = departments.filter(pk__in=people.departments_looked_after(user))
    return {
        Subject.EVENT: Event.objects.editable_by(user),
        Subject.SERIES: Series.objects.all() if user.is_staff else Series.objects.editable_by(user, at=at),
        Subject.DEPARTMENT: departments,
        Subject.PERSON: User.objects.filter(pk=user.pk),
    }


class DocumentQuerySet(models.QuerySet["Document"]):
    """Documents."""

    def open_to(self, user: User, *, at: datetime) -> DocumentQuerySet:
        """Those about what ``user`` may have documents about at ``at``, whoever had them made."""
        allowed = Q(pk__in=[])
        for subject, rows in subjects_open_to(user, at=at).items():
            allowed |= Q(**{f"{subject.value}__in": rows.values("pk")})
        if user.is_active and user.is_staff:
            allowed |= Q(**dict.fromkeys(Subject.values))
        return self.filter(allowed)

    def about(self, subject: models.Model) -> DocumentQuerySet:
        """Those about one event, series, department or person."""
        return self.filter(**{Subject.of(subject).value: subject})

    def newest_first(self) -> DocumentQuerySet:
        """As pages show them."""
        return self.order_by("-made_at", "-pk")

    def with_standing(self) -> DocumentQuerySet:
        """With what pages say of each: who had it made, what replaced it, and the file that is kept."""
        return self.select_related("owner", "file__job", "event", "series", "superseded_by")

    def last_of(self, lineage: str) -> DocumentQuerySet:
        """The one of its line that nothing has replaced."""
        return self.filter(lineage=lineage, superseded_by=None)
