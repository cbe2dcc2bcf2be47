"""Attendance reports of online meetings, before and after they are imported."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.models import Session
from registrations.querysets import AttendanceReportQuerySet

WHOLE = 100  # percent


class AttendanceReport(models.Model):
    """A file that says who was in the online meeting of a session, looked at before anybody is marked by it.

    ``zone``: by whose clocks its times are; ``share``: percent of the session for which one has to be there to be
    present; ``choices``: whom somebody in the file is by hand, by their first row.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="attendance_reports")
    uploaded_by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    name = models.CharField(_("name"), max_length=150)
    content = models.BinaryField()  # kept until it is used, no longer
    zone = models.CharField(_("time zone"), max_length=64)
    share = models.PositiveSmallIntegerField(_("minimum share"))
    choices = models.JSONField(default=dict)
    uploaded_at = models.DateTimeField(_("uploaded"))
    expires_at = models.DateTimeField(_("kept until"))
    applied_at = models.DateTimeField(_("imported"), null=True)
    marked = models.PositiveIntegerField(_("people marked"), null=True)

    objects = AttendanceReportQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=(Q(applied_at__isnull=True, marked=None) & ~Q(content=b""))
                | Q(applied_at__isnull=False, marked__isnull=False, content=b""),
                name="attendance_report_is_kept_until_used",
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("uploaded_at")), name="attendance_report_expires_after_upload"
            ),
            models.CheckConstraint(
                condition=Q(share__gte=1, share__lte=WHOLE), name="attendance_report_share_is_a_part"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("attendance-report", args=[self.session.event.slug, self.uuid])
