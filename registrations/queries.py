"""Reads that do not chain."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.models import AnonymousUser
from django.db.models import Count, Prefetch, Q, QuerySet

from accounts.models import Department, User
from events.enums import PoolKind
from events.models import Event, Pool, Session
from events.querysets import EventQuerySet
from registrations.enums import ATTENDED, LIVE, SEATED, Ending, RegistrationStatus
from registrations.models import Attendance, AttendanceList, Registration


@dataclass(frozen=True)
class Offer:
    """The seats of one kind, and how many wait for them."""

    pool: Pool
    waiting: int


def visible_events(user: User | AnonymousUser) -> EventQuerySet:
    """Events that ``user`` may read about: as a colleague, or because they take part."""
    if not user.is_authenticated or not user.is_active:
        return Event.objects.visible_to(user)
    visible = Event.objects.visible_to(user).values("pk")
    taking_part = Registration.objects.of(user).values("event")
    return Event.objects.filter(Q(pk__in=visible) | Q(pk__in=taking_part, published_at__isnull=False))


def registration_of(user: User | AnonymousUser, event: Event) -> Registration | None:
    """The latest registration of ``user`` for ``event``, live or ended, with its place in line."""
    found = Registration.objects.of(user).for_event(event).select_related("event", "pool").with_place()
    return found.order_by("-pk").first()


def registrations_by_event(user: User | AnonymousUser, events: Collection[Event]) -> Mapping[int, Registration]:
    """The live registrations of ``user`` for ``events``, by the event's id, with their places in line."""
    found = Registration.objects.of(user).live().filter(event__in=[event.pk for event in events]).with_place()
    return {registration.event_id: registration for registration in found}


def position(registration: Registration) -> int:
    """The place in the waiting list; the first in line is 1."""
    return Registration.objects.for_event(registration.event).ahead_of(registration).count() + 1


def offers(event: Event) -> list[Offer]:
    """The seats of ``event`` by kind, with how many wait for them."""
    rows = Registration.objects.for_event(event).waiting().values_list("pool").annotate(number=Count("pk"))
    waiting = dict(rows.order_by())
    pools = sorted(event.pools.all(), key=lambda pool: PoolKind.values.index(pool.kind))
    return [Offer(pool, waiting.get(pool.pk, 0)) for pool in pools]


def waiting_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many wait, by the event's id."""
    rows = Registration.objects.waiting().filter(event__in=[event.pk for event in events])
    return dict(rows.values_list("event").annotate(number=Count("pk")).order_by())


def places_in_line(event: Event) -> dict[int, int]:
    """The place of everybody who waits, by the registration's id; each kind of seat has its own line."""
    places: dict[int, int] = {}
    last: dict[int, int] = {}
    for pk, pool in Registration.objects.for_event(event).waiting_in_order().values_list("pk", "pool"):
        places[pk] = last[pool] = last.get(pool, 0) + 1
    return places


def seated_by_event(events: Collection[Event]) -> dict[int, int]:
    """How many have a seat for sure, by the event's id."""
    rows = Registration.objects.confirmed().filter(event__in=[event.pk for event in events])
    return dict(rows.values_list("event").annotate(number=Count("pk")).order_by())


def marked_by_session(events: Collection[Event]) -> dict[int, int]:
    """For how many of those who have a seat something is marked, by the session's id."""
    entries = Attendance.objects.current().filter(
        session__event__in=[event.pk for event in events], registration__status=RegistrationStatus.CONFIRMED
    )
    return dict(entries.values_list("session").annotate(number=Count("pk")).order_by())


def closed_lists(events: Collection[Event]) -> set[int]:
    """Ids of those whose attendance list is closed."""
    lists = AttendanceList.objects.filter(event__in=[event.pk for event in events])
    return set(lists.values_list("event", flat=True))


