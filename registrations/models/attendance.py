"""Who was there."""

import uuid

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.models import Event, Session
from registrations.enums import ATTENDED, Mark, Source
from registrations.models.registration import Registration
from registrations.querysets import AttendanceQuerySet


class Attendance(models.Model):
    """What happened with one registration at one session. Never changed: a correction follows it.

    ``entry``: under which it was sent, so that what is sent twice counts once. ``marked_at``: when it happened.
    """

    registration = models.ForeignKey(Registration, on_delete=models.PROTECT, related_name="attendance")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="attendance")
    mark = models.CharField(_("attendance"), max_length=12, choices=Mark.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True)
    source = models.CharField(max_length=8, choices=Source.choices, default=Source.LIST)
    entry = models.UUIDField(unique=True, default=uuid.uuid4, editable=False)
    marked_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    marked_at = models.DateTimeField()
    corrects = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="correction")
    reason = models.CharField(_("reason"), max_length=200, blank=True)

    objects = AttendanceQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["registration", "session"], condition=Q(corrects=None), name="attendance_one_first_entry"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(reason=""), name="attendance_correction_has_a_reason"
            ),
            models.CheckConstraint(
                condition=Q(corrects=None) | ~Q(corrects=F("id")), name="attendance_does_not_correct_itself"
            ),
            models.CheckConstraint(
                condition=~Q(mark=Mark.TAKEN_BACK) | Q(corrects__isnull=False), name="attendance_takes_back_an_entry"
            ),
            # Of who was there in part, and of whoever a meeting's report names; of nobody else.
            models.CheckConstraint(
                condition=Q(minutes=None)
                | Q(mark=Mark.PARTIAL, minutes__gte=1)
                | Q(mark=Mark.PRESENT, source=Source.IMPORT, minutes__gte=1),
                name="attendance_minutes_of_who_was_there",
            ),
            models.CheckConstraint(
                condition=~Q(source=Source.IMPORT) | ~Q(mark__in=ATTENDED) | Q(minutes__isnull=False),
                name="attendance_report_says_minutes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.session_id}: {self.get_mark_display()}"

    @property
    def is_known(self) -> bool:
        """Whether it says what happened, and does not only take back what was said."""
        return self.mark != Mark.TAKEN_BACK


class AttendanceList(models.Model):
    """The closed list of one event: from here on its figures stand and feedback opens."""

    event = models.OneToOneField(Event, on_delete=models.PROTECT, related_name="attendance_list")
    closed_at = models.DateTimeField()
    closed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    def __str__(self) -> str:
        return f"{self.event}: {self.closed_at:%Y-%m-%d}"
