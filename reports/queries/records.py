"""What one person has learned and taught, and certificates of it: three queries, however much it was."""

from datetime import datetime

from django.utils import timezone

from accounts.models import User
from events.enums import EventState
from events.models import Session, Speaker
from recognition.models import Certificate
from registrations.enums import ATTENDED
from registrations.models import Attendance
from reports.queries.figures import minutes_of
from reports.record import Certified, Learned, Record, Taught, by_year


def learning_record(person: User, *, at: datetime) -> Record:
    """As known at ``at``, corrections included; years are those of the reader's clocks."""
    return Record(
        name=person.name,
        department=person.department.name if person.department else "",
        years=by_year(_learned(person), _taught(person, at=at)),
        certified=tuple(
            Certified(title=one.title, issued_at=one.issued_at, address=one.address)
            for one in Certificate.objects.of(person).valid().newest_first()
        ),
        taken_at=at,
    )


def _learned(person: User) -> list[tuple[int, Learned]]:
    entries = Attendance.objects.current().filter(registration__user=person, mark__in=ATTENDED)
    return [
        (
            timezone.localtime(entry.session.starts_at).year,
            Learned(
                title=entry.session.event.title,
                slug=entry.session.event.slug,
                starts_at=entry.session.starts_at,
                mark=entry.mark,
                minutes=minutes_of(_minutes(entry.session), entry.mark, entry.minutes),
                is_corrected=entry.corrects_id is not None,
            ),
        )
        for entry in entries.select_related("session__event")
    ]


def _taught(person: User, *, at: datetime) -> list[tuple[int, Taught]]:
    held = Speaker.objects.filter(user=person, session__ends_at__lte=at, session__event__state=EventState.PUBLISHED)
    return [
        (
            timezone.localtime(speaker.session.starts_at).year,
            Taught(
                title=speaker.session.event.title,
                slug=speaker.session.event.slug,
                starts_at=speaker.session.starts_at,
                minutes=_minutes(speaker.session),
            ),
        )
        for speaker in held.select_related("session__event")
    ]


def _minutes(session: Session) -> int:
    return round((session.ends_at - session.starts_at).total_seconds() / 60)
