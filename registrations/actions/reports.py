"""Attendance from the report of an online meeting: what was shown is marked, or nothing."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import NamedTuple

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from events.models import Event, Session
from registrations import queries
from registrations.actions.attendance import Noted, mark
from registrations.enums import Mark, Refusal, Source
from registrations.exceptions import RegistrationRefused
from registrations.models import Attendance, AttendanceReport

KEPT_FOR = timedelta(hours=24)
MOST_KEPT = 10  # of one person


class Upload(NamedTuple):
    """A file as it was uploaded, and how it is to be read."""

    name: str
    content: bytes
    zone: str
    share: int


@transaction.atomic
def keep_report(*, session: Session, upload: Upload, by: User, at: datetime) -> AttendanceReport:
    """Keep an attendance report for a day, to be looked at; it takes the place of an earlier one of that name."""
    waiting = AttendanceReport.objects.filter(uploaded_by=by, applied_at=None)
    waiting.filter(session=session, name=upload.name).delete()
    older = waiting.order_by("-uploaded_at", "-pk").values_list("pk", flat=True)[MOST_KEPT - 1 :]
    waiting.filter(pk__in=list(older)).delete()
    return AttendanceReport.objects.create(
        session=session, uploaded_by=by, uploaded_at=at, expires_at=at + KEPT_FOR, **upload._asdict()
    )


@transaction.atomic
def choose_in_report(*, report: AttendanceReport, choices: Mapping[int, int]) -> AttendanceReport:
    """Say by hand whom people in the file are, by their first row; 0 leaves one out."""
    report = AttendanceReport.objects.lock(report)
    if report.applied_at:
        raise RegistrationRefused(Refusal.REPORT_USED)
    report.choices = {str(row): person for row, person in choices.items()}
    report.save(update_fields=["choices"])
    return report


@transaction.atomic
def import_report(*, report: AttendanceReport, expected: str, by: User, at: datetime) -> list[Attendance]:
    """Mark everybody as it was shown; who is marked otherwise by now is corrected.

    ``expected`` is the digest of the plan that was looked at: where another one came of it since, nothing is done.
    """
    event = Event.objects.lock(report.session.event)
    report = AttendanceReport.objects.lock(report)
    if report.applied_at:
        raise RegistrationRefused(Refusal.REPORT_USED)
    plan = queries.plan_of_report(report)
    if plan.fault or plan.digest != expected:
        raise RegistrationRefused(Refusal.REPORT_CHANGED)
    minutes = {pk: minutes for pk, (_fate, minutes) in plan.marks.items()}
    entries = mark(
        event=event,
        session=report.session,
        marks={pk: Mark(fate.value) for pk, (fate, _minutes) in plan.marks.items()},
        reason=_("Attendance report “%(name)s”") % {"name": report.name},
        noted=Noted(source=Source.IMPORT, minutes=minutes),
        by=by,
        at=at,
    )
    report.applied_at, report.content, report.marked, report.choices = at, b"", len(entries), {}
    report.save(update_fields=["applied_at", "content", "marked", "choices"])
    after = {"file": report.name, "people": len(entries), "share": report.share}
    record("attendance.imported", report.session, by=by, at=at, scope=event.scope, after=after)
    return entries


@transaction.atomic
def discard_report(*, report: AttendanceReport) -> None:
    """Forget a report by which nobody is to be marked."""
    AttendanceReport.objects.filter(pk=report.pk, applied_at=None).delete()


def remove_expired_reports(*, at: datetime) -> None:
    """Remove reports that nobody has imported in time, and what is known of those that were."""
    AttendanceReport.objects.expired(at=at).delete()
