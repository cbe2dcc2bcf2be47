"""What an attendance report would do as things are now."""

from events.models import Session
from registrations.models import Attendance, AttendanceReport, Registration
from registrations.presence import sheet
from registrations.presence.planning import Participant, Plan, make_plan
from registrations.presence.stays import Window


def plan_of_report(report: AttendanceReport) -> Plan:
    """Whom ``report`` would mark."""
    session = report.session
    window = Window(starts=session.starts_at, ends=session.ends_at)
    return make_plan(
        sheet.read(bytes(report.content), window=window, zone=report.zone),
        participants_at(session),
        window=window,
        share=report.share,
        choices={int(row): person for row, person in report.choices.items()},
    )


def participants_at(session: Session) -> list[Participant]:
    """Everybody with a seat, by name, with what is marked of them at ``session``."""
    seated = Registration.objects.filter(event=session.event_id).confirmed().select_related("user", "guest").by_name()
    known = {one.registration_id: one for one in Attendance.objects.current().filter(session=session)}
    return [_participant(row, known.get(row.pk)) for row in seated]


def _participant(row: Registration, entry: Attendance | None) -> Participant:
    return Participant(
        pk=row.pk,
        name=row.participant.name,
        email=row.participant.email,
        mark=entry.mark if entry else "",
        minutes=entry.minutes if entry else None,
    )
