"""Questions about registrations and attendance."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from registrations.enums import LIVE, SEATED, RegistrationStatus

if TYPE_CHECKING:
    from accounts.models import Guest, User
    from events.models import Event
    from registrations.models import Attendance, Registration  # noqa: F401  # the base classes name them


class RegistrationQuerySet(models.QuerySet["Registration"]):
    """Registrations."""

    def live(self) -> RegistrationQuerySet:
        """Those that may still lead to a seat, or have one."""
        return self.filter(status__in=LIVE)

    def seated(self) -> RegistrationQuerySet:
        """Those that take a seat."""
        return self.filter(status__in=SEATED)

    def confirmed(self) -> RegistrationQuerySet:
        """Those with a seat for sure."""
        return self.filter(status=RegistrationStatus.CONFIRMED)

    def waiting(self) -> RegistrationQuerySet:
        """Those on the waiting list."""
        return self.filter(status=RegistrationStatus.WAITLISTED)

    def waiting_in_order(self) -> RegistrationQuerySet:
        """The waiting list, first in line first. The one place where its order is said."""
        return self.waiting().order_by("-priority", "queued_at", "pk")

    def ahead_of(self, registration: Registration) -> RegistrationQuerySet:
        """Whoever waits for the same seats and comes before ``registration``."""
        same_priority = Q(priority=registration.priority)
        earlier = Q(queued_at__lt=registration.queued_at)
        tied = Q(queued_at=registration.queued_at, pk__lt=registration.pk)
        return self.waiting().filter(
            Q(pool_id=registration.pool_id),
            Q(priority__gt=registration.priority) | (same_priority & (earlier | tied)),
        )

    def of(self, person: User | Guest | AnonymousUser) -> RegistrationQuerySet:
        """Those of one colleague or guest; none of somebody who is not signed in."""
        if isinstance(person, AnonymousUser):
            return self.none()
        key = "user" if person._meta.label_lower == "accounts.user" else "guest"  # noqa: SLF001  # Django's documented API
        return self.filter(**{key: person})

    def for_event(self, event: Event) -> RegistrationQuerySet:
        """Those for one event."""
        return self.filter(event=event)

    def with_people(self) -> RegistrationQuerySet:
        """With who it is and where they belong."""
        return self.select_related("user__department", "guest", "pool")


class AttendanceQuerySet(models.QuerySet["Attendance"]):
    """Attendance entries."""

    def current(self) -> AttendanceQuerySet:
        """The last word on each registration and session: entries that nothing corrects."""
        return self.filter(correction=None)
