"""What whoever proposed a topic is told about it."""

from datetime import datetime

from django.urls import reverse

from events.models import Proposal
from events.wording import PROPOSAL_MERGED, PROPOSAL_TAKEN_UP, PROPOSALS
from outbox import actions as outbox
from outbox.models import Message
from outbox.rendering import Mail, compose


def tell_proposer(kind: str, proposal: Proposal, *, at: datetime) -> None:
    """Tell whoever proposed it what has come of it, unless they have decided it themselves, or left."""
    if proposal.proposer.is_active and proposal.settled_by_id != proposal.proposer_id:
        key = f"{kind}:{proposal.pk}"
        params = {"proposal": proposal.pk}
        outbox.post(kind=kind, key=key, to=proposal.proposer, about=proposal, params=params, at=at)


def render_proposal(message: Message) -> Mail:
    """Write the mail that ``message`` stands for, in the language that is active."""
    found = Proposal.objects.select_related("event", "merged_into", "settled_by")
    proposal, words = found.get(pk=message.params["proposal"]), PROPOSALS[message.kind]
    path = proposal.get_absolute_url()
    if message.kind == PROPOSAL_TAKEN_UP and proposal.event:
        path = reverse("workspace", args=[proposal.event.slug])
    if message.kind == PROPOSAL_MERGED and proposal.merged_into:
        path = proposal.merged_into.get_absolute_url()
    context = {
        "subject": words.subject % {"title": proposal.title},
        "lead": words.lead % {"name": proposal.settled_by.name if proposal.settled_by else ""},
        "text": proposal.merged_into.title if proposal.merged_into else proposal.reason,
        "path": path,
        "action": words.action,
        "reason": words.reason,
    }
    return compose("events/proposal", context)
