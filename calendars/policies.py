"""Whether an answer from a calendar counts, and for whom."""

from datetime import datetime, timedelta

from calendars.enums import Answer, AnswerReason
from calendars.itip import Reply
from calendars.models import Entry

SENT_JUST_NOW = timedelta(minutes=10)  # or two programs that ask and answer would never end


def state_of(entry: Entry, reply: Reply) -> str | None:
    """What the person of ``entry`` says of themselves in ``reply``; None where it does not name them."""
    revision = entry.revisions.order_by("-pk").first()
    known = {entry.person.email.lower(), *([revision.told.address.lower()] if revision else [])}
    return next((state for address, state in reply.attendees.items() if address in known), None)


def doubt(entry: Entry, reply: Reply, *, is_proven: bool) -> AnswerReason | None:
    """Why a person has to look at ``reply`` before it counts for ``entry``."""
    if reply.uid != entry.meeting.uid:
        return AnswerReason.WRONG_UID
    if state_of(entry, reply) is None:
        return AnswerReason.OTHER_PERSON
    return None if is_proven else AnswerReason.UNPROVEN


def stamp_of(reply: Reply, *, at: datetime) -> datetime:
    """When the answer was given; a clock that runs ahead does not keep later answers out."""
    return min(reply.stamped_at or at, at)


def answer_refusal(entry: Entry, reply: Reply, answer: Answer, *, at: datetime) -> AnswerReason | None:
    """Why ``answer`` does not count any more; the entry stands locked."""
    meeting = entry.meeting
    if meeting.ends_at <= at:
        return AnswerReason.OVER
    if meeting.is_cancelled:
        return AnswerReason.CALLED_OFF
    # SEQUENCE rises with times and cancellations alone: whoever answers below it has not seen the last of those.
    is_older = entry.answer_stamped_at is not None and stamp_of(reply, at=at) < entry.answer_stamped_at
    if reply.sequence < entry.sequence or entry.stamped_at is None or is_older:
        return AnswerReason.STALE
    if not entry.is_expected:
        return _left_refusal(entry, answer)
    if answer is Answer.DECLINED and entry.for_teaching:
        return AnswerReason.TEACHES
    return None


def _left_refusal(entry: Entry, answer: Answer) -> AnswerReason | None:
    if answer is Answer.DECLINED:
        return AnswerReason.ALREADY
    # Whoever has declined may think better of it; whoever was taken off, or has left on our pages, may not here.
    return None if entry.answer == Answer.DECLINED else AnswerReason.LEFT


def repeat_refusal(entry: Entry, *, at: datetime) -> AnswerReason | None:
    """Why an entry is not sent once more to whoever asks for it."""
    if entry.meeting.ends_at <= at:
        return AnswerReason.OVER
    if entry.stamped_at is None or at - entry.stamped_at < SENT_JUST_NOW:
        return AnswerReason.TOO_SOON
    return None
