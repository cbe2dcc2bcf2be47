"""Questions about who teaches."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Q

from accounts.models import Guest, User
from events.enums import EventState, SpeakerState
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from events.models import Engagement, Event, SpeakerProfile  # noqa: F401  # the base classes name them


class SpeakerProfileQuerySet(models.QuerySet["SpeakerProfile"]):
    """Profiles of people who teach."""

    def of(self, person: User | Guest) -> SpeakerProfileQuerySet:
        """The one of ``person``."""
        return self.filter(user=person) if isinstance(person, User) else self.filter(guest=person)

    def visible_to(self, user: User | AnonymousUser, *, events: models.QuerySet[Event]) -> SpeakerProfileQuerySet:
        """Those that ``user`` may read: who teaches at one of ``events``, which they may read about; and their own."""
        own = Q(user=user.pk) if user.is_authenticated and user.is_active else Q(pk__in=[])
        return self.teaching_at_or(events, own).select_related("user__department", "guest")

    def teaching_at_or(self, events: models.QuerySet[Event], own: Q) -> SpeakerProfileQuerySet:
        """Those of who teaches at one of ``events``, and those for which ``own`` holds."""
        teaching = rows_of("SpeakerProfile").teaching_at(events)  # type: ignore[attr-defined]  # a queryset of profiles
        return self.filter(Q(pk__in=teaching.values("pk")) | own)

    def teaching_at(self, events: models.QuerySet[Event]) -> SpeakerProfileQuerySet:
        """Those of who teaches at one of ``events``; of colleagues who have left there is none."""
        taught = rows_of("Speaker", session__event__in=events.values("pk"))
        return self.filter(
            Q(user__in=taught.values("user"), user__is_active=True) | Q(guest__in=taught.values("guest"))
        )

    def editable_by(self, user: User) -> SpeakerProfileQuerySet:
        """Their own, and those of people from outside who teach at what ``user`` organises and is nowhere else seen.

        Whoever names somebody by their address could otherwise say who they are on the pages of others.
        """
        events: Any = rows_of("Event").editable_by(user)  # type: ignore[attr-defined]  # a queryset of events
        teaching = rows_of("Speaker").exclude(guest=None)
        taught = teaching.filter(session__event__in=events.values("pk"))
        seen_elsewhere = teaching.exclude(session__event__in=events.values("pk"))
        seen_elsewhere = seen_elsewhere.exclude(session__event__state=EventState.DRAFT)
        theirs = Q(guest__in=taught.values("guest")) & ~Q(guest__in=seen_elsewhere.values("guest"))
        return self.filter(Q(user=user) | theirs).select_related("user", "guest")


class EngagementQuerySet(models.QuerySet["Engagement"]):
    """What people who teach were asked, and what they said."""

    def of(self, person: User | Guest) -> EngagementQuerySet:
        """Those of one person."""
        return self.filter(user=person) if isinstance(person, User) else self.filter(guest=person)

    def for_event(self, event: Event) -> EngagementQuerySet:
        """Those of one event, with whom they are about."""
        return self.filter(event=event).select_related("event", "user__department", "guest").order_by("pk")

    def declined(self) -> EngagementQuerySet:
        """Those of whoever has said that they can't come."""
        return self.filter(state=SpeakerState.DECLINED)

    def to_come(self, *, at: datetime) -> EngagementQuerySet:
        """Those at what is neither over nor cancelled, soonest first."""
        found = self.filter(event__ends_at__gt=at).exclude(event__state=EventState.CANCELLED)
        return found.select_related("event").order_by("event__starts_at", "pk")

    def lock(self, engagement: Engagement) -> Engagement:
        """The locked, fresh row with whom and what it is about."""
        return self.select_related("event", "user", "guest").select_for_update(of=("self",)).get(pk=engagement.pk)
