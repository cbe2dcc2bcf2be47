"""Check-in at the door: who is expected at one session, who is here, how many of each department."""

from base64 import b64encode
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID, uuid4

from django.urls import reverse
from django.utils import timezone

from accounts.models import Department
from common import qr, times
from events.models import Event, Session
from portal.panels.attendance import SessionLink, entries_of
from registrations import links, policies, queries
from registrations.enums import ATTENDED, Mark, Refusal, RegistrationStatus
from registrations.models import Attendance, AttendanceList, Registration

JUST_NOW = 5  # people who came last, each a tap away from being taken back


@dataclass(frozen=True, kw_only=True)
class Person:
    """One person of the list."""

    registration: Registration
    name: str
    department: Department | None
    entry: Attendance | None
    is_missing: bool

    @property
    def number(self) -> str:
        """By which a button names them."""
        return str(self.registration.pk)

    @property
    def is_waiting(self) -> bool:
        """Whether they have no seat yet."""
        return not self.registration.is_confirmed

    @property
    def is_here(self) -> bool:
        """Whether they have come."""
        return self.entry is not None and self.entry.mark in ATTENDED

    @property
    def can_be_undone(self) -> bool:
        """Whether a tap can be taken back; how long somebody was there is corrected on the list."""
        return self.entry is not None and self.entry.mark == Mark.PRESENT

    @property
    def is_expected(self) -> bool:
        """Whether somebody looks out for them."""
        return not self.is_waiting and (self.is_here or not self.is_missing)

    @property
    def since(self) -> str:
        """When they came."""
        return times.clock(self.entry.marked_at) if self.entry and self.is_here else ""

    @property
    def came_at(self) -> int:
        """When that was, in milliseconds since 1970, as devices count; 0 where they are not here."""
        return int(self.entry.marked_at.timestamp() * 1000) if self.entry and self.is_here else 0

    def matches(self, words: str) -> bool:
        """Whether ``words`` are part of the name, or their code."""
        wanted = words.strip().casefold()
        return wanted in self.name.casefold() or wanted == self.registration.check_in_code.casefold()


@dataclass(frozen=True, kw_only=True)
class Share:
    """How many of one department are expected, and here."""

    department: Department | None
    arrived: int
    expected: int


@dataclass(frozen=True, kw_only=True)
class CheckIn:
    """Everything about one session's door."""

    event: Event
    session: Session | None
    people: list[Person]
    closed: AttendanceList | None
    refusal: Refusal | None

    @property
    def arrived(self) -> int:
        """How many are here."""
        return sum(one.is_here for one in self.people)

    @property
    def just_now(self) -> list[Person]:
        """Who came last, the latest first, as far as that can be taken back."""
        here = [one for one in self.people if one.can_be_undone]
        return sorted(here, key=lambda one: (-one.came_at, one.name))[:JUST_NOW]

    @property
    def expected(self) -> int:
        """How many have a seat and have not said that they can't come."""
        return sum(one.is_expected for one in self.people)

    @property
    def shares(self) -> list[Share]:
        """The same by department, the largest first; guests and people without one together at the end."""
        departments = {one.department.pk: one.department for one in self.people if one.department}
        expected = Counter(one.department.pk if one.department else 0 for one in self.people if one.is_expected)
        arrived = Counter(one.department.pk if one.department else 0 for one in self.people if one.is_here)
        found = [
            Share(department=departments.get(pk), arrived=arrived[pk], expected=number)
            for pk, number in expected.items()
        ]
        return sorted(
            found,
            key=lambda one: (one.department is None, -one.expected, one.department.name if one.department else ""),
        )


def check_in(event: Event, session: Session | None, *, at: datetime) -> CheckIn:
    """The door of ``session`` as it stands."""
    statuses = [RegistrationStatus.CONFIRMED, RegistrationStatus.WAITLISTED]
    places = Registration.objects.for_event(event).filter(status__in=statuses).with_people().by_name()
    entries, missing = entries_of(event, session), queries.missing_at(session) if session else set()
    closed = AttendanceList.objects.filter(event=event).first()
    return CheckIn(
        event=event,
        session=session,
        people=[_person(place, entries.get(place.pk), missing) for place in places],
        closed=closed,
        refusal=_refusal(event, session, closed, at=at),
    )


def _refusal(event: Event, session: Session | None, closed: AttendanceList | None, *, at: datetime) -> Refusal | None:
    if session is None or not event.is_published or event.is_cancelled:
        return Refusal.NOT_BEGUN
    return policies.tap_refusal(session, is_seated=True, is_closed=closed is not None, at=at)


def _person(place: Registration, entry: Attendance | None, missing: set[int]) -> Person:
    return Person(
        registration=place,
        name=place.participant.name,
        department=place.user.department if place.user else None,
        entry=entry,
        is_missing=place.pk in missing,
    )


@dataclass(frozen=True, kw_only=True)
class CheckInPage:
    """What the page shows. ``key``: from which each button's key follows, so that a double click counts once."""

    door: CheckIn
    sessions: list[SessionLink]
    words: str
    key: UUID

    @property
    def zone(self) -> str:
        """In which a device says times, as the page does."""
        return timezone.get_current_timezone_name()

    @property
    def is_open(self) -> bool:
        """Whether anybody can be checked in now."""
        return self.door.session is not None and self.door.refusal is None

    @property
    def found(self) -> list[Person]:
        """Those whom the words in the field mean; everybody where there are none."""
        return [one for one in self.door.people if not self.words or one.matches(self.words)]


def check_in_page(door: CheckIn, *, words: str) -> CheckInPage:
    """The page of ``door``, narrowed to whom ``words`` mean."""
    url = reverse("check-in", args=[door.event.slug])
    sessions = [
        SessionLink(session=one, url=f"{url}?session={one.pk}", is_current=one == door.session)
        for one in door.event.sessions.order_by("starts_at", "pk")
    ]
    return CheckInPage(door=door, sessions=sessions, words=words.strip(), key=uuid4())


def state_of(door: CheckIn) -> dict[str, object]:
    """What a phone asks for again and again."""
    return {
        "people": {str(one.registration.pk): _said(one) for one in door.people},
        "is_closed": door.closed is not None,
    }


def _said(person: Person) -> list[object]:
    """When they came, whether that can be taken back, and whether they are expected; and when that was, to the moment."""
    return [person.since, person.can_be_undone, person.is_expected, person.is_waiting, person.came_at]


@dataclass(frozen=True, kw_only=True)
class Code:
    """What a participant shows at the door, or what a helper sees who has scanned it."""

    registration: Registration
    door: CheckIn | None = None

    @property
    def drawing(self) -> str:
        """The address as a picture, in the page itself."""
        drawn = qr.svg(links.check_in_url(self.registration), title=self.registration.event.title)
        return "data:image/svg+xml;base64," + b64encode(drawn).decode()

    @property
    def person(self) -> Person | None:
        """Whose code a helper has scanned."""
        people = self.door.people if self.door else []
        return next((one for one in people if one.registration.pk == self.registration.pk), None)
