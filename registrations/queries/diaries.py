"""What the audience of an event has at a time, counted: whoever asks learns numbers, never whose they are."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db.models import Count, QuerySet

from accounts.models import User
from common import publicholidays
from events.enums import EDITING, EventState
from events.goodtimes import Group, Span
from events.models import Event, Role, Session, Speaker
from events.queries import invited_departments
from events.rotation import Office
from registrations.enums import SEATED
from registrations.models import Registration

# What people of one group have in common, as a row names it.
COMMON = ("zone", "workday_starts", "workday_ends", "location")
Key = tuple[str, time, time, int | None]


@dataclass(frozen=True, kw_only=True)
class Diaries:
    """Groups of the audience by their hours, and by group what each of them has already."""

    groups: list[Group]
    busy: Mapping[Key, Mapping[int, list[Span]]]
    places: Mapping[int | None, str]

    @property
    def people(self) -> int:
        """How many people the audience has."""
        return sum(group.people for group in self.groups)

    @property
    def sizes(self) -> dict[int | None, int]:
        """How many of them work at each place."""
        found: dict[int | None, int] = defaultdict(int)
        for group in self.groups:
            found[group.place] += group.people
        return found


def audience_of(event: Event) -> QuerySet[User]:
    """Everybody who may register for ``event`` by department and location."""
    found = User.objects.active()
    if (invited := invited_departments(event)) is not None:
        found = found.filter(department__in=invited)
    if places := list(event.locations.values_list("pk", flat=True)) if event.is_restricted else []:
        found = found.filter(location__in=places)
    return found


def diaries(event: Event, *, since: datetime, until: datetime) -> Diaries:
    """What the audience of ``event`` has between two moments: seats, teaching, events that they run."""
    audience = audience_of(event)
    names = ("location__name", "location__country", "location__subdivision")
    rows = audience.values_list(*COMMON, *names).annotate(number=Count("pk")).order_by()
    years = range(since.year, until.year + 1)
    groups, places = [], {}
    for zone, starts, ends, location, name, country, subdivision, number in rows:
        groups.append(
            Group(
                key=(zone, starts, ends, location),
                place=location,
                zone=zone,
                starts=starts,
                ends=ends,
                people=number,
                days_off=days_off(country or "", subdivision or "", years),
            )
        )
        places[location] = name or ""
    return Diaries(groups=groups, busy=_busy(event, audience, since=since, until=until), places=places)


def days_off(country: str, subdivision: str, years: Iterable[int]) -> frozenset[date]:
    """The public holidays of these years."""
    return frozenset(day for year in years for day in publicholidays.in_year(country, subdivision, year, "en"))


def _busy(
    event: Event, audience: QuerySet[User], *, since: datetime, until: datetime
) -> dict[Key, dict[int, list[Span]]]:
    held = Session.objects.filter(event__state=EventState.PUBLISHED, starts_at__lt=until, ends_at__gt=since)
    held = held.exclude(event=event)
    spans: dict[int, list[Span]] = defaultdict(list)
    for pk, begin, end in held.values_list("event", "starts_at", "ends_at"):
        spans[pk].append((begin, end))
    at_the_time: dict[str, Any] = {"event__in": held.values("event"), "user__in": audience}
    whose = ("user", *(f"user__{name}" for name in COMMON))
    needed = Role.objects.filter(**at_the_time, kind__in=EDITING, event__needs_organisers=True)
    teach = Speaker.objects.filter(session__in=held, user__in=audience)
    found: dict[Key, dict[int, list[Span]]] = defaultdict(lambda: defaultdict(list))
    for rows in (
        Registration.objects.filter(**at_the_time, status__in=SEATED).values_list("event", *whose),
        needed.values_list("event", *whose),
        teach.values_list("session__event", *whose),
    ):
        for pk, user, *common in rows:
            zone, starts, ends, location = common
            found[zone, starts, ends, location][user] += spans[pk]
    return found


def offices_of(event: Event, *, since: datetime, until: datetime) -> list[Office]:
    """The places where somebody who may register for ``event`` works, the most people first.

    The hours of an office are those that most of its people keep.
    """
    names = ("location", "location__name", "location__zone", "location__country", "location__subdivision")
    rows = audience_of(event).filter(location__isnull=False).values_list(*names, "workday_starts", "workday_ends")
    found: dict[int, list[Any]] = defaultdict(list)
    for *place, starts, ends, number in rows.annotate(number=Count("pk")).order_by("-number"):
        found[place[0]].append((place, starts, ends, number))
    years = range(since.year, until.year + 1)
    offices = []
    for key, kept in found.items():
        (_key, name, zone, country, subdivision), starts, ends, _number = kept[0]
        offices.append(
            Office(
                key=key,
                name=name,
                zone=zone,
                starts=starts,
                ends=ends,
                people=sum(each[3] for each in kept),
                days_off=days_off(country, subdivision, years),
            )
        )
    return sorted(offices, key=lambda office: (-office.people, office.name))
