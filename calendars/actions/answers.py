"""What people's calendars answer, and what that changes on their entries.

What an answer means for a seat, whoever looks after seats hears of.
"""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from calendars import policies
from calendars.actions.entries import say, update
from calendars.enums import Answer, AnswerReason, Method
from calendars.exceptions import AnswerRefused
from calendars.itip import Reply
from calendars.models import Entry, Revision
from calendars.sequencing import renew
from calendars.signals import answer_left_open, entry_answered, entry_answering, time_proposed


@transaction.atomic
def answer(*, entry: Entry, reply: Reply, said: Answer, at: datetime, by: User | None = None) -> Entry:
    """Let what somebody's calendar has answered count. Raises AnswerRefused where it does not.

    ``by``: whoever has looked at it and let it count; None where that was not needed.
    """
    entry = _locked(entry)
    if reason := policies.answer_refusal(entry, reply, said, at=at):
        raise AnswerRefused(reason)
    entry.answer, entry.answer_stamped_at = said, policies.stamp_of(reply, at=at)
    # Whoever declines has no such entry any more: to us that is as if we had taken it out, and we send no CANCEL.
    # Whoever accepts after that has it back, under the same SEQUENCE, and we send no REQUEST.
    entry.method = Method.CANCEL if said is Answer.DECLINED else Method.REQUEST
    update([entry])
    entry_answered.send(sender=Entry, entry=entry, by=by, at=at)
    return entry


@transaction.atomic
def say_again(*, entry: Entry, at: datetime) -> list[Revision]:
    """Send an entry once more, as it was said last, to a calendar that asks for it. Raises AnswerRefused."""
    entry = _locked(entry)
    last = entry.last_word
    reason = policies.repeat_refusal(entry, at=at)
    if reason or last is None:
        raise AnswerRefused(reason or AnswerReason.TOO_SOON)
    revision = say(entry, renew(last, at=at), address=entry.person.email)
    update([entry])
    return Revision.objects.bulk_create([revision])


@transaction.atomic
def propose(*, entry: Entry, starts_at: datetime | None, ends_at: datetime | None, comment: str, at: datetime) -> None:
    """Pass on that somebody would rather have another time; nothing is changed by it."""
    time_proposed.send(sender=Entry, entry=entry, starts_at=starts_at, ends_at=ends_at, comment=comment, at=at)


@transaction.atomic
def leave_open(*, entry: Entry, reason: AnswerReason, at: datetime) -> None:
    """Pass on that an answer does not count unless a person lets it; nothing is changed by it."""
    answer_left_open.send(sender=Entry, entry=entry, reason=reason, at=at)


def _locked(entry: Entry) -> Entry:
    """The entry as it is now; what it belongs to is locked first, as by everybody who changes both."""
    entry_answering.send(sender=Entry, entry=entry)
    return Entry.objects.with_meeting_and_person().locked().get(pk=entry.pk)
