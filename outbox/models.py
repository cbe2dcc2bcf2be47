"""What we told whom: one row per mail."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from outbox.enums import MessageState, Priority
from outbox.querysets import MessageQuerySet


class Message(models.Model):
    """One mail to one person. Written in the transaction of what it tells; sent by the queue."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(_("address"))
    name = models.CharField(_("name"), max_length=150, blank=True)
    language = models.CharField(max_length=12)
    zone = models.CharField(max_length=64)
    about_type = models.CharField(max_length=60, blank=True)
    about_id = models.CharField(max_length=40, blank=True)
    scope = models.CharField(max_length=80, blank=True, db_index=True)
    params = models.JSONField(default=dict)
    stream = models.CharField(max_length=80, blank=True)
    position = models.BigIntegerField(default=0)
    priority = models.SmallIntegerField(choices=Priority.choices, default=Priority.SEAT)
    is_secret = models.BooleanField(default=False)
    not_after = models.DateTimeField(null=True)
    message_id = models.CharField(max_length=200, unique=True)
    # The mail itself, from its first rendering on: every attempt sends the same bytes.
    raw = models.BinaryField(null=True)
    sender = models.EmailField(blank=True)

    state = models.CharField(_("state"), max_length=12, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    next_try_at = models.DateTimeField()
    lease_until = models.DateTimeField(null=True)
    sent_at = models.DateTimeField(null=True)
    kept_at = models.DateTimeField(null=True)
    skipped_at = models.DateTimeField(null=True)
    failed_at = models.DateTimeField(null=True)
    error = models.TextField(blank=True)

    objects = MessageQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=MessageState.QUEUED, lease_until=None)
                | Q(state=MessageState.SENDING, lease_until__isnull=False)
                | Q(state=MessageState.SENT, sent_at__isnull=False)
                | Q(state=MessageState.KEPT, kept_at__isnull=False)
                | Q(state=MessageState.SKIPPED, skipped_at__isnull=False)
                | Q(state=MessageState.FAILED, failed_at__isnull=False),
                name="message_state_has_its_date",
            ),
            models.UniqueConstraint(
                fields=["stream", "position"], condition=~Q(stream=""), name="message_one_place_in_stream"
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(state__in=[MessageState.QUEUED, MessageState.SENDING]) | Q(raw=None),
                name="message_secret_forgotten_when_done",
            ),
        ]
        indexes = [models.Index(fields=["state", "-priority", "next_try_at"], name="message_due")]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
