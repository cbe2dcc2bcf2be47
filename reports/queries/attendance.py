"""Who had a seat at an event and who was there, with as many queries for a thousand people as for one."""

from collections.abc import Iterable
from datetime import datetime

from events.models import Event, Session
from registrations.models import Attendance, AttendanceList, Registration
from reports.queries.belonging import belonging
from reports.queries.programme import hosts, meeting, organisers, sessions_of
from reports.summary import Belonging, Header, Outcome, Person, Summary, summarise


def participants(event: Event) -> int:
    """How many lines the list of ``event`` has."""
    return Registration.objects.for_event(event).confirmed().count()


def attendance_summary(event: Event, *, at: datetime) -> Summary:
    """Who had a seat at ``event``, and what happened at each session, as known at ``at``."""
    sessions = sessions_of(event)
    header = Header(
        title=event.title,
        slug=event.slug,
        organisers=organisers(event),
        hosts=hosts(event),
        meetings=tuple(meeting(session) for session in sessions),
        is_cancelled=event.is_cancelled,
        closed_at=AttendanceList.objects.filter(event=event).values_list("closed_at", flat=True).first(),
        taken_at=at,
    )
    return summarise(header, _people(event, sessions))


def _people(event: Event, sessions: Iterable[Session]) -> list[Person]:
    entries = Attendance.objects.current().filter(session__event=event)
    marks = {
        (registration, session): Outcome(mark)
        for registration, session, mark in entries.values_list("registration", "session", "mark")
    }
    keys = [session.pk for session in sessions]
    departments: dict[int, Belonging] = {}
    return [
        Person(
            name=str(registration.participant),
            department=belonging(registration.user.department if registration.user else None, departments),
            is_guest=registration.guest is not None,
            marks=tuple(marks.get((registration.pk, key), Outcome.UNMARKED) for key in keys),
        )
        for registration in Registration.objects.for_event(event).confirmed().with_people().order_by("pk")
    ]
