"""Meetings, who has them, what was said about them, and secret addresses to read them."""

import hashlib
import secrets
from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from accounts.models import Guest, User
from calendars import tokens
from calendars.details import MeetingDetails, Told
from calendars.enums import ABOUT_SOMETHING, Answer, Method, Purpose
from calendars.querysets import EntryQuerySet, FeedQuerySet, MeetingQuerySet, RevisionQuerySet
from calendars.sequencing import LastWord, Standing


def new_organiser_address() -> str:
    """Our mailbox with a secret tag: an answer sent to it can be from nobody else (128 bits).

    In small letters, as the recipients of what comes are kept.
    """
    mailbox, _, host = settings.MAIL_ADDRESS.lower().partition("@")
    return f"{mailbox}+{secrets.token_hex(16)}@{host}"


class Meeting(models.Model):
    """One dated thing in calendars; outlives what it was made for, so that its end can be told."""

    uid = models.CharField(max_length=255, unique=True)
    # Of what it is a part: of two sessions of an event, the one that is dropped is still known as one of its own.
    whole = models.UUIDField(null=True, blank=True, db_index=True)
    sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64)
    revised_at = models.DateTimeField()
    cancelled_at = models.DateTimeField(null=True, blank=True)
    starts_at = models.DateTimeField()
    ends_at = models.DateTimeField(db_index=True)
    zone = models.CharField(max_length=64)
    title = models.CharField(max_length=255)
    place = models.CharField(max_length=255, blank=True)
    url = models.URLField(max_length=500, blank=True)
    description = models.TextField(blank=True)

    objects = MeetingQuerySet.as_manager()
    key: str  # by Shown.meetings(): which it is, as of when
    is_known: bool  # by meetings_of(): whether it stands in a calendar of those who are asked about

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(ends_at__gt=F("starts_at")), name="meeting_ends_after_it_starts"),
            models.CheckConstraint(condition=~Q(uid=""), name="meeting_has_uid"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def is_cancelled(self) -> bool:
        """Whether it does not take place."""
        return self.cancelled_at is not None

    @property
    def scope(self) -> str:
        """Under which everything about what it is a part of is found; empty where nobody has said."""
        return f"event:{self.whole}" if self.whole else ""

    @property
    def details(self) -> MeetingDetails:
        """When, where and what."""
        return MeetingDetails(
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            zone=self.zone,
            title=self.title,
            place=self.place,
            url=self.url,
            description=self.description,
        )

    @property
    def standing(self) -> Standing:
        """What the next statement about it depends on."""
        return Standing(self.sequence, self.digest, self.is_cancelled)


class Entry(models.Model):
    """One meeting in one person's calendar: whether it should be there, and what we said last."""

    meeting = models.ForeignKey(Meeting, on_delete=models.PROTECT, related_name="entries")
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True)
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, blank=True)
    organiser_address = models.EmailField(unique=True, default=new_organiser_address)
    is_expected = models.BooleanField(default=True)
    # Why: somebody may have a seat at what they teach, and one of the two may end.
    for_seat = models.BooleanField(default=False)
    for_teaching = models.BooleanField(default=False)
    changed_at = models.DateTimeField()
    left_at = models.DateTimeField(null=True, blank=True)
    # What was said last; all of it empty before the first word.
    method = models.CharField(max_length=8, blank=True, choices=[(method, method.value) for method in Method])
    sequence = models.PositiveIntegerField(default=0)
    meeting_sequence = models.PositiveIntegerField(default=0)
    digest = models.CharField(max_length=64, blank=True)
    stamped_at = models.DateTimeField(null=True, blank=True)
    answer = models.CharField(
        max_length=16, default=Answer.NEEDS_ACTION, choices=[(answer, answer.value) for answer in Answer]
    )
    answer_stamped_at = models.DateTimeField(null=True, blank=True)  # by their calendar: of two answers the later holds

    objects = EntryQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest__isnull=True) | Q(user__isnull=True, guest__isnull=False),
                name="entry_user_or_guest",
            ),
            models.UniqueConstraint(
                fields=["meeting", "user"], condition=Q(user__isnull=False), name="entry_once_per_user"
            ),
            models.UniqueConstraint(
                fields=["meeting", "guest"], condition=Q(guest__isnull=False), name="entry_once_per_guest"
            ),
            models.CheckConstraint(
                condition=Q(is_expected=True, left_at__isnull=True) | Q(is_expected=False, left_at__isnull=False),
                name="entry_left_has_date",
            ),
            models.CheckConstraint(
                condition=(Q(is_expected=True) & (Q(for_seat=True) | Q(for_teaching=True)))
                | Q(is_expected=False, for_seat=False, for_teaching=False),
                name="entry_expected_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(method="", stamped_at__isnull=True, sequence=0, digest="")
                | Q(method__in=[*Method], stamped_at__isnull=False) & ~Q(digest=""),
                name="entry_last_word_whole",
            ),
            models.CheckConstraint(
                condition=Q(answer=Answer.NEEDS_ACTION, answer_stamped_at__isnull=True)
                | Q(answer__in=[Answer.ACCEPTED, Answer.TENTATIVE, Answer.DECLINED], answer_stamped_at__isnull=False),
                name="entry_answer_has_its_stamp",
            ),
        ]

    @property
    def person(self) -> User | Guest:
        """Whose calendar it stands in; the database holds that it is exactly one."""
        person = self.user or self.guest
        assert person is not None  # noqa: S101  # narrows the type; a constraint holds it
        return person

    def stream_to(self, address: str) -> str:
        """Mails of one stream leave in order: one entry at one address."""
        return f"entry:{self.pk}:{hashlib.sha256(address.encode()).hexdigest()[:8]}"

    @property
    def last_word(self) -> LastWord | None:
        """What this person was told last."""
        if self.stamped_at is None:
            return None
        return LastWord(Method(self.method), self.sequence, self.meeting_sequence, self.digest, self.stamped_at)


