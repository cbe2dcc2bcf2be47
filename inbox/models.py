"""What was mailed to us: one row per mail."""

from django.db import models
from django.db.models import Q

from common.states import dated
from inbox.enums import ReceivedState
from inbox.querysets import ReceivedQuerySet

# The date that belongs to each state; all others are empty then.
DATES: dict[ReceivedState, tuple[str, ...]] = {
    ReceivedState.WAITING: (),
    ReceivedState.DONE: ("done_at",),
    ReceivedState.KEPT: ("kept_at",),
    ReceivedState.DROPPED: ("dropped_at",),
}


class Received(models.Model):
    """One mail to one of our addresses, as it came. What the envelope says is not what its headers say."""

    # A digest of what makes it this mail: a copy that comes again, by whichever door, is not read again.
    key = models.CharField(max_length=64, unique=True)
    sender = models.CharField(max_length=320, blank=True)  # empty: nobody wants to hear of it again
    recipient = models.CharField(max_length=320)
    size = models.PositiveIntegerField()
    raw = models.BinaryField(null=True)  # of what is too large only its head; empty once nobody needs it
    received_at = models.DateTimeField()
    attempts = models.PositiveSmallIntegerField(default=0)
    # What became of it: who has read it, why it was not simply done, what it is about, and what a page shows of it.
    state = models.CharField(max_length=10, choices=ReceivedState.choices, default=ReceivedState.WAITING)
    reader = models.CharField(max_length=30, blank=True)
    reason = models.CharField(max_length=30, blank=True)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=80, blank=True, db_index=True)
    facts = models.JSONField(default=dict)
    done_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    dropped_at = models.DateTimeField(null=True)

    objects = ReceivedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=dated(DATES), name="received_state_has_its_date"),
            models.CheckConstraint(
                condition=Q(key__regex=r"^[0-9a-f]{64}$") & ~Q(recipient=""), name="received_has_key_and_recipient"
            ),
            models.CheckConstraint(
                condition=~Q(state__in=(ReceivedState.KEPT, ReceivedState.DROPPED)) | ~Q(reason=""),
                name="received_set_aside_for_a_reason",
            ),
            models.CheckConstraint(
                condition=~Q(state=ReceivedState.WAITING) | Q(raw__isnull=False), name="received_waiting_can_be_read"
            ),
            models.CheckConstraint(
                condition=Q(about_type="", about_id="") | (~Q(about_type="") & ~Q(about_id="")),
                name="received_about_is_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["state", "received_at"], name="received_by_state"),
        ]

    def __str__(self) -> str:
        return f"mail to {self.recipient}"
