"""Who had a seat at an event and who was there, with as many queries for a thousand people as for one."""

from collections.abc import Iterable
from datetime import datetime

from events.enums import EDITING
from events.models import Event, Role, Session, unique_speakers
from registrations.models import Attendance, AttendanceList, Registration
from reports.queries.belonging import belonging
from reports.summary import Belonging, Header, Meeting, Outcome, Person, Summary, summarise


def participants(event: Event) -> int:
    """How many lines the list of ``event`` has."""
    return Registration.objects.for_event(event).confirmed().count()


def attendance_summary(event: Event, *, at: datetime) -> Summary:
    """Who had a seat at ``event``, and what happened at each session, as known at ``at``."""
    sessions = list(
        event.sessions.select_related("room__location")
        .prefetch_related("speakers__user__department")
        .order_by("starts_at", "pk")
    )
    header = Header(
        title=event.title,
        slug=event.slug,
        organisers=_organisers(event),
        hosts=_hosts(event),
        meetings=tuple(_meeting(session) for session in sessions),
        is_cancelled=event.is_cancelled,
        closed_at=AttendanceList.objects.filter(event=event).values_list("closed_at", flat=True).first(),
        taken_at=at,
    )
    return summarise(header, _people(event, sessions))


def _organisers(event: Event) -> tuple[str, ...]:
    roles = Role.objects.filter(event=event, kind__in=EDITING).select_related("user").order_by("pk")
    return tuple(str(role.user) for role in sorted(roles, key=lambda role: EDITING.index(role.kind)))


def _hosts(event: Event) -> tuple[str, ...]:
    host = (event.host_department.name,) if event.host_department else ()
    return (*host, *event.co_hosts.order_by("name", "pk").values_list("name", flat=True))


def _meeting(session: Session) -> Meeting:
    return Meeting(
        starts_at=session.starts_at,
        ends_at=session.ends_at,
        zone=session.zone,
        place=session.place_name,
        is_online=bool(session.join_url),
        speakers=tuple(
            (str(speaker), str(speaker.user.department or "") if speaker.user else "")
            for speaker in unique_speakers([session])
        ),
    )


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
