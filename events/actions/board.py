"""The topic board: proposing, saying something to it, and what comes of it."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events import notifications, policies
from events.actions.editing import create
from events.drafts import EventDraft
from events.enums import ProposalState, RoleKind, VoiceKind
from events.exceptions import EventRefused
from events.models import Event, Interest, Proposal, Voice
from events.wording import PROPOSAL_CLOSED, PROPOSAL_MERGED, PROPOSAL_TAKEN_UP


@transaction.atomic
def propose(*, title: str, why: str, by: User, at: datetime) -> Proposal:
    """Propose a topic; whoever proposes it would come."""
    by = User.objects.lock(by)
    if reason := policies.propose_refusal(by):
        raise EventRefused(reason)
    proposal = Proposal.objects.create(title=title, why=why, proposer=by, proposed_at=at)
    proposal.voices.create(user=by, kind=VoiceKind.COME, said_at=at)
    record("proposal.made", proposal, by=by, at=at, after={"title": title})
    return proposal


@transaction.atomic
def reword(*, proposal: Proposal, title: str, why: str, by: User, at: datetime) -> Proposal:
    """Word one's own proposal otherwise, as long as nobody else has said anything to it."""
    proposal = Proposal.objects.lock(proposal)
    if reason := policies.reword_refusal(proposal):
        raise EventRefused(reason)
    before = {"title": proposal.title, "why": proposal.why}
    proposal.title, proposal.why = title, why
    proposal.save(update_fields=["title", "why"])
    record("proposal.reworded", proposal, by=by, at=at, before=before, after={"title": title, "why": why})
    return proposal


@transaction.atomic
def withdraw_proposal(*, proposal: Proposal, by: User, at: datetime) -> Proposal:
    """Take one's own proposal back."""
    proposal = Proposal.objects.lock(proposal)
    if reason := policies.own_proposal_refusal(proposal):
        raise EventRefused(reason)
    return _settle(proposal, ProposalState.WITHDRAWN, by=by, at=at)


@transaction.atomic
def speak(*, proposal: Proposal, kind: VoiceKind, by: User, at: datetime) -> None:
    """Say that one would come, or could teach this; saying it twice changes nothing."""
    proposal = Proposal.objects.lock(proposal)
    if reason := policies.voice_refusal(proposal):
        raise EventRefused(reason)
    Voice.objects.get_or_create(proposal=proposal, user=by, kind=kind, defaults={"said_at": at})


@transaction.atomic
def unsay(*, proposal: Proposal, kind: VoiceKind, by: User) -> None:
    """Take back what one has said."""
    proposal = Proposal.objects.lock(proposal)
    if reason := policies.voice_refusal(proposal):
        raise EventRefused(reason)
    Voice.objects.filter(proposal=proposal, user=by, kind=kind).delete()


@transaction.atomic
def take_up(*, proposal: Proposal, teacher: User | None, by: User, at: datetime) -> Event:
    """Make a draft of a proposal: whoever proposed it owns it, and ``by`` helps; who would come hears first of a date.

    ``teacher``: who of those who could teach it was chosen; the editor names them at its first session.
    """
    proposal = Proposal.objects.lock(proposal)
    if reason := policies.settle_refusal(proposal, by):
        raise EventRefused(reason)
    proposer = proposal.proposer
    draft = EventDraft(
        title=proposal.title,
        language=proposer.language,
        description=proposal.why,
        host_department=proposer.department,
    )
    event = create(draft=draft, by=by, at=at)
    if proposer.is_active and proposer.pk != by.pk:
        event.roles.update(kind=RoleKind.ORGANISER)
        event.roles.create(user=proposer, kind=RoleKind.OWNER)
    coming = Voice.objects.filter(proposal=proposal, kind=VoiceKind.COME).order_by("said_at", "pk")
    Interest.objects.bulk_create(Interest(event=event, user_id=one.user_id, said_at=one.said_at) for one in coming)
    proposal.event, proposal.teacher = event, teacher
    _settle(proposal, ProposalState.TAKEN_UP, by=by, at=at)
    notifications.tell_proposer(PROPOSAL_TAKEN_UP, proposal, at=at)
    return event


@transaction.atomic
def close_proposal(*, proposal: Proposal, reason: str, by: User, at: datetime) -> Proposal:
    """Say why nothing comes of a proposal; whoever proposed it gets a mail, everybody else reads it on the board."""
    proposal = Proposal.objects.lock(proposal)
    if refused := policies.settle_refusal(proposal, by):
        raise EventRefused(refused)
    proposal.reason = reason
    _settle(proposal, ProposalState.CLOSED, by=by, at=at)
    notifications.tell_proposer(PROPOSAL_CLOSED, proposal, at=at)
    return proposal


@transaction.atomic
def merge_proposals(*, proposal: Proposal, into: Proposal, by: User, at: datetime) -> Proposal:
    """Let a proposal that means the same go into another one, with everything that was said to it."""
    locked = {one.pk: Proposal.objects.lock(one) for one in sorted((proposal, into), key=lambda one: one.pk)}
    proposal, into = locked[proposal.pk], locked[into.pk]
    if reason := policies.merge_refusal(proposal, into, by):
        raise EventRefused(reason)
    known = set(into.voices.values_list("user", "kind"))
    for voice in proposal.voices.order_by("said_at", "pk"):
        if (voice.user_id, voice.kind) not in known:
            into.voices.create(user_id=voice.user_id, kind=voice.kind, said_at=voice.said_at)
    proposal.merged_into = into
    _settle(proposal, ProposalState.MERGED, by=by, at=at)
    notifications.tell_proposer(PROPOSAL_MERGED, proposal, at=at)
    return into


def _settle(proposal: Proposal, state: ProposalState, *, by: User, at: datetime) -> Proposal:
    """Write what has come of a proposal. Call with it locked."""
    proposal.state, proposal.settled_at, proposal.settled_by = state, at, by
    proposal.save()
    after = {
        "state": state,
        "reason": proposal.reason,
        "event": str(proposal.event.uuid) if proposal.event else "",
        "merged_into": proposal.merged_into_id,
    }
    scope = proposal.event.scope if proposal.event else ""
    record("proposal.settled", proposal, by=by, at=at, scope=scope, before={"state": ProposalState.OPEN}, after=after)
    return proposal
