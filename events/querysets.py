"""Questions about events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import Q

from accounts import queries as people
from events.enums import EDITING, Audience, EventState

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Event


class EventQuerySet(models.QuerySet["Event"]):
    """Events."""

    def visible_to(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those which ``user`` may read about because of who they are."""
        announced = Q(state__in=[EventState.PUBLISHED, EventState.CANCELLED], published_at__isnull=False)
        if not user.is_authenticated:
            return self.filter(announced, audience=Audience.PUBLIC) if settings.PUBLIC_CATALOGUE else self.none()
        if not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        departments = people.departments_heard_by(user)
        open_to_user = Q(audience__in=[Audience.EVERYONE, Audience.PUBLIC]) | Q(
            pk__in=self._ids(departments__in=departments)
        )
        speaking = Q(pk__in=self._ids(sessions__speakers__user=user))
        return self.filter((announced & (open_to_user | speaking)) | Q(pk__in=self._ids(roles__user=user)))

    def editable_by(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those of which ``user`` is owner or organiser, or all for an administrator."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(pk__in=self._ids(roles__user=user, roles__kind__in=EDITING))

    def run_by(self, user: User | AnonymousUser) -> EventQuerySet:
        """Those in whose organiser team ``user`` is, helpers included."""
        if not user.is_authenticated or not user.is_active:
            return self.none()
        if user.is_staff:
            return self.all()
        return self.filter(pk__in=self._ids(roles__user=user))

    def organised_by(self, user: User) -> EventQuerySet:
        """Those in whose team ``user`` stands by name; an administrator's desk is not everybody's."""
        return self.filter(pk__in=self._ids(roles__user=user))

    def upcoming(self, *, at: datetime) -> EventQuerySet:
        """Published or cancelled ones whose last session has not ended, soonest first."""
        return self.filter(ends_at__gt=at).exclude(state=EventState.DRAFT).order_by("starts_at", "pk")

    def over(self, *, at: datetime) -> EventQuerySet:
        """Published ones whose last session has ended."""
        return self.filter(ends_at__lte=at, state=EventState.PUBLISHED)

    def with_programme(self) -> EventQuerySet:
        """With what a list shows of each: host, sessions with room, speakers, pools, topics."""
        return self.select_related("host_department").prefetch_related(
            "sessions__room__location", "sessions__speakers__user__department", "pools", "topics"
        )

    def lock(self, event: Event) -> Event:
        """The locked, fresh row; every change of an event's seats starts here."""
        return self.select_for_update(of=("self",)).get(pk=event.pk)

    def _ids(self, **lookup: object) -> models.QuerySet[Event, int]:
        """Ids by a lookup over many rows, as a subquery: a join would list an event twice."""
        return self.model.objects.filter(**lookup).values_list("pk", flat=True)
