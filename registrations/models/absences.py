"""Who has said that they can't come to one session of several."""

from django.db import models

from accounts.models import User
from events.models import Session
from registrations.models.registration import Registration


class Absence(models.Model):
    """One session to which somebody can't come, although they keep their seat."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="absences")
    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="absences")
    said_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")  # None for a guest
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="absence_said_once_per_session"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.session_id}"
