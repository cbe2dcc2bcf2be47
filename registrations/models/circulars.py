"""What organisers have written to a group of people."""

import uuid

from django.db import models
from django.db.models import Q

from accounts.models import User
from events.models import Event

LONGEST_SUBJECT = 150
LONGEST_TEXT = 10_000


class Circular(models.Model):
    """One mail in somebody's own words to many people, kept as it was sent. ``key``: under which it was written, once."""

    key = models.UUIDField(unique=True, default=uuid.uuid4)
    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="circulars")
    written_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    subject = models.CharField(max_length=LONGEST_SUBJECT)
    text = models.TextField(max_length=LONGEST_TEXT)
    # By their consent: whoever answers the mail writes to them, and sees their address.
    is_answered_by_author = models.BooleanField(default=False)
    recipients = models.PositiveIntegerField()
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(subject="") & ~Q(text=""), name="circular_says_something"),
            models.CheckConstraint(condition=Q(recipients__gt=0), name="circular_has_recipients"),
        ]

    def __str__(self) -> str:
        return self.subject
