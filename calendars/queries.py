"""Reads that do not chain: what a feed shows, and since when it has been like that."""

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, Max, OuterRef, Q, Value

from accounts.models import Guest, User
from calendars.enums import Purpose
from calendars.models import Entry, Feed, Meeting
from calendars.querysets import FEED_AHEAD, FEED_BACK
from common.questions import Among, Question, Slot

FEED_LENGTH = 500


def known_to(whose: str) -> dict[str, Any]:
    """Whether a meeting may stand in the calendar of the ``person`` (a "user" or a "guest"); of many, it may."""
    if not whose:
        return {"is_known": Value(True)}
    entries = Entry.objects.filter(meeting=OuterRef("pk"), **{whose: Slot("person")})
    return {"is_known": Exists(entries)}


_MEETINGS = Question(
    lambda whose: Meeting.objects.filter(uid__in=Among("uids", CharField())).annotate(**known_to(whose))
)


def meetings_of(people: Sequence[User | Guest], uids: Collection[str]) -> list[Meeting]:
    """The meetings with these UIDs, each with whether it may stand in a calendar of ``people``."""
    if len(people) != 1:
        return _MEETINGS.ask("", uids=uids)
    (person,) = people
    return _MEETINGS.ask("user" if isinstance(person, User) else "guest", uids=uids, person=person.pk)


def personal_feed(user: User) -> Feed | None:
    """The address of ``user``'s own feed, if it was ever asked for."""
    return Feed.objects.filter(user=user, purpose=Purpose.PERSONAL).first()


def feed_meetings(user: User, *, at: datetime) -> list[Meeting]:
    """What ``user``'s feed shows, in order: thirty days back to a year ahead, 500 at most."""
    entries = Entry.objects.of(user).shown().in_feed_window(at=at).select_related("meeting")
    return [entry.meeting for entry in entries.order_by("meeting__starts_at", "meeting__uid")[:FEED_LENGTH]]


def feed_changed_at(feed: Feed, *, at: datetime) -> datetime:
    """When the feed last became what it is: by a change, or because time moved on."""
    found = Entry.objects.of(feed.user).aggregate(
        entered_or_left=Max("changed_at"),
        revised=Max("meeting__revised_at"),
        too_old=Max("meeting__ends_at", filter=Q(meeting__ends_at__lte=at - FEED_BACK)),
        near_enough=Max("meeting__starts_at", filter=Q(meeting__starts_at__lt=at + FEED_AHEAD)),
    )
    moments: list[datetime] = [feed.made_at, found["entered_or_left"] or feed.made_at, found["revised"] or feed.made_at]
    if found["too_old"]:
        moments.append(found["too_old"] + FEED_BACK)
    if found["near_enough"]:
        moments.append(found["near_enough"] - FEED_AHEAD)
    return min(at, max(moments))
