"""Reads about the topic board that do not chain."""

from django.db.models import QuerySet

from accounts.models import Coordinator, User
from events.enums import VoiceKind
from events.models import Event, Proposal, Voice


def looks_after_the_board(user: User) -> bool:
    """Whether ``user`` decides what comes of proposals: coordinators and administrators do."""
    return user.is_active and (user.is_staff or Coordinator.objects.filter(user=user).exists())


def could_teach(proposal: Proposal) -> QuerySet[User]:
    """Those who have said that they could teach it, by name."""
    said = Voice.objects.filter(proposal=proposal, kind=VoiceKind.TEACH).values("user")
    return User.objects.active().filter(pk__in=said).select_related("department").order_by("name", "pk")


def others_have_spoken(proposal: Proposal) -> bool:
    """Whether anybody but the proposer has said something to it."""
    return Voice.objects.filter(proposal=proposal).exclude(user=proposal.proposer_id).exists()


def open_proposals_of(user: User) -> int:
    """How many proposals of ``user`` are open."""
    return Proposal.objects.standing().filter(proposer=user).count()


def proposed_teacher(event: Event) -> User | None:
    """Who was asked to teach an event that came of a proposal, as long as it has no session to name them at."""
    proposal = Proposal.objects.filter(event=event).select_related("teacher").first()
    return proposal.teacher if proposal else None