class Revision(models.Model):
    """One statement to one person, kept as it was made: a mail is always rendered from it."""

    entry = models.ForeignKey(Entry, on_delete=models.CASCADE, related_name="revisions")
    method = models.CharField(max_length=8, choices=[(method, method.value) for method in Method])
    sequence = models.PositiveIntegerField()
    stamped_at = models.DateTimeField()
    snapshot = models.JSONField()

    objects = RevisionQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["entry", "sequence", "stamped_at"], name="revision_once"),
            models.CheckConstraint(condition=Q(method__in=[*Method]), name="revision_method_known"),
        ]

    @property
    def told(self) -> Told:
        """What it says to whom."""
        return Told.from_json(self.snapshot)

    @property
    def person(self) -> User | Guest:
        """Whom it is for."""
        return self.entry.person

    @property
    def organiser_address(self) -> str:
        """Where answers go, and where its mail has to come from."""
        return self.entry.organiser_address

    @property
    def stream(self) -> str:
        """In which its mail leaves."""
        return self.entry.stream_to(self.told.address)

    @property
    def position(self) -> int:
        """Its place in the stream."""
        return self.pk


class Feed(models.Model):
    """An address that calendar programs read, secret unless it is for everybody.

    The token is derived from the seed and our key; here is only its hash.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, blank=True)
    purpose = models.CharField(
        max_length=16, default=Purpose.PERSONAL, choices=[(purpose, purpose.value) for purpose in Purpose]
    )
    subject = models.CharField(max_length=40, blank=True)  # of which department, topic or speaker
    alarm_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    seed = models.CharField(max_length=64, blank=True)
    token_hash = models.CharField(max_length=64, unique=True, null=True, blank=True)
    made_at = models.DateTimeField()
    # What it was when it was last read, and since when; both empty before that.
    fingerprint = models.CharField(max_length=64, blank=True)
    changed_at = models.DateTimeField(null=True, blank=True)
    read_on = models.DateField(null=True, blank=True)

    objects: ClassVar = FeedQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "purpose", "subject"], condition=Q(user__isnull=False), name="feed_once_per_person"
            ),
            models.UniqueConstraint(fields=["purpose"], condition=Q(user__isnull=True), name="feed_once_for_everybody"),
            models.CheckConstraint(condition=Q(purpose__in=[*Purpose]), name="feed_purpose_known"),
            models.CheckConstraint(
                condition=(Q(user__isnull=False, token_hash__isnull=False) & ~Q(seed=""))
                | Q(user__isnull=True, token_hash__isnull=True, seed="", purpose=Purpose.SITE),
                name="feed_of_a_person_is_secret",
            ),
            models.CheckConstraint(
                condition=(Q(purpose__in=ABOUT_SOMETHING) & ~Q(subject=""))
                | (~Q(purpose__in=ABOUT_SOMETHING) & Q(subject="")),
                name="feed_says_about_what",
            ),
            models.CheckConstraint(
                condition=Q(alarm_minutes__isnull=True) | Q(purpose=Purpose.PERSONAL), name="feed_alarm_is_personal"
            ),
            models.CheckConstraint(
                condition=Q(fingerprint="", changed_at__isnull=True, read_on__isnull=True)
                | (Q(changed_at__isnull=False, read_on__isnull=False) & ~Q(fingerprint="")),
                name="feed_read_has_its_date",
            ),
        ]

    def get_absolute_url(self) -> str:
        """The address, for its owner's eyes if it is secret; empty if our key was replaced since it was made."""
        if self.token_hash is None:
            return reverse("public-feed")
        token = tokens.recall(self.seed, self.token_hash)
        return reverse("calendar-feed", args=[token]) if token else ""

    @property
    def alarm(self) -> timedelta | None:
        """How long before each start a program is to call."""
        return timedelta(minutes=self.alarm_minutes) if self.alarm_minutes is not None else None

    @property
    def language(self) -> str:
        """In which it is written."""
        return self.user.language if self.user else settings.LANGUAGE_CODE
