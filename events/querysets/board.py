"""Questions about the topic board."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import models
from django.db.models import Count, Exists, OuterRef, Q

from events.enums import ProposalState, VoiceKind
from events.querysets.rows import rows_of

if TYPE_CHECKING:
    from accounts.models import User
    from events.models import Proposal


class ProposalQuerySet(models.QuerySet["Proposal"]):
    """Proposals."""

    def lock(self, proposal: Proposal) -> Proposal:
        """The locked, fresh row; whatever is said to a proposal, or comes of it, starts here."""
        return self.select_for_update(of=("self",)).select_related("proposer").get(pk=proposal.pk)

    def matching(self, text: str) -> ProposalQuerySet:
        """Those in whose title or reason each word of ``text`` stands."""
        found = self
        for word in text.split():
            found = found.filter(Q(title__icontains=word) | Q(why__icontains=word))
        return found

    def standing(self) -> ProposalQuerySet:
        """Those that are open."""
        return self.filter(state=ProposalState.OPEN)

    def teachable(self) -> ProposalQuerySet:
        """Those that somebody who is still there could teach."""
        return self.filter(
            Exists(rows_of("Voice", proposal=OuterRef("pk"), kind=VoiceKind.TEACH, user__is_active=True))
        )

    def with_voices(self) -> ProposalQuerySet:
        """Each with how many would come (``coming``) and how many could teach it (``teaching``); who has left is not heard."""
        spoken = Q(voices__user__is_active=True)
        counts: dict[str, Any] = {
            "coming": Count("voices", filter=spoken & Q(voices__kind=VoiceKind.COME)),
            "teaching": Count("voices", filter=spoken & Q(voices__kind=VoiceKind.TEACH)),
        }
        return self.annotate(**counts)

    def with_voices_of(self, user: User) -> ProposalQuerySet:
        """Each with what ``user`` says to it, as ``says_come`` and ``says_teach``."""
        said = {
            f"says_{kind}": Exists(rows_of("Voice", proposal=OuterRef("pk"), user=user, kind=kind))
            for kind in (VoiceKind.COME, VoiceKind.TEACH)
        }
        annotations: dict[str, Any] = said
        return self.annotate(**annotations)
