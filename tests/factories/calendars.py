"""Meetings and what people were told of them, through the actions that make them."""

from datetime import UTC, datetime, timedelta
from itertools import count

from accounts.models import Guest, User
from calendars import actions
from calendars.details import MeetingDetails
from calendars.models import Feed, Meeting, Revision

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)
STARTS = datetime(2027, 4, 8, 7, 0, tzinfo=UTC)

_numbers = count(1)


def make_details(starts_at: datetime = STARTS, **values: object) -> MeetingDetails:
    minimum = {"ends_at": starts_at + timedelta(hours=2), "zone": "Europe/Berlin", "title": "Clear writing"}
    return MeetingDetails(starts_at=starts_at, **(minimum | values))


def make_meeting(uid: str = "", *, at: datetime = NOW, **values: object) -> Meeting:
    return actions.put_meeting(
        uid=uid or f"meeting-{next(_numbers)}@example.org", details=make_details(**values), at=at
    )


def invite(person: User | Guest, *meetings: Meeting, at: datetime = NOW) -> list[Revision]:
    """Let ``person`` have ``meetings``; what they had besides stays."""
    uids = [meeting.uid for meeting in meetings]
    return actions.expect(person=person, wanted=uids, among=uids, at=at)


def make_feed(user: User, *, at: datetime = NOW, **values: object) -> Feed:
    return actions.make_feed(user=user, at=at, **values)
