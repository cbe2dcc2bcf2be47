"""Lists and figures: of one event, of several, of one person."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from typing import Any

from django.db.models import Count, DateTimeField, Exists, OuterRef, Prefetch, Q, QuerySet, Subquery

from accounts.models import Department, Guest, User
from calendars.enums import Answer
from calendars.models import Meeting
from calendars.queries import answers_to, known_to
from common.questions import Among, Question, Slot, attach
from events.models import Event, Session
from registrations.enums import ATTENDED, LIVE, Ending, RegistrationStatus
from registrations.models import Absence, Attendance, AttendanceList, Registration
from registrations.queries.reading import give_places

USER: Any = Slot("user")
AT: Any = Slot("at", DateTimeField())


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


def figures(event: Event) -> dict[str, int]:
    """How many registrations stand in each status."""
    rows = Registration.objects.for_event(event).values_list("status").annotate(number=Count("pk")).order_by()
    return dict.fromkeys(RegistrationStatus.values, 0) | dict(rows)


_TO_COME = Question(
    lambda: (
        Registration.objects.filter(
            Q(status__in=LIVE) | Q(ending=Ending.EVENT_CANCELLED), user=USER, event__ends_at__gt=AT
        )
        .select_related("event__host_department", "event__series", "pool")
        .order_by("event__starts_at", "pk")
    )
)
_SESSIONS = Question(
    lambda: (
        Session.objects.filter(event__in=Among("events")).select_related("room__location").order_by("starts_at", "pk")
    )
)


def places_to_come(person: User, *, at: datetime) -> list[Registration]:
    """Seats and places in line of ``person`` at what is not over, and what was called off of it, soonest first."""
    found = _TO_COME.ask(user=person.pk, at=at)
    events = [registration.event for registration in found]
    sessions: dict[int, list[Session]] = defaultdict(list)
    for session in _SESSIONS.ask(events=[event.pk for event in events]):
        sessions[session.event_id].append(session)
    attach(events, "sessions", sessions)
    give_places(found)
    return found


def places_gone_by(person: User, *, at: datetime) -> QuerySet[Registration]:
    """Seats that ``person`` had at what is over, latest first, each with its attendance."""
    found = Registration.objects.of(person).confirmed().filter(event__ends_at__lte=at).with_event()
    current = Prefetch("attendance", Attendance.objects.current())
    return found.prefetch_related(current).order_by("-event__starts_at", "-pk")


_ATTENDED = Question(
    lambda: Session.objects.filter(
        pk__in=Attendance.objects.current().filter(registration__user=USER, mark__in=ATTENDED).values("session"),
        starts_at__gte=AT,
    ).order_by("starts_at")
)


def sessions_attended(person: User, *, since: datetime) -> list[Session]:
    """Sessions at which ``person`` was, at least in part, from ``since`` on."""
    return _ATTENDED.ask(user=person.pk, at=since)


def departments_met(person: User, *, events: Collection[int]) -> int:
    """Of how many other departments colleagues had a seat at ``events``: where they, and ``person``, belonged then."""
    there = Registration.objects.confirmed().filter(event__in=events)
    own = there.of(person).filter(department__isnull=False).values("department")
    met = there.exclude(department__in=own).aggregate(departments=Count("department", distinct=True))
    return int(met["departments"])


def attendance_of(event: Event) -> dict[tuple[int, int], Attendance]:
    """The last word on each registration and session of ``event``, by their two ids."""
    entries = Attendance.objects.current().filter(session__event=event).select_related("marked_by")
    return {(entry.registration_id, entry.session_id): entry for entry in entries}


def attendance_for(registration: Registration) -> dict[int, Attendance]:
    """The last word on each session for one registration, by the session's id."""
    return {entry.session_id: entry for entry in Attendance.objects.current().filter(registration=registration)}


_MEETINGS = Question(
    lambda whose: Meeting.objects.filter(uid__in=Session.objects.filter(event=Slot("event")).values("uid")).annotate(
        sessions=Subquery(
            Session.objects.filter(event=Slot("event"))
            .order_by()
            .values("event")
            .annotate(number=Count("pk"))
            .values("number")
        ),
        **known_to(whose),
    )
)


def meetings_at(event: Event, person: User | Guest) -> list[Meeting]:
    """The meetings of the sessions of ``event``, each with whether it may stand in the calendar of ``person``."""
    found: list[Any] = _MEETINGS.ask("user" if isinstance(person, User) else "guest", event=event.pk, person=person.pk)
    if len(found) != (found[0].sessions if found else event.sessions.count()):
        raise Meeting.DoesNotExist(f"No meeting for a session of {event.slug}")
    return found


def missed_uids(registration: Registration) -> set[str]:
    """UIDs of the sessions to which somebody with a seat can't come."""
    return set(Absence.objects.filter(registration=registration).values_list("session__uid", flat=True))


def missed_sessions(registrations: Collection[Registration]) -> dict[int, set[int]]:
    """Ids of the sessions to which they can't come, by the registration's id."""
    found: dict[int, set[int]] = defaultdict(set)
    rows = Absence.objects.filter(registration__in=[row.pk for row in registrations])
    for registration, session in rows.values_list("registration", "session"):
        found[registration].add(session)
    return found


def calendar_answers(event: Event, registrations: Collection[Registration]) -> dict[int, list[Answer]]:
    """What the calendars of those with a seat have answered to each session, by the registration's id."""
    seated = [row for row in registrations if row.is_confirmed]
    if not seated:
        return {}
    said = answers_to(event.sessions.values("uid"), [row.participant for row in seated])
    return {row.pk: found for row in seated if (found := said.get(row.participant))}


def missing_at(session: Session) -> set[int]:
    """Ids of the registrations of those who have said that they can't come to ``session``."""
    return set(Absence.objects.filter(session=session).values_list("registration", flat=True))


def absences_unmarked(event: Event) -> dict[int, list[int]]:
    """Of whom nothing is known at a session to which they have said that they can't come, by the session's id."""
    known = Attendance.objects.current().filter(registration=OuterRef("registration"), session=OuterRef("session"))
    said = Absence.objects.filter(session__event=event, registration__status=RegistrationStatus.CONFIRMED)
    found: dict[int, list[int]] = defaultdict(list)
    for session, registration in said.exclude(Exists(known)).order_by("pk").values_list("session", "registration"):
        found[session].append(registration)
    return dict(found)


def unmarked_at(session: Session) -> list[int]:
    """Ids of those with a seat of whom nothing is known at ``session``."""
    known = Attendance.objects.current().filter(session=session)
    seated = Registration.objects.filter(event=session.event_id).confirmed()
    return list(seated.exclude(pk__in=known.values("registration")).order_by("pk").values_list("pk", flat=True))


def was_closed(event: Event, *, at: datetime) -> bool:
    """Whether the attendance list of ``event`` was closed by ``at``."""
    return Event.objects.filter(pk=event.pk, attendance_list__closed_at__lte=at).exists()