def seats_by_department(event: Event) -> list[tuple[Department | None, int]]:
    """How many seats of ``event`` each department has, most first; guests stand under None."""
    rows = (
        Registration.objects.for_event(event)
        .seated()
        .values_list("user__department")
        .annotate(number=Count("pk"))
        .order_by("-number", "user__department__name")
    )
    departments = Department.objects.in_bulk([pk for pk, _number in rows if pk])
    return [(departments.get(pk), number) for pk, number in rows]


def departments_coming(event: Event) -> list[Department]:
    """Departments whose people have a seat at ``event``, most first."""
    seated = {"people__registrations__event": event, "people__registrations__status__in": SEATED}
    departments = Department.objects.filter(**seated).annotate(seats=Count("people__registrations"))
    return list(departments.order_by("-seats", "name"))


def listed_participants(event: Event) -> QuerySet[User]:
    """Those with a seat at ``event`` who agreed to be named, by name."""
    seated = Registration.objects.for_event(event).seated().values("user")
    return (
        User.objects.filter(pk__in=seated, is_listed=True, is_active=True).select_related("department").order_by("name")
    )


def figures(event: Event) -> dict[str, int]:
    """How many registrations stand in each status."""
    rows = Registration.objects.for_event(event).values_list("status").annotate(number=Count("pk")).order_by()
    return dict.fromkeys(RegistrationStatus.values, 0) | dict(rows)


def clashes(user: User, event: Event) -> list[Event]:
    """Other events at which ``user`` has a seat while ``event`` takes place."""
    overlap = Q()
    for session in event.sessions.all():
        overlap |= Q(sessions__starts_at__lt=session.ends_at, sessions__ends_at__gt=session.starts_at)
    if not overlap:
        return []
    seated = Registration.objects.of(user).filter(status__in=SEATED).values("event")
    return list(Event.objects.filter(overlap, pk__in=seated).exclude(pk=event.pk).distinct().order_by("starts_at"))


def places_to_come(person: User, *, at: datetime) -> list[Registration]:
    """Seats and places in line of ``person`` at what is not over, and what was called off of it, soonest first."""
    standing = Q(status__in=LIVE) | Q(ending=Ending.EVENT_CANCELLED)
    found = Registration.objects.of(person).filter(standing, event__ends_at__gt=at).with_place().with_event()
    return list(found.order_by("event__starts_at", "pk"))


def places_gone_by(person: User, *, at: datetime) -> QuerySet[Registration]:
    """Seats that ``person`` had at what is over, latest first, each with its attendance."""
    found = Registration.objects.of(person).confirmed().filter(event__ends_at__lte=at).with_event()
    current = Prefetch("attendance", Attendance.objects.current())
    return found.prefetch_related(current).order_by("-event__starts_at", "-pk")


def sessions_attended(person: User, *, since: datetime) -> list[Session]:
    """Sessions at which ``person`` was, at least in part, from ``since`` on."""
    noted = Attendance.objects.current().filter(registration__user=person, mark__in=ATTENDED)
    return list(Session.objects.filter(pk__in=noted.values("session"), starts_at__gte=since).order_by("starts_at"))


def departments_met(person: User, *, events: Collection[int]) -> int:
    """Of how many other departments colleagues had a seat at ``events``."""
    there = {"people__registrations__event__in": events, "people__registrations__status": RegistrationStatus.CONFIRMED}
    met = Department.objects.filter(**there).exclude(pk=person.department_id or 0)
    return int(met.distinct().count())


def attendance_of(event: Event) -> dict[tuple[int, int], Attendance]:
    """The last word on each registration and session of ``event``, by their two ids."""
    entries = Attendance.objects.current().filter(session__event=event)
    return {(entry.registration_id, entry.session_id): entry for entry in entries}


def attendance_for(registration: Registration) -> dict[int, Attendance]:
    """The last word on each session for one registration, by the session's id."""
    return {entry.session_id: entry for entry in Attendance.objects.current().filter(registration=registration)}


def was_closed(event: Event, *, at: datetime) -> bool:
    """Whether the attendance list of ``event`` was closed by ``at``."""
    return Event.objects.filter(pk=event.pk, attendance_list__closed_at__lte=at).exists()
