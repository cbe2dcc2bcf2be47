"""The page of somebody who teaches: who they are, and what they teach."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.safestring import SafeString

from accounts.models import Department, User
from common.markdown import to_html
from events.models import Event, Speaker, SpeakerProfile
from portal.panels.follows import FollowChip, follow_chip
from registrations.models import Registration
from registrations.queries import visible_events

MOST = 20


@dataclass(frozen=True, kw_only=True)
class ProfilePage:
    """Everything the page shows to one reader."""

    profile: SpeakerProfile
    coming: Sequence[Event]
    earlier: Sequence[Event]
    can_edit: bool
    is_own: bool
    follow: FollowChip | None = None  # nothing for strangers, and nobody follows themselves
    feed: str = ""  # where one click makes a calendar address of it; nothing for strangers

    @property
    def name(self) -> str:
        return self.profile.person.name

    @property
    def department(self) -> Department | None:
        return self.profile.user.department if self.profile.user else None

    @property
    def biography(self) -> SafeString:
        """As clean HTML."""
        return to_html(self.profile.biography)


def profiles_for(reader: User | AnonymousUser) -> QuerySet[SpeakerProfile]:
    """Those that ``reader`` may read: of people who teach what they may come upon or know already, and their own."""
    known = Registration.objects.of(reader).values("event") if isinstance(reader, User) else None
    events = visible_events(reader).exclude(published_at=None).named_to(reader, known=known)
    return SpeakerProfile.objects.visible_to(reader, events=events)


def profile_page(profile: SpeakerProfile, reader: User | AnonymousUser, *, at: datetime) -> ProfilePage:
    """The page of ``profile``; only what ``reader`` may read about stands there."""
    mine = {"user": profile.user} if profile.user else {"guest": profile.guest}
    taught = Speaker.objects.filter(**mine).values("session__event")
    events = visible_events(reader).listed().exclude(published_at=None).filter(pk__in=taught)
    member = reader if isinstance(reader, User) else None
    return ProfilePage(
        profile=profile,
        coming=list(events.filter(ends_at__gt=at).order_by("starts_at", "pk")[:MOST]),
        earlier=list(events.filter(ends_at__lte=at).order_by("-starts_at", "-pk")[:MOST]),
        can_edit=member is not None and SpeakerProfile.objects.editable_by(member).filter(pk=profile.pk).exists(),
        is_own=member is not None and profile.user == member,
        follow=follow_chip(profile.user, member) if profile.user and member else None,
        feed=reverse("feed-make-about", args=["speaker", profile.pk]) if member else "",
    )
