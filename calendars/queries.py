"""Reads that do not chain: what a feed shows, and since when it has been like that."""

import hashlib
from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Guest, User
from calendars import vtimezone
from calendars.enums import Answer, Purpose
from calendars.models import Entry, Feed, Meeting
from calendars.querysets import MeetingQuerySet
from common.questions import Among, Question, Slot
from common.release import version
from outbox.models import Message

FEED_LENGTH = 500

_SPACE = Value(" ")
_KEY = Concat(Cast("pk", CharField()), _SPACE, Cast("revised_at", CharField()), _SPACE, "zone")


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


def public_feed() -> Feed | None:
    """The one for everybody, if it was ever read."""
    return Feed.objects.filter(user=None).first()


def meetings_in_calendar(user: User) -> MeetingQuerySet:
    """What stands in ``user``'s calendar, and what stood there when it was called off."""
    return Meeting.objects.filter(pk__in=Entry.objects.filter(user=user).shown().values("meeting"))


def feed_keys(meetings: MeetingQuerySet, *, at: datetime) -> list[str]:
    """Which of ``meetings`` a feed shows, each as of when and in which zone. As text: 500 dates cost more to read."""
    return list(meetings.in_feed_window(at=at).values_list(_KEY, flat=True)[:FEED_LENGTH])


def feed_meetings(meetings: MeetingQuerySet, *, at: datetime) -> list[Meeting]:
    """The same, whole, each with its ``key``."""
    with_key: dict[str, Any] = {"key": _KEY}
    return list(meetings.in_feed_window(at=at).annotate(**with_key)[:FEED_LENGTH])


def fingerprint(feed: Feed, *, name: str, keys: Collection[str], at: datetime) -> str:
    """What can't stay the same when the bytes of ``feed`` don't: no meeting changes but ``revised_at`` rises.

    A file says as well when the clocks turn, as this machine knows it.
    """
    zones = sorted({key.rpartition(" ")[2] for key in keys})
    clocks = [vtimezone.write(zone, at.year - 1, at.year + 2) for zone in zones]
    said = (version(), feed.language, name, feed.alarm_minutes, *keys, *clocks)
    return hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()


def entry_at(organiser_address: str) -> Entry | None:
    """The entry that has this address of its own; nobody but its person has it from us."""
    return Entry.objects.with_meeting_and_person().filter(organiser_address=organiser_address).first()


def entry_of(uid: str, addresses: Collection[str]) -> Entry | None:
    """The entry of whoever has one of these ``addresses`` for the meeting with this UID."""
    found = Entry.objects.with_meeting_and_person().filter(meeting__uid=uid)
    return found.filter(Q(user__email__in=addresses) | Q(guest__email__in=addresses)).first()


def unmailed(entries: Sequence[Entry], *, address: str) -> list[Entry]:
    """Those of ``entries`` of which no mail to ``address`` was written."""
    streams = [entry.stream_to(address) for entry in entries]
    mailed = set(Message.objects.filter(stream__in=streams).values_list("stream", flat=True))
    return [entry for entry, stream in zip(entries, streams, strict=True) if stream not in mailed]


def answers_to(
    uids: Collection[str] | QuerySet[Any], people: Sequence[User | Guest]
) -> dict[User | Guest, list[Answer]]:
    """What the calendars of ``people`` have answered to these meetings, in their order."""
    found: dict[User | Guest, list[Answer]] = {}
    by_key = {(type(person), person.pk): person for person in people}
    rows = Entry.objects.of(*people).filter(meeting__uid__in=uids, for_seat=True).order_by("meeting__starts_at", "pk")
    for user, guest, said in rows.values_list("user", "guest", "answer"):
        person = by_key[(User, user) if user else (Guest, guest)]
        found.setdefault(person, []).append(Answer(said))
    return found
