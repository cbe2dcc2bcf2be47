"""What happens to a poll in the room: it is opened, closed, shown, cleared."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event
from polls import codes, policies, tally
from polls.actions.writing import Asked, change, write
from polls.enums import PollState
from polls.exceptions import PollRefused
from polls.models import Box, Poll, Screen


@transaction.atomic
def open_poll(*, poll: Poll, by: User, at: datetime) -> Poll:
    """Take votes from now on, or again; what the event asked until now is closed."""
    event = Event.objects.lock(poll.event)
    poll = Poll.objects.lock(poll)
    if reason := policies.open_refusal(poll):
        raise PollRefused(reason)
    if poll.is_open:
        return poll
    for other in Poll.objects.for_event(event).filter(state=PollState.OPEN):
        close(poll=other, by=by, at=at)
    poll.state, poll.opened_at, poll.closed_at = PollState.OPEN, at, None
    poll.save(update_fields=["state", "opened_at", "closed_at"])
    record("polls.opened", poll, by=by, at=at, scope=event.scope, after={"question": poll.question})
    return poll


@transaction.atomic
def write_and_open(*, event: Event, asked: Asked, by: User, at: datetime) -> Poll:
    """Ask the room something that came up just now; where it can't be opened, nothing is written."""
    return open_poll(poll=write(event=event, asked=asked, by=by, at=at), by=by, at=at)


@transaction.atomic
def change_and_open(*, poll: Poll, asked: Asked, by: User, at: datetime) -> Poll:
    """Put a draft right and ask it."""
    return open_poll(poll=change(poll=poll, asked=asked, by=by, at=at), by=by, at=at)


@transaction.atomic
def close(*, poll: Poll, by: User | None, at: datetime) -> Poll:
    """Take no more votes, and show what they come to."""
    poll = Poll.objects.lock(poll)
    if not poll.is_open:
        return poll
    poll.state, poll.closed_at = PollState.CLOSED, max(at, poll.opened_at or at)
    _note_shown(poll)
    poll.save(update_fields=["state", "closed_at", "votes_shown"])
    record("polls.closed", poll, by=by, at=at, scope=poll.event.scope, after={"question": poll.question})
    return poll


@transaction.atomic
def show_results(*, poll: Poll, is_live: bool, by: User, at: datetime) -> Poll:
    """Let the room see results while votes come in, or only when the poll is closed."""
    poll = Poll.objects.lock(poll)
    if poll.is_live == is_live:
        return poll
    if poll.is_open and not is_live:
        _note_shown(poll)
    poll.is_live = is_live
    poll.save(update_fields=["is_live", "votes_shown"])
    change = {"before": {"is_live": not is_live}, "after": {"is_live": is_live}}
    record("polls.shown", poll, by=by, at=at, scope=poll.event.scope, **change)
    return poll


@transaction.atomic
def clear(*, poll: Poll, by: User, at: datetime) -> Poll:
    """Forget all votes: a draft as if nobody had been asked."""
    poll = Poll.objects.lock(poll)
    if reason := policies.clear_refusal(poll):
        raise PollRefused(reason)
    box = Box.objects.get(poll=poll)
    votes = box.votes
    box.put(poll.no_votes)
    box.save()
    poll.state, poll.opened_at, poll.closed_at, poll.has_devices = PollState.DRAFT, None, None, True
    poll.votes_shown = 0
    poll.save(update_fields=["state", "opened_at", "closed_at", "has_devices", "votes_shown"])
    before = {"question": poll.question, "votes": votes}
    record("polls.cleared", poll, by=by, at=at, scope=poll.event.scope, before=before)
    return poll


@transaction.atomic
def renew_code(*, event: Event, by: User, at: datetime) -> Screen:
    """Lead phones here by another code: whoever knows the old one alone, from a picture of the wall, votes no more."""
    event = Event.objects.lock(event)
    screen = Screen.objects.get(event=event)
    screen.code = codes.new()
    screen.save(update_fields=["code"])
    record("polls.code_renewed", screen, by=by, at=at, scope=event.scope)
    return screen


@transaction.atomic
def forget_devices(*, poll: Poll) -> None:
    """Keep figures and the words that were shown; forget which devices have voted, and what nobody was to see.

    No audit line: nobody did it, and what is gone has nothing to say.
    """
    poll = Poll.objects.lock(poll)
    if not poll.is_closed:
        return
    box = Box.objects.get(poll=poll)
    box.put(tally.without_devices(box.content))
    box.save()
    Poll.objects.filter(pk=poll.pk).update(has_devices=False)


def _note_shown(poll: Poll) -> None:
    """Remember how many votes are in what everybody has seen. Call with the poll locked."""
    votes = Box.objects.get(poll=poll).votes
    if tally.may_be_shown(votes, before=poll.votes_shown):
        poll.votes_shown = votes
