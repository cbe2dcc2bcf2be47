"""Who would come to an event that has no date yet."""

from django.db import models

from accounts.models import User
from events.models.event import Event
from events.querysets import InterestQuerySet


class Interest(models.Model):
    """Somebody would come. It stays when there is a date: they hear of it first, and may register first."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="interests")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    said_at = models.DateTimeField()

    objects = InterestQuerySet.as_manager()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["event", "user"], name="interest_once_per_person")]

    def __str__(self) -> str:
        return f"{self.user}: {self.event}"
