"""Who has gone to an online meeting through our address of it."""

from django.db import models

from events.models import Session
from registrations.models.registration import Registration


class Joining(models.Model):
    """That somebody opened the way into a session online, and when first. Being present is another matter."""

    registration = models.ForeignKey(Registration, on_delete=models.CASCADE, related_name="joinings")
    session = models.ForeignKey(Session, on_delete=models.PROTECT, related_name="joinings")
    joined_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["registration", "session"], name="joined_once_per_session"),
        ]

    def __str__(self) -> str:
        return f"{self.registration_id}/{self.session_id}"
