"""What people follow, and what is new in it."""

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from django.db.models import BigIntegerField, Case, CharField, F, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Coalesce

from accounts import queries as people
from accounts.models import User
from common.questions import Question, Slot
from events.enums import EventState
from events.models import Digest, Event, Follow, Interest, Role, Speaker, Topic
from events.querysets import EventQuerySet
from events.weekly import LATEST, last_morning

LOOKED_BACK = timedelta(days=60)  # nobody is told of what is older, however long nothing could be sent

_FOLLOWS = Question(lambda: Follow.objects.filter(user=Slot("user")).values_list("topic", "speaker", "department"))


_NOTHING: Any = Cast(Value(None), BigIntegerField())
# What an event is about, by its name, and below it what somebody follows, which has none.
_FOLLOWS_AT = Question(
    lambda: (
        Topic.objects.filter(events=Slot("event"))
        .order_by()
        .values_list("pk", _NOTHING, _NOTHING, "name")
        .union(
            Follow.objects.filter(user=Slot("user"))
            .order_by()
            .values_list("topic", "speaker", "department", Cast(Value(None), CharField())),
            all=True,
        )
    )
)


@dataclass(frozen=True)
class Following:
    """Ids of what one person follows."""

    topics: set[int] = field(default_factory=set)
    speakers: set[int] = field(default_factory=set)
    departments: set[int] = field(default_factory=set)

    def add(self, topic: int | None, speaker: int | None, department: int | None) -> None:
        """One thing more: exactly one of the three is given."""
        for ids, pk in ((self.topics, topic), (self.speakers, speaker), (self.departments, department)):
            if pk is not None:
                ids.add(pk)


def following(user: User) -> Following:
    """What ``user`` follows."""
    found = Following()
    for row in _FOLLOWS.ask(user=user.pk):
        found.add(*row)
    return found


def following_at(event: Event, user: User) -> tuple[dict[int, str], Following]:
    """The topics of ``event`` by their ids, in order of their names, and what ``user`` follows."""
    topics, found = {}, Following()
    for topic, speaker, department, name in _FOLLOWS_AT.ask(event=event.pk, user=user.pk):
        if name is None:
            found.add(topic, speaker, department)
        else:
            topics[topic] = name
    return dict(sorted(topics.items(), key=lambda topic: topic[1])), found


def concerning(events: EventQuerySet, user: User) -> EventQuerySet:
    """Those of ``events`` that concern ``user``: of their department, or of what they follow.

    A department hosts for those below it too, and is invited with those above it.
    """
    followed = following(user)
    hosts = followed.departments | ({user.department_id} if user.department_id else set())
    below = {pk for pk, line in people.department_lines().items() if hosts.intersection(line)} if hosts else set()
    return events.concerning(
        hosts=below,
        invited=people.departments_heard_by(user),
        topics=followed.topics,
        speakers=followed.speakers,
    )


@dataclass(frozen=True, kw_only=True)
class News:
    """An event that everybody of its audience may come to since ``opened_at``, and by what it is followed."""

    pk: int
    opened_at: datetime
    hosts: frozenset[int]
    topics: frozenset[int]
    speakers: frozenset[int]

    def is_for(self, followed: Following) -> bool:
        """Whether somebody follows something about it."""
        return bool(
            self.hosts & followed.departments or self.topics & followed.topics or self.speakers & followed.speakers
        )


def news(*, since: datetime, until: datetime) -> list[News]:
    """What was announced to everybody after ``since`` and up to ``until``: a head start is over by then."""
    since = max(since, until - LOOKED_BACK)
    opened: Any = Case(
        When(state=EventState.INTEREST, then=F("announced_at")),
        default=Coalesce("head_start_until", "published_at"),
    )
    events = Event.objects.listed().filter(state__in=[EventState.INTEREST, EventState.PUBLISHED])
    rows = list(
        events.annotate(opened_at=opened)
        .filter(opened_at__gt=since, opened_at__lte=until)
        .filter(Q(ends_at=None) | Q(ends_at__gt=until) | Q(state=EventState.INTEREST))
        .values_list("pk", "opened_at", "host_department")
    )
    ids, lines = [pk for pk, _opened, _host in rows], people.department_lines()
    others = _by_event(Event.co_hosts.through.objects.filter(event__in=ids).values_list("event", "department"))
    topics = _by_event(Event.topics.through.objects.filter(event__in=ids).values_list("event", "topic"))
    spoken = Speaker.objects.filter(session__event__in=ids, user__isnull=False)
    speakers = _by_event(spoken.values_list("session__event", "user"))
    return [
        News(
            pk=pk,
            opened_at=opened_at,
            hosts=frozenset(above for one in {host, *others[pk]} for above in lines.get(one, ())),
            topics=frozenset(topics[pk]),
            speakers=frozenset(speakers[pk]),
        )
        for pk, opened_at, host in rows
    ]


def _by_event(pairs: QuerySet[Any, Any]) -> dict[int, set[int]]:
    found: dict[int, set[int]] = defaultdict(set)
    for event, other in pairs:
        found[event].add(other)
    return found


def digests_due(*, at: datetime, most: int) -> list[Digest]:
    """Those to whom Monday morning has come since they were last looked through, longest ago first."""
    on = Digest.objects.filter(is_on=True, user__is_active=True)
    due = Q(pk__in=[])
    for zone in on.values_list("user__zone", flat=True).distinct():
        morning = last_morning(at, zone)
        if at - morning <= LATEST:
            due |= Q(user__zone=zone, looked_until__lt=morning)
    return list(on.filter(due).select_related("user").order_by("looked_until", "pk")[:most])


def followed_by(users: Collection[int]) -> Mapping[int, Following]:
    """What each of these people follows, by their ids."""
    found: dict[int, Following] = defaultdict(Following)
    for user, *row in Follow.objects.filter(user__in=users).values_list("user", "topic", "speaker", "department"):
        found[user].add(*row)
    return found


def worth_telling(user: User, ids: Sequence[int], *, at: datetime) -> list[Event]:
    """Those of these events that ``user`` may read about and can still come to, and does not know already."""
    known = Role.objects.filter(user=user).values("event")
    heard = Interest.objects.filter(user=user).values("event")
    events = Event.objects.visible_to(user).listed().filter(pk__in=ids).exclude(pk__in=known).exclude(pk__in=heard)
    coming = Q(state=EventState.PUBLISHED, starts_at__gt=at) | Q(state=EventState.INTEREST)
    found = events.filter(coming).select_related("host_department").prefetch_related("co_hosts")
    return [event for event in found.order_by("starts_at", "pk") if not event.is_in_head_start(at)]
