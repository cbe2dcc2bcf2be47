"""What people's calendars were told, by the rules of `calendars`, without writing it one by one."""

from datetime import datetime
from uuid import UUID

from accounts.models import User
from calendars.details import MeetingDetails, Told
from calendars.enums import Answer
from calendars.models import Entry, Meeting, Revision
from calendars.sequencing import next_statement, stamp_after


def meeting_of(uid: str, details: MeetingDetails, *, whole: UUID, at: datetime) -> Meeting:
    """A meeting as it stands after it was announced."""
    return Meeting(uid=uid, whole=whole, digest=details.digest, revised_at=stamp_after(None, at), **vars(details))


def entry_of(meeting: Meeting, person: User) -> Entry:
    """The meeting in this person's calendar, before the first word about it."""
    return Entry(meeting=meeting, user=person)


def revisions_of(entry: Entry, *, seated_at: datetime | None, left_at: datetime | None) -> list[Revision]:
    """Tell ``entry`` of the seat, and of its end if it has one; returns what was said."""
    return [
        _say(entry, is_expected=is_expected, at=at)
        for at, is_expected in ((seated_at, True), (left_at, False))
        if at is not None
    ]


def _say(entry: Entry, *, is_expected: bool, at: datetime) -> Revision:
    meeting = entry.meeting
    statement = next_statement(meeting.standing, is_expected=is_expected, last=entry.last_word, at=at)
    assert statement is not None  # noqa: S101  # a first word, or the end of what stands there
    entry.is_expected = entry.for_seat = is_expected
    entry.left_at, entry.changed_at = None if is_expected else at, at
    entry.method, entry.sequence, entry.stamped_at = statement.method, statement.sequence, statement.stamped_at
    entry.meeting_sequence, entry.digest = meeting.sequence, meeting.digest
    told = Told(
        details=meeting.details,
        revised_at=meeting.revised_at,
        name=entry.person.name,
        address=entry.person.email,
        answer=Answer(entry.answer),
        occasion=statement.occasion,
    )
    return Revision(
        entry=entry,
        method=statement.method,
        sequence=statement.sequence,
        stamped_at=statement.stamped_at,
        snapshot=told.as_json(),
    )
