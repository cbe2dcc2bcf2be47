"""Writing polls; what was asked once stays as it is until its votes are cleared."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from accounts.models import User
from audit.actions import record
from events.models import Event, Session
from polls import policies
from polls.enums import PollKind
from polls.exceptions import PollRefused
from polls.models import Box, Poll, Screen


@dataclass(frozen=True, kw_only=True)
class Asked:
    """What a poll asks, and how."""

    question: str
    kind: PollKind = PollKind.ONE
    options: tuple[str, ...] = ()
    session: Session | None = None
    is_moderated: bool = True
    is_live: bool = False


@transaction.atomic
def write(*, event: Event, asked: Asked, by: User, at: datetime) -> Poll:
    """Add a poll to ``event``, to be opened when it is time."""
    event = Event.objects.lock(event)
    if reason := policies.add_refusal(event):
        raise PollRefused(reason)
    Screen.objects.get_or_create(event=event)
    poll = _fill(Poll(event=event), asked)
    poll.save()
    box = Box(poll=poll)
    box.put(poll.no_votes)
    box.save()
    record("polls.written", poll, by=by, at=at, scope=event.scope, after={"question": poll.question})
    return poll


@transaction.atomic
def change(*, poll: Poll, asked: Asked, by: User, at: datetime) -> Poll:
    """Ask something else, as long as nobody was asked."""
    poll = _draft(poll)
    before = {"question": poll.question, "kind": poll.kind, "options": poll.options}
    _fill(poll, asked).save()
    box = Box.objects.get(poll=poll)
    box.put(poll.no_votes)
    box.save()
    after = {"question": poll.question, "kind": poll.kind, "options": poll.options}
    record("polls.changed", poll, by=by, at=at, scope=poll.event.scope, before=before, after=after)
    return poll


@transaction.atomic
def remove(*, poll: Poll, by: User, at: datetime) -> None:
    """Ask it never."""
    poll = _draft(poll)
    before = {"question": poll.question}
    record("polls.removed", poll, by=by, at=at, scope=poll.event.scope, before=before)
    poll.delete()


def _draft(poll: Poll) -> Poll:
    poll = Poll.objects.lock(poll)
    if reason := policies.change_refusal(poll):
        raise PollRefused(reason)
    return poll


def _fill(poll: Poll, asked: Asked) -> Poll:
    poll.question, poll.kind, poll.options = asked.question, asked.kind, list(asked.options)
    poll.session, poll.is_moderated, poll.is_live = asked.session, asked.is_moderated, asked.is_live
    return poll
