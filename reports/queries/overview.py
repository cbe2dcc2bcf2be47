"""What several events came to, with as many questions for a year as for a week."""

from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.models import QuerySet

from accounts import queries as people
from accounts.models import Department
from common import site
from events.enums import EventState
from events.models import Series, Session
from registrations.models import Attendance, Registration
from reports.overview import Held, Overview, Seat, by_department, event_lines, person_lines
from reports.periods import Period
from reports.queries.belonging import belonging
from reports.summary import Belonging, Outcome, overall

HALF = 2


def series_overview(series: Series, *, at: datetime) -> Overview:
    """What has been of a series so far."""
    sessions = _begun(at).filter(event__series=series)
    seats = _seats(sessions)
    return _overview(series.title, sessions, seats, period=None, zone=series.zone, at=at)


def department_overview(department: Department, period: Period, *, at: datetime) -> Overview:
    """What people of a department, and of those below it, learned in a period."""
    sessions = _within(period, at=at)
    seats = _seats(sessions, departments=people.departments_below([department.key]))
    return _overview(department.name, sessions, seats, period=period, zone=settings.TIME_ZONE, at=at)


def organisation_overview(period: Period, *, at: datetime) -> Overview:
    """What the whole organisation learned in a period."""
    sessions = _within(period, at=at)
    return _overview(site.name(), sessions, _seats(sessions), period=period, zone=settings.TIME_ZONE, at=at)


def _begun(at: datetime) -> QuerySet[Session]:
    return Session.objects.filter(event__state=EventState.PUBLISHED, starts_at__lte=at)


def _within(period: Period, *, at: datetime) -> QuerySet[Session]:
    zone = ZoneInfo(settings.TIME_ZONE)
    return _begun(at).filter(starts_at__gte=period.starts_at(zone), starts_at__lt=period.ends_at(zone))


def _overview(  # what was read, and what it is called
    title: str, sessions: QuerySet[Session], seats: list[Seat], *, period: Period | None, zone: str, at: datetime
) -> Overview:
    held: dict[int, Held] = {}
    rows = sessions.order_by("starts_at", "pk").values_list("event", "event__title", "starts_at")
    for event, name, starts_at in rows:
        before = held.get(event)
        first, number = (before.starts_at, before.sessions + 1) if before else (starts_at, 1)
        held[event] = Held(key=event, title=name, starts_at=first, sessions=number)
    return Overview(
        title=title,
        period=period,
        zone=zone,
        events=event_lines(held.values(), seats),
        by_department=by_department(seats),
        people=person_lines(seats),
        is_marked=any(seat.outcome != Outcome.UNMARKED for seat in seats),
        taken_at=at,
    )


def _seats(sessions: QuerySet[Session], *, departments: Collection[int] | None = None) -> list[Seat]:
    """Each confirmed seat at one of the events, of those departments alone where some are named."""
    lengths = {
        pk: (event, round((ends - starts).total_seconds() / 60))
        for pk, event, starts, ends in sessions.values_list("pk", "event", "starts_at", "ends_at")
    }
    found = Registration.objects.confirmed().filter(event__in=sessions.values("event"))
    entries = Attendance.objects.current().filter(session__in=sessions.values("pk"))
    if departments is not None:
        found = found.filter(department__in=departments)
        entries = entries.filter(registration__department__in=departments)
    marks: dict[int, list[Outcome]] = defaultdict(list)
    minutes: dict[int, int] = defaultdict(int)
    for registration, session, mark, known in entries.values_list("registration", "session", "mark", "minutes"):
        outcome, (_event, length) = Outcome(mark), lengths[session]
        marks[registration].append(outcome)
        if outcome == Outcome.PRESENT:
            minutes[registration] += length
        elif outcome == Outcome.PARTIAL:
            minutes[registration] += length // HALF if known is None else min(known, length)
    names = {one.pk: one for one in Department.objects.all()}
    known_departments: dict[int, Belonging] = {}
    return [
        Seat(
            person=f"user {user}" if user else f"guest {guest}",
            name=str(user_name or guest_name),
            department=belonging(names.get(department), known_departments),
            is_guest=guest is not None,
            event=event,
            outcome=overall(marks.get(pk, ())),
            minutes=minutes.get(pk, 0),
        )
        for pk, event, user, guest, user_name, guest_name, department in found.order_by("pk").values_list(
            "pk", "event", "user", "guest", "user__name", "guest__name", "department"
        )
    ]
