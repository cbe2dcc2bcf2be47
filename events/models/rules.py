"""What people must have done before they may register."""

from django.db import models
from django.db.models import F, Q

from events.models.event import Event


class Prerequisite(models.Model):
    """An event that people must have been at before they may register for another one."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="prerequisites")
    needed = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["event", "needed"], name="prerequisite_once_per_event"),
            models.CheckConstraint(condition=~Q(event=F("needed")), name="prerequisite_is_another_event"),
        ]

    def __str__(self) -> str:
        return f"{self.event} < {self.needed}"
