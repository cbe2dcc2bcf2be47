"""Questions about meetings, entries and feeds."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import F, Q

from accounts.enums import Invitations
from accounts.models import Guest, User
from calendars.enums import Method, Purpose

if TYPE_CHECKING:
    from calendars.models import Entry, Feed, Meeting, Revision  # noqa: F401  # type arguments below

FEED_BACK = timedelta(days=30)
FEED_AHEAD = timedelta(days=365)
FORGOTTEN = timedelta(days=400)  # unread for so long, an address opens nothing any more


class MeetingQuerySet(models.QuerySet["Meeting"]):
    """What takes place, or was to."""

    def held_between(self, since: Any, until: Any) -> MeetingQuerySet:
        """Those that go on between two moments, in order; both may be slots of a question that is written once."""
        return self.filter(ends_at__gt=since, starts_at__lt=until).order_by("starts_at", "uid")


class EntryQuerySet(models.QuerySet["Entry"]):
    """What stands in people's calendars."""

    def of(self, *people: User | Guest) -> EntryQuerySet:
        """Entries of these people; a colleague and a guest may share a number."""
        users = [person.pk for person in people if isinstance(person, User)]
        guests = [person.pk for person in people if isinstance(person, Guest)]
        return self.filter(Q(user__in=users) | Q(guest__in=guests))

    def locked(self) -> EntryQuerySet:
        """The same rows, held until the transaction ends, always in the same order."""
        return self.select_for_update(of=("self",)).order_by("pk")

    def with_meeting_and_person(self) -> EntryQuerySet:
        """With everything that a statement needs.

        Meetings are read after the rows are locked: joined, they would be as old as the wait for the lock.
        """
        return self.select_related("user", "guest").prefetch_related("meeting")

    def standing(self, *, at: datetime) -> EntryQuerySet:
        """Those that we have put into somebody's calendar and that are not over."""
        return self.filter(method=Method.REQUEST, meeting__cancelled_at__isnull=True, meeting__ends_at__gt=at)

    def shown(self) -> EntryQuerySet:
        """Those a feed shows: expected ones, and those that were until the meeting was called off."""
        return self.filter(Q(left_at__isnull=True) | Q(left_at__gte=F("meeting__cancelled_at")))


class RevisionQuerySet(models.QuerySet["Revision"]):
    """What people were told."""

    def with_entry(self) -> RevisionQuerySet:
        """With everything that rendering needs."""
        return self.select_related("entry__meeting", "entry__user", "entry__guest")


class FeedQuerySet(models.QuerySet["Feed"]):
    """Addresses that programs read."""

    def alive(self, *, at: datetime) -> FeedQuerySet:
        """Those of people who may sign in, which were read or made within a good year.

        Whoever wants mail alone has no personal one.
        """
        return self.alive_since(at - FORGOTTEN, (at - FORGOTTEN).date())

    def alive_since(self, moment: Any, day: Any) -> FeedQuerySet:
        """The same, of what was made after a moment or read since a day; see alive(). Both may be slots."""
        unread = Q(read_on=None, made_at__lte=moment) | Q(read_on__lt=day)
        by_mail_alone = Q(purpose=Purpose.PERSONAL, user__invitations=Invitations.MAIL)
        return self.filter(user__is_active=True).exclude(unread).exclude(by_mail_alone)

    def of(self, user: User) -> FeedQuerySet:
        """Those of one person, the personal one first."""
        first = models.Case(models.When(purpose=Purpose.PERSONAL, then=0), default=1)
        return self.filter(user=user).order_by(first, "purpose", "made_at", "pk")
