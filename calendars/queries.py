"""Reads that do not chain: what a feed shows, and since when it has been like that."""

import hashlib
from collections.abc import Callable, Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import CharField, DateField, DateTimeField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from accounts.models import Guest, User
from calendars import vtimezone
from calendars.enums import Answer, Purpose
from calendars.models import Entry, Feed, Meeting
from calendars.querysets import FEED_AHEAD, FEED_BACK, FORGOTTEN, MeetingQuerySet
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


@dataclass(frozen=True)
class Shown:
    """What one feed shows; asked for anew each time."""

    _keys: Question[Any]
    _meetings: Question[Meeting]
    _shape: tuple[Hashable, ...]
    _values: Mapping[str, Any]

    def keys(self, *, at: datetime) -> list[str]:
        """Which meetings, each as of when and in which zone. As text: 500 dates cost more to read."""
        return self._keys.ask(FEED_LENGTH, *self._shape, **_window(at), **self._values)

    def meetings(self, *, at: datetime) -> list[Meeting]:
        """The same, whole, each with its ``key``."""
        return self._meetings.ask(FEED_LENGTH, *self._shape, **_window(at), **self._values)


class FeedQuestion:
    """What feeds of one kind show: ``build`` says it for each shape, and it is written once for all of them."""

    def __init__(self, build: Callable[..., MeetingQuerySet]) -> None:
        def found(*shape: Hashable) -> MeetingQuerySet:
            moment = DateTimeField()
            return build(*shape).held_between(Slot("since", moment), Slot("until", moment))

        with_key: dict[str, Any] = {"key": _KEY}
        self._keys: Question[Any] = Question(lambda length, *shape: found(*shape).values_list(_KEY, flat=True)[:length])
        self._meetings: Question[Meeting] = Question(lambda length, *shape: found(*shape).annotate(**with_key)[:length])

    def of(self, *shape: Hashable, **values: Any) -> Shown:
        """What the feed shows of which these are the ``values``."""
        return Shown(self._keys, self._meetings, shape, values)


def _window(at: datetime) -> dict[str, datetime]:
    return {"since": at - FEED_BACK, "until": at + FEED_AHEAD}


_OWN = FeedQuestion(
    lambda: Meeting.objects.filter(pk__in=Entry.objects.filter(user=Slot("user")).shown().values("meeting"))
)


def shown_to(user: User) -> Shown:
    """What stands in ``user``'s calendar, and what stood there when it was called off."""
    return _OWN.of(user=user.pk)


_ALIVE = Question(
    lambda: (
        Feed.objects.alive_since(Slot("since", DateTimeField()), Slot("day", DateField()))
        .filter(token_hash=Slot("token_hash", CharField()))
        .select_related("user")
    )
)


def feed_at(token_hash: str, *, at: datetime) -> Feed | None:
    """The feed that is read there, with its reader; None where the address is wrong or dead."""
    since = at - FORGOTTEN
    return next(iter(_ALIVE.ask(since=since, day=since.date(), token_hash=token_hash)), None)


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
