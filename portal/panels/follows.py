"""What can be followed, and what is."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import attrgetter

from django.contrib.auth.models import AnonymousUser

from accounts.models import Department, User
from common.routes import address_of
from events.models import Digest, Event, Follow, Topic, unique_speakers
from events.queries import following, following_at
from portal.panels.facets import Names


@dataclass(frozen=True, kw_only=True)
class FollowChip:
    """A topic, a department or a colleague, and whether the reader follows it."""

    kind: str
    pk: int
    label: str
    is_followed: bool
    department: Department | None = None

    @property
    def address(self) -> str:
        """Where one click follows it, or lets go of it."""
        return address_of("unfollow" if self.is_followed else "follow", self.kind, self.pk)

    @property
    def feed(self) -> str:
        """Where one click makes a calendar address of it; that of a colleague stands on their own page."""
        return "" if self.kind == "person" else address_of("feed-make-about", self.kind, self.pk)

    @property
    def icon(self) -> str:
        return "check" if self.is_followed else "plus"


def follow_chips(event: Event, person: User | AnonymousUser) -> list[FollowChip]:
    """What of ``event`` can be followed: its topics, its host, the colleagues who teach; nothing for strangers."""
    if not isinstance(person, User):
        return []
    topics_there, mine = following_at(event, person)
    topics = [
        FollowChip(kind="topic", pk=pk, label=name, is_followed=pk in mine.topics) for pk, name in topics_there.items()
    ]
    hosts = [
        FollowChip(kind="department", pk=host.pk, label=host.name, is_followed=host.pk in mine.departments)
        for host in [event.host_department, *(event.co_hosts.order_by("name", "pk") if event.has_co_hosts else ())]
        if host
    ]
    speakers = [
        FollowChip(kind="person", pk=user.pk, label=user.name, is_followed=user.pk in mine.speakers)
        for user in (speaker.user for speaker in unique_speakers(event.sessions.all()))
        if user and user.is_active and user.pk != person.pk
    ]
    return [*topics, *hosts, *speakers]


def follow_chip(user: User, person: User) -> FollowChip | None:
    """``user``, who teaches, to be followed by ``person``; nobody follows themselves, or whoever has left."""
    if user == person or not user.is_active:
        return None
    is_followed = Follow.objects.of(person).filter(speaker=user).exists()
    return FollowChip(kind="person", pk=user.pk, label=user.name, is_followed=is_followed)


def chosen_follows(chosen: Mapping[str, Sequence[str]], person: User | AnonymousUser, names: Names) -> list[FollowChip]:
    """The topics and departments by which the catalogue is narrowed; asks only where there are any."""
    keys, hosts = chosen.get("topic", ()), chosen.get("host", ())
    if not isinstance(person, User) or not (keys or hosts):
        return []
    mine = following(person)
    topics = sorted((names.topics[key] for key in keys if key in names.topics), key=attrgetter("name"))
    departments = sorted((names.departments[key] for key in hosts if key in names.departments), key=attrgetter("name"))
    return [
        *(FollowChip(kind="topic", pk=one.pk, label=one.name, is_followed=one.pk in mine.topics) for one in topics),
        *(
            FollowChip(kind="department", pk=one.pk, label=one.name, is_followed=one.pk in mine.departments)
            for one in departments
        ),
    ]


@dataclass(frozen=True, kw_only=True)
class Follows:
    """The page of what somebody follows."""

    topics: Sequence[FollowChip]
    departments: Sequence[FollowChip]
    people: Sequence[FollowChip]
    has_digest: bool

    @property
    def is_empty(self) -> bool:
        """Whether nothing is followed."""
        return not (self.topics or self.departments or self.people)


def follows_of(person: User) -> Follows:
    """Everything that ``person`` follows."""
    rows = list(Follow.objects.of(person).with_names())
    return Follows(
        topics=[_chip("topic", row.topic) for row in rows if row.topic],
        departments=[_chip("department", row.department, row.department) for row in rows if row.department],
        people=[_chip("person", row.speaker, row.speaker.department) for row in rows if row.speaker],
        has_digest=Digest.objects.filter(user=person, is_on=True).exists(),
    )


def _chip(kind: str, thing: Topic | Department | User, department: Department | None = None) -> FollowChip:
    return FollowChip(kind=kind, pk=thing.pk, label=thing.name, is_followed=True, department=department)
