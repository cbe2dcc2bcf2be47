"""Polls in the workspace: for the team and for the colleagues who teach."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse

from common import crowds, times
from events.models import Event
from polls import codes, policies
from polls.enums import Refusal
from polls.models import Poll, Screen
from polls.panels import Moderation, Results, moderation, results, state_sign, typed_at
from registrations.models import Registration


@dataclass(frozen=True, kw_only=True)
class PollRow:
    """One poll in the list."""

    poll: Poll
    results: Results
    sign: str
    part: str
    waiting: int
    can_open: bool
    url: str


@dataclass(frozen=True, kw_only=True)
class Joining:
    """How people come to vote, and whether more have voted than can be there."""

    code: str
    address: str
    seated: int
    most: int

    @property
    def is_crowded(self) -> bool:
        """Whether some poll has more votes than people have a seat."""
        return self.most > self.seated


def polls_of(event: Event) -> list[Poll]:
    """All polls of ``event`` with their results."""
    return list(Poll.objects.for_event(event).with_results().select_related("session"))


def poll_rows(polls: Sequence[Poll]) -> list[PollRow]:
    """The list of ``polls``."""
    return [
        PollRow(
            poll=poll,
            results=results(poll),
            sign=state_sign(poll),
            part=times.span(poll.session.starts_at, poll.session.ends_at) if poll.session else "",
            waiting=len(moderation(poll).waiting) if poll.asks_for_words else 0,
            can_open=policies.open_refusal(poll) is None,
            url=reverse("poll", args=[poll.event.slug, poll.pk]),
        )
        for poll in polls
    ]


def joining(event: Event, polls: Sequence[Poll]) -> Joining | None:
    """How people come to vote at ``event``; None before anything was asked."""
    screen = Screen.objects.filter(event=event).first()
    if screen is None:
        return None
    return Joining(
        code=codes.spaced(screen.code),
        address=typed_at(),
        seated=Registration.objects.for_event(event).confirmed().count(),
        most=max((poll.box.votes for poll in polls if crowds.is_enough(poll.box.votes)), default=0),
    )


@dataclass(frozen=True, kw_only=True)
class PollPage:
    """Everything about one poll. ``refusal``: why it can't be opened, if it can't."""

    poll: Poll
    results: Results
    sign: str
    moderation: Moderation | None
    refusal: Refusal | None


def poll_page(poll: Poll) -> PollPage:
    """The page of one poll with its results."""
    is_asked_for_words = poll.asks_for_words and not poll.is_draft
    return PollPage(
        poll=poll,
        results=results(poll),
        sign=state_sign(poll),
        moderation=moderation(poll) if is_asked_for_words else None,
        refusal=policies.open_refusal(poll),
    )
