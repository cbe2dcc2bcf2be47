"""May this happen to a poll? The first reason against it, or None."""

from events.models import Event
from polls import tally
from polls.enums import Refusal, VoteRefusal
from polls.models import Poll

MOST_POLLS = 50  # of one event


def add_refusal(event: Event) -> Refusal | None:
    """Why ``event`` gets no further poll."""
    if event.is_cancelled:
        return Refusal.CANCELLED
    return Refusal.TOO_MANY if Poll.objects.for_event(event).count() >= MOST_POLLS else None


def change_refusal(poll: Poll) -> Refusal | None:
    """Why what ``poll`` asks stays as it is."""
    return None if poll.is_draft else Refusal.ASKED_ALREADY


def open_refusal(poll: Poll) -> Refusal | None:
    """Why ``poll`` takes no votes now."""
    if poll.event.is_cancelled:
        return Refusal.CANCELLED
    if not poll.event.is_published:
        return Refusal.NOT_PUBLISHED
    return None if poll.has_devices else Refusal.FORGOTTEN


def clear_refusal(poll: Poll) -> Refusal | None:
    """Why the votes of ``poll`` stay."""
    return Refusal.STILL_OPEN if poll.is_open else None


def vote_refusal(poll: Poll, box: tally.Box, *, voter: str, vote: tuple[str, ...] = ()) -> VoteRefusal | None:
    """Why a device can't vote; certain only while the poll is locked."""
    if not poll.is_open or poll.event.is_cancelled:
        return VoteRefusal.CLOSED
    if voter in box.voters:
        return VoteRefusal.VOTED
    return VoteRefusal.FULL if tally.is_full(box, vote if poll.asks_for_words else ()) else None
