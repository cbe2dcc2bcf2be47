"""The topic board: what people would like to learn, and who says what to it."""

from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from events.enums import ProposalState, VoiceKind
from events.models.event import Event
from events.querysets import ProposalQuerySet

LONGEST_WHY = 2_000  # characters


class Proposal(models.Model):
    """A topic that somebody would like there to be an event about.

    Taken up, it names the draft that was made of it, and who was asked to teach; merged, the proposal that means the same.
    """

    title = models.CharField(_("topic"), max_length=120)
    why = models.TextField(_("why"), max_length=LONGEST_WHY)
    proposer = models.ForeignKey(User, on_delete=models.CASCADE, related_name="proposals")
    proposed_at = models.DateTimeField()
    state = models.CharField(max_length=12, choices=ProposalState.choices, default=ProposalState.OPEN)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    event = models.OneToOneField(Event, on_delete=models.PROTECT, null=True, related_name="proposal")
    teacher = models.ForeignKey(User, on_delete=models.SET_NULL, null=True, related_name="+")
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    reason = models.CharField(_("reason"), max_length=500, blank=True)

    objects = ProposalQuerySet.as_manager()
    coming: int  # by with_voices()
    teaching: int
    says_come: bool  # by with_voices_of()
    says_teach: bool

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ProposalState.OPEN, settled_at=None, event=None, merged_into=None, reason="")
                | Q(state=ProposalState.TAKEN_UP, settled_at__isnull=False, event__isnull=False, merged_into=None)
                | Q(state=ProposalState.MERGED, settled_at__isnull=False, event=None, merged_into__isnull=False)
                | (
                    Q(state=ProposalState.CLOSED, settled_at__isnull=False, event=None, merged_into=None)
                    & ~Q(reason="")
                )
                | Q(state=ProposalState.WITHDRAWN, settled_at__isnull=False, event=None, merged_into=None, reason=""),
                name="proposal_state_has_its_date",
            ),
            models.CheckConstraint(condition=~Q(title="") & ~Q(why=""), name="proposal_says_something"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | ~Q(merged_into=F("id")), name="proposal_is_merged_into_another"
            ),
        ]
        indexes = [models.Index(fields=["state", "-proposed_at"], name="proposal_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("proposal", args=[self.pk])

    @property
    def is_open(self) -> bool:
        return self.state == ProposalState.OPEN


class Voice(models.Model):
    """Somebody says to a proposal that they would come, or that they could teach this."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="voices")
    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=12, choices=VoiceKind.choices)
    said_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["proposal", "user", "kind"], name="voice_once_per_person"),
            models.CheckConstraint(condition=Q(kind__in=VoiceKind.values), name="voice_is_of_a_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"
