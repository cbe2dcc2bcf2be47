"""Questions about events."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db import models
from django.db.models import F, OuterRef, Q

from accounts import queries as people
from events.enums import EDITING, Audience, EventState, PoolKind

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

    def matching(self, text: str) -> EventQuerySet:
        """Those in which each word of ``text`` is part of the title, a speaker's name or a topic."""
        found = self
        for word in text.split():
            speaks = Q(sessions__speakers__name__icontains=word) | Q(sessions__speakers__user__name__icontains=word)
            found = found.filter(
                Q(title__icontains=word)
                | Q(pk__in=self.model.objects.filter(speaks).values("pk"))
                | Q(pk__in=self._ids(topics__name__icontains=word))
            )
        return found

    def with_free_seats(self, *, at: datetime) -> EventQuerySet:
        """Published ones that have not begun and have a seat left."""
        free = Q(pools__capacity=None) | Q(pools__seats_taken__lt=F("pools__capacity"))
        has_pool = Q(pools__isnull=False)
        return self.filter(
            pk__in=self.model.objects.filter(has_pool & free).values("pk"),
            state=EventState.PUBLISHED,
            starts_at__gt=at,
        )

    def online(self) -> EventQuerySet:
        """Those that offer seats online."""
        offered = Q(pools__kind=PoolKind.ONLINE) & (Q(pools__capacity=None) | Q(pools__capacity__gt=0))
        return self.filter(pk__in=self.model.objects.filter(offered).values("pk"))

    def with_programme(self) -> EventQuerySet:
        """With what a list shows of each: host, sessions with room, speakers, pools."""
        # Joined rather than fetched one after the other: three queries, however long the list.
        sessions = apps.get_model("events", "Session").objects.select_related("room__location")
        speakers = apps.get_model("events", "Speaker").objects.select_related("user__department")
        return self.select_related("host_department").prefetch_related(
            models.Prefetch("sessions", sessions.order_by("starts_at", "pk")),
            models.Prefetch("sessions__speakers", speakers.order_by("position")),
            "pools",
        )

    def with_rights_of(self, user: User | AnonymousUser) -> EventQuerySet:
        """Each saying as ``in_team`` whether ``user`` may run it."""
        in_team: dict[str, Any] = {"in_team": models.Exists(self.model.objects.run_by(user).filter(pk=OuterRef("pk")))}
        return self.annotate(**in_team)

    def lock(self, event: Event) -> Event:
        """The locked, fresh row; every change of an event's seats starts here."""
        return self.select_for_update(of=("self",)).get(pk=event.pk)

    def _ids(self, **lookup: object) -> models.QuerySet[Event, int]:
        """Ids by a lookup over many rows, as a subquery: a join would list an event twice."""
        return self.model.objects.filter(**lookup).values_list("pk", flat=True)
