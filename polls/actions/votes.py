"""Votes, and which of the words that were said may be seen.

Nothing is written about a vote but the poll's one box: no row, audit line, message, task or log line beside it
would keep the promise that nobody can tell who voted what (see docs/decisions/0045 and 0270).
"""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.db import transaction
from django.views.decorators.debug import sensitive_variables

from accounts.models import User
from audit.actions import record
from common import crowds
from polls import policies, queries, tally
from polls.enums import VoteRefusal
from polls.exceptions import VoteRefused
from polls.models import Box, Poll


@sensitive_variables()
@transaction.atomic
def vote(*, poll: Poll, device: str, given: Sequence[str]) -> None:
    """Add one device's vote to what the others said."""
    poll = Poll.objects.lock(poll)
    box = Box.objects.get(poll=poll)  # read behind the lock: what came along with the poll may be older
    voter, content = queries.voter_of(poll, device), box.content
    checked = tally.check(poll.core_kind, poll.options, given)
    if reason := policies.vote_refusal(poll, content, voter=voter, vote=checked.vote):
        raise VoteRefused(reason)
    if checked.fault is not None:
        raise VoteRefused(VoteRefusal.UNREADABLE)
    box.put(tally.put(content, checked.vote, voter=voter, is_moderated=poll.is_moderated))
    box.save(update_fields=["counts", "words", "voters", "votes"])


@transaction.atomic
def moderate(*, poll: Poll, keys: Collection[str], stand: tally.Stand, by: User, at: datetime) -> None:
    """Let the room see these words, or take them off the wall; what was said stays counted either way.

    The audit line does not repeat the words: those that were banned shall not live on in it.
    """
    poll = Poll.objects.lock(poll)
    box = Box.objects.get(poll=poll)
    known = [key for key in keys if key in box.words] if crowds.is_enough(box.votes) else []  # before, none is seen
    if not known:
        return
    box.put(tally.moderate(box.content, known, stand))
    box.save(update_fields=["words"])
    after = {"words": len(known), "stand": stand.value}
    record("polls.moderated", poll, by=by, at=at, scope=poll.event.scope, after=after)
