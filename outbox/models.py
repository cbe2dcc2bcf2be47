"""What we told whom: one row per mail."""

from datetime import datetime

from django.conf import settings
from django.db import models
from django.db.models import F, Q, Value
from django.db.models.functions import Lower, StrIndex, Substr
from django.utils.translation import gettext_lazy as _

from common.states import dated
from outbox.enums import OPEN, MessageState, Priority
from outbox.querysets import MessageQuerySet

# The dates that belong to each state; all others are empty then. A bounced mail was taken, and did not arrive.
DATES: dict[MessageState, tuple[str, ...]] = {
    MessageState.QUEUED: (),
    MessageState.SENDING: ("lease_until",),
    MessageState.SENT: ("sent_at",),
    MessageState.KEPT: ("kept_at",),
    MessageState.BOUNCED: ("sent_at", "failed_at"),
    MessageState.REFUSED: ("failed_at",),
    MessageState.FAILED: ("failed_at",),
    MessageState.OVERTAKEN: ("skipped_at",),
    MessageState.EXPIRED: ("skipped_at",),
    MessageState.SKIPPED: ("skipped_at",),
}


class Message(models.Model):
    """One mail to one person. Written in the transaction of what it tells; sent by the queue."""

    key = models.CharField(max_length=200, unique=True)
    kind = models.CharField(_("kind"), max_length=60, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    address = models.EmailField(_("address"))
    domain = models.GeneratedField(  # of the address: what is paced, and by what failures are counted
        expression=Lower(Substr("address", StrIndex("address", Value("@")) + 1)),
        output_field=models.CharField(max_length=254),
        db_persist=True,
    )
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
    # A digest of the key, and no second index of what is unique: see docs/decisions/0114-a-message-is-unique-by-its-key-alone.md
    message_id = models.CharField(max_length=200)
    subject = models.CharField(_("subject"), max_length=250, blank=True)  # empty until written, and for secrets
    # The mail itself, from its first rendering on: every attempt sends the same bytes.
    raw = models.BinaryField(null=True)
    sender = models.EmailField(blank=True)

    state = models.CharField(_("state"), max_length=12, choices=MessageState.choices, default=MessageState.QUEUED)
    attempts = models.PositiveSmallIntegerField(default=0)
    queued_at = models.DateTimeField()
    not_before = models.DateTimeField(null=True)
    not_after = models.DateTimeField(null=True)
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
            models.CheckConstraint(condition=dated(DATES), name="message_state_has_its_dates"),
            models.CheckConstraint(
                condition=~Q(key="") & ~Q(kind="") & ~Q(address="") & ~Q(language="") & ~Q(zone=""),
                name="message_has_kind_and_recipient",
            ),
            models.CheckConstraint(condition=Q(priority__in=Priority.values), name="message_priority_is_known"),
            models.CheckConstraint(
                condition=Q(about_type="", about_id="") | (~Q(about_type="") & ~Q(about_id="")),
                name="message_about_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(not_before=None) | Q(not_after=None) | Q(not_before__lt=F("not_after")),
                name="message_not_before_precedes_not_after",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=False) | Q(state__in=OPEN) | Q(raw=None),
                name="message_secret_forgotten_when_done",
            ),
            models.CheckConstraint(
                condition=Q(is_secret=True)
                | ~Q(state__in=(MessageState.SENT, MessageState.BOUNCED))
                | Q(raw__isnull=False),
                name="message_sent_can_be_read",
            ),
            models.CheckConstraint(condition=Q(is_secret=False) | Q(subject=""), name="message_secret_has_no_subject"),
            models.UniqueConstraint(
                fields=["stream", "position"], condition=~Q(stream=""), name="message_one_place_in_stream"
            ),
        ]
        indexes = [
            # Not a partial one: SQLite leaves those aside where the state comes as a parameter.
            models.Index(fields=["state", "next_try_at"], name="message_by_state"),
            models.Index(fields=["-queued_at", "-id"], name="message_newest"),
            # By this a mail that came back is found, among the few to that person.
            models.Index(fields=["address"], name="message_by_address"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"

    @property
    def settled_at(self) -> datetime | None:
        """When the message came to its end; None while it is open."""
        return self.failed_at or self.sent_at or self.kept_at or self.skipped_at


class Pause(models.Model):
    """The mail server takes nothing at the moment: nobody tries before ``until``. One row, gone when all is well."""

    id = models.PositiveSmallIntegerField(primary_key=True, default=1)
    since = models.DateTimeField()
    until = models.DateTimeField()
    failures = models.PositiveSmallIntegerField(default=1)
    reason = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(id=1), name="pause_is_of_the_one_server"),
            models.CheckConstraint(condition=Q(until__gt=F("since")), name="pause_ends_after_it_began"),
            models.CheckConstraint(condition=Q(failures__gt=0) & ~Q(reason=""), name="pause_has_its_reason"),
        ]

    def __str__(self) -> str:
        return self.reason


class Pace(models.Model):
    """How many mails have left for one domain in its current minute."""

    domain = models.CharField(max_length=254, unique=True)
    minute_at = models.DateTimeField()
    mails = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.domain} {self.mails}"
