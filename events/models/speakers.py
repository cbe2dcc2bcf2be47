"""Who teaches: at which sessions, what they tell about themselves, and whether they come."""

import secrets
from collections.abc import Iterable

from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import Guest, User
from events.enums import SpeakerState
from events.models.event import Event, Session
from events.querysets import EngagementQuerySet, SpeakerProfileQuerySet

LONGEST_BIOGRAPHY = 4_000
LONGEST_NOTE = 1_000  # what a speaker says with their answer

_OF_ONE = Q(user__isnull=False, guest=None) | Q(user=None, guest__isnull=False)


def new_engagement_key() -> str:
    """A key that goes into a speaker's signed link."""
    return secrets.token_urlsafe(16)


class Speaker(models.Model):
    """Who teaches a session: a colleague, or somebody from outside by name; a ``guest`` has a mail address too."""

    session = models.ForeignKey(Session, on_delete=models.CASCADE, related_name="speakers")
    user = models.ForeignKey(User, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    guest = models.ForeignKey(Guest, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    name = models.CharField(_("name"), max_length=150, blank=True)
    position = models.PositiveSmallIntegerField(default=0)
    # The date of the session for which the briefing was written; another date has another briefing.
    briefed_for = models.DateField(null=True, editable=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(user__isnull=False, guest=None, name="") | (Q(user=None) & ~Q(name="")),
                name="speaker_is_user_or_name",
            ),
            models.UniqueConstraint(fields=["session", "user"], name="speaker_once_per_session"),
            models.UniqueConstraint(fields=["session", "guest"], name="speaker_guest_once_per_session"),
            models.UniqueConstraint(fields=["session", "position"], name="speaker_position_once_per_session"),
        ]

    def __str__(self) -> str:
        return self.user.name if self.user else self.name

    @property
    def person(self) -> User | Guest | None:
        """Whom a mail reaches; None where only a name is known."""
        return self.user or self.guest


def unique_speakers(sessions: Iterable[Session]) -> list[Speaker]:
    """Everybody who teaches in ``sessions``, once, in the order in which they are named."""
    found: dict[tuple[int | None, int | None, str], Speaker] = {}
    for session in sessions:
        for speaker in sorted(session.speakers.all(), key=lambda one: one.position):
            found.setdefault((speaker.user_id, speaker.guest_id, speaker.name), speaker)
    return list(found.values())


class SpeakerProfile(models.Model):
    """Somebody who teaches, as everybody may read about them: a colleague, or a guest who is known from then on."""

    user = models.OneToOneField(User, on_delete=models.CASCADE, null=True, related_name="speaker_profile")
    guest = models.OneToOneField(Guest, on_delete=models.CASCADE, null=True, related_name="speaker_profile")
    title = models.CharField(_("position"), max_length=120, blank=True)
    biography = models.TextField(_("about"), max_length=LONGEST_BIOGRAPHY, blank=True)
    # Under which the files of the picture are kept, new with each upload.
    picture = models.CharField(max_length=32, blank=True, editable=False)
    changed_at = models.DateTimeField(editable=False)

    objects = SpeakerProfileQuerySet.as_manager()

    class Meta:
        constraints = [models.CheckConstraint(condition=_OF_ONE, name="speaker_profile_is_of_one")]

    def __str__(self) -> str:
        return self.person.name

    def get_absolute_url(self) -> str:
        return reverse("speaker", args=[self.pk])

    @property
    def person(self) -> User | Guest:
        """Whose it is; the database holds that it is exactly one."""
        person = self.user or self.guest
        assert person is not None  # noqa: S101  # narrows the type; a constraint holds it
        return person

    @property
    def picture_address(self) -> str:
        """Where the picture is, small; empty where there is none."""
        return reverse("speaker-picture", args=[self.pk, self.picture, "small"]) if self.picture else ""


class Engagement(models.Model):
    """Whether somebody who is to teach at an event comes: what they were asked, and what they said.

    ``asked_for`` and ``answered_for`` are digests of the times: an answer holds for the times to which it was given.
    """

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="engagements")
    user = models.ForeignKey(User, on_delete=models.CASCADE, null=True, related_name="+")
    guest = models.ForeignKey(Guest, on_delete=models.CASCADE, null=True, related_name="+")
    key = models.CharField(max_length=64, default=new_engagement_key, unique=True, editable=False)
    state = models.CharField(max_length=12, choices=SpeakerState.choices, default=SpeakerState.ASKED)
    round = models.PositiveIntegerField(default=1)  # counts what they were told, so that each mail is another one
    asked_at = models.DateTimeField()
    asked_for = models.CharField(max_length=64)
    answer = models.CharField(max_length=12, blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_for = models.CharField(max_length=64, blank=True)
    note = models.TextField(max_length=LONGEST_NOTE, blank=True)

    objects = EngagementQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=_OF_ONE, name="engagement_is_of_one"),
            models.UniqueConstraint(fields=["event", "user"], name="engagement_once_per_user"),
            models.UniqueConstraint(fields=["event", "guest"], name="engagement_once_per_guest"),
            models.CheckConstraint(
                condition=Q(state=SpeakerState.ASKED, answer="", answered_at=None, answered_for="")
                | (
                    Q(answered_at__isnull=False)
                    & ~Q(answered_for="")
                    & (
                        Q(state=SpeakerState.CONFIRMED, answer=SpeakerState.CONFIRMED)
                        | Q(state=SpeakerState.DECLINED, answer=SpeakerState.DECLINED)
                        | Q(
                            state=SpeakerState.ASK_AGAIN,
                            answer__in=[SpeakerState.CONFIRMED, SpeakerState.DECLINED],
                        )
                    )
                ),
                name="engagement_state_has_its_answer",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.person}"

    @property
    def person(self) -> User | Guest:
        """Who is asked; the database holds that it is exactly one."""
        person = self.user or self.guest
        assert person is not None  # noqa: S101  # narrows the type; a constraint holds it
        return person

    @property
    def is_waiting(self) -> bool:
        """Whether they have yet to say whether they come."""
        return self.state in {SpeakerState.ASKED, SpeakerState.ASK_AGAIN}

    @property
    def is_confirmed(self) -> bool:
        return self.state == SpeakerState.CONFIRMED

    @property
    def is_declined(self) -> bool:
        return self.state == SpeakerState.DECLINED
