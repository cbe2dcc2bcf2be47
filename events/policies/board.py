"""May this happen on the topic board?"""

from accounts.models import User
from events.enums import Refusal
from events.models import Proposal
from events.queries import looks_after_the_board, open_proposals_of, others_have_spoken

MOST_PROPOSALS = 5  # of one person that are open


def propose_refusal(user: User) -> Refusal | None:
    """Why ``user`` can't propose one topic more. Call with the user locked."""
    return Refusal.PROPOSALS_FULL if open_proposals_of(user) >= MOST_PROPOSALS else None


def voice_refusal(proposal: Proposal) -> Refusal | None:
    """Why nobody can say anything to ``proposal`` any more."""
    return None if proposal.is_open else Refusal.PROPOSAL_SETTLED


def own_proposal_refusal(proposal: Proposal) -> Refusal | None:
    """Why whoever proposed it can't take it back."""
    return None if proposal.is_open else Refusal.PROPOSAL_SETTLED


def reword_refusal(proposal: Proposal) -> Refusal | None:
    """Why whoever proposed it can't word it otherwise: what others have agreed to stays."""
    if reason := own_proposal_refusal(proposal):
        return reason
    return Refusal.OTHERS_HAVE_SPOKEN if others_have_spoken(proposal) else None


def settle_refusal(proposal: Proposal, by: User) -> Refusal | None:
    """Why ``by`` can't decide what comes of ``proposal``."""
    if not looks_after_the_board(by):
        return Refusal.NOT_COORDINATOR
    return None if proposal.is_open else Refusal.PROPOSAL_SETTLED


def merge_refusal(proposal: Proposal, into: Proposal, by: User) -> Refusal | None:
    """Why ``proposal`` can't go into another one, with all that was said to it."""
    if reason := settle_refusal(proposal, by):
        return reason
    if proposal.pk == into.pk:
        return Refusal.SAME_PROPOSAL
    return None if into.is_open else Refusal.PROPOSAL_SETTLED
