"""Who is expected, and what is said on signs and posters, as plain data."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from reports.summary import Belonging, Meeting, in_order


@dataclass(frozen=True, kw_only=True)
class Expected:
    """Somebody with a seat for sure."""

    name: str
    department: Belonging | None
    is_guest: bool
    is_online: bool
    email: str = ""

    @property
    def order(self) -> tuple[str, str]:
        """As in every list."""
        return in_order(self.name)


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """Who is expected at one session, or at all of them."""

    meeting: Meeting | None
    people: tuple[Expected, ...]


@dataclass(frozen=True, kw_only=True)
class Roster:
    """The people of an event, session by session or all together."""

    title: str
    slug: str
    organisers: tuple[str, ...]
    meetings: tuple[Meeting, ...]
    sittings: tuple[Sitting, ...]
    zone: str
    taken_at: datetime

    @property
    def people(self) -> tuple[Expected, ...]:
        """Everybody, session by session."""
        return tuple(person for sitting in self.sittings for person in sitting.people)

    @property
    def departments(self) -> tuple[Belonging, ...]:
        """Those that somebody belongs to, once."""
        return tuple(dict.fromkeys(person.department for person in self.people if person.department))


@dataclass(frozen=True, kw_only=True)
class Wearer:
    """Somebody with a name badge, and what a helper's phone or eye finds on it."""

    person: Expected
    address: str
    letters: str


@dataclass(frozen=True, kw_only=True)
class Badges:
    """The name badges of an event."""

    title: str
    slug: str
    wearers: tuple[Wearer, ...]
    zone: str
    taken_at: datetime

    @property
    def departments(self) -> tuple[Belonging, ...]:
        """Those that somebody belongs to, once."""
        return tuple(dict.fromkeys(one.person.department for one in self.wearers if one.person.department))


@dataclass(frozen=True, kw_only=True)
class Door:
    """One room on one day, and what takes place there."""

    room: str
    meetings: tuple[Meeting, ...]


@dataclass(frozen=True, kw_only=True)
class DoorSigns:
    """The doors of one event."""

    title: str
    slug: str
    doors: tuple[Door, ...]
    zone: str
    taken_at: datetime


@dataclass(frozen=True, kw_only=True)
class Poster:
    """What a pin board says of an event: nothing that is not on its page for everybody it is for."""

    title: str
    slug: str
    kind: str
    meetings: tuple[Meeting, ...]
    hosts: tuple[str, ...]
    address: str
    cover: str
    zone: str
    taken_at: datetime


@dataclass(frozen=True, kw_only=True)
class Attested:
    """One certificate in words."""

    heading: str
    language: str
    name: str
    title: str
    days: str
    hours: str
    condition: str
    taught: str
    speakers: str
    issuer: str
    issued: str
    address: str


@dataclass(frozen=True, kw_only=True)
class Certificates:
    """Those of one event, or one of them."""

    title: str
    slug: str
    sheets: tuple[Attested, ...]
    taken_at: datetime


def by_name(people: Iterable[Expected]) -> tuple[Expected, ...]:
    """In the order of their names."""
    return tuple(sorted(people, key=lambda person: person.order))
