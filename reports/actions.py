"""What people ask for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from audit.actions import record
from events.models import Event
from jobs import actions as jobs
from jobs.models import Job
from registrations.models import GroupPlan
from reports import policies, tasks
from reports.exceptions import ReportRefused


@transaction.atomic
def request_attendance_summary(*, event: Event, with_signatures: bool, by: User, at: datetime) -> Job:
    """Have the attendance summary made in the background, for ``by`` to download."""
    if reason := policies.summary_refusal(event):
        raise ReportRefused(reason)
    job = jobs.start(
        kind=tasks.ATTENDANCE_SUMMARY,
        owner=by,
        params={"event": event.pk, "with_signatures": with_signatures},
        scope=event.scope,
        title=_("Attendance summary: %(title)s") % {"title": event.title},
        at=at,
    )
    record("attendance.exported", event, by=by, at=at, scope=event.scope, after={"job": str(job.uuid)})
    return job


@transaction.atomic
def request_table_signs(*, plan: GroupPlan, with_names: bool, by: User, at: datetime) -> Job:
    """Have a sign made for the table of each group, for ``by`` to download."""
    if reason := policies.signs_refusal():
        raise ReportRefused(reason)
    event = plan.session.event
    job = jobs.start(
        kind=tasks.TABLE_SIGNS,
        owner=by,
        params={"plan": plan.pk, "with_names": with_names},
        scope=event.scope,
        title=_("Table signs: %(title)s") % {"title": event.title},
        at=at,
    )
    record("groups.exported", plan, by=by, at=at, scope=event.scope, after={"job": str(job.uuid)})
    return job
