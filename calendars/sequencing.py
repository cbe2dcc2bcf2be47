"""What must be said next to one person about one meeting. No Django here.

A calendar keeps the revision with the highest SEQUENCE, then the latest DTSTAMP, so a
statement that must win (another time, a cancellation, a return) has to be above the last
one this person got, and a mere wording must not be: people keep their answer.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from calendars.enums import Method, Occasion

SECOND = timedelta(seconds=1)


@dataclass(frozen=True)
class Standing:
    """The meeting as it stands now; ``sequence`` rises with times, cancellation, reinstatement."""

    sequence: int
    digest: str
    is_cancelled: bool


@dataclass(frozen=True)
class LastWord:
    """What this person was told last; ``meeting_sequence`` is the meeting's at that time."""

    method: Method
    sequence: int
    meeting_sequence: int
    digest: str
    stamped_at: datetime


@dataclass(frozen=True)
class Statement:
    """What to say now; ``asks`` means that an earlier answer no longer counts."""

    method: Method
    sequence: int
    stamped_at: datetime
    occasion: Occasion
    asks: bool


def next_statement(meeting: Standing, *, is_expected: bool, last: LastWord | None, at: datetime) -> Statement | None:
    """The statement that brings this person's calendar in line, or nothing if it is."""
    holds_it = last is not None and last.method is Method.REQUEST
    if is_expected and not meeting.is_cancelled:
        return _request(meeting, last, at)
    if last is None or not holds_it:
        return None
    if meeting.is_cancelled:
        sequence, occasion = max(meeting.sequence, last.sequence + 1), Occasion.CALLED_OFF
    else:
        sequence, occasion = max(meeting.sequence, last.sequence) + 1, Occasion.LEFT
    return Statement(Method.CANCEL, sequence, stamp_after(last.stamped_at, at), occasion, asks=False)


def repeat(last: LastWord, *, at: datetime) -> Statement:
    """Say the last word again to an address that has not heard it."""
    return Statement(last.method, last.sequence, stamp_after(last.stamped_at, at), Occasion.INVITED, asks=True)


def renew(last: LastWord, *, at: datetime) -> Statement:
    """Say the last word again to whoever has lost it; the answer that was given to it still counts."""
    occasion = Occasion.INVITED if last.method is Method.REQUEST else Occasion.LEFT
    return Statement(last.method, last.sequence, stamp_after(last.stamped_at, at), occasion, asks=False)


def _request(meeting: Standing, last: LastWord | None, at: datetime) -> Statement | None:
    if last is None:
        return Statement(Method.REQUEST, meeting.sequence, stamp_after(None, at), Occasion.INVITED, asks=True)
    stamped_at = stamp_after(last.stamped_at, at)
    above = max(meeting.sequence, last.sequence + 1)
    if last.method is Method.CANCEL:
        return Statement(Method.REQUEST, above, stamped_at, Occasion.INVITED, asks=True)
    if last.digest == meeting.digest:
        return None
    if meeting.sequence > last.meeting_sequence:
        return Statement(Method.REQUEST, above, stamped_at, Occasion.MOVED, asks=True)
    return Statement(Method.REQUEST, last.sequence, stamped_at, Occasion.CHANGED, asks=False)


def stamp_after(last: datetime | None, at: datetime) -> datetime:
    """``at`` in whole seconds, and at least one second after ``last``: stamps have no fractions."""
    whole = at.replace(microsecond=0)
    return whole if last is None else max(whole, last + SECOND)
