"""The only place that writes."""

from calendars.actions.answers import answer, leave_open, propose, say_again
from calendars.actions.entries import (
    MeetingDetails,
    bring_up_to_date,
    cancel_meeting,
    expect,
    expect_all,
    expect_of,
    follow_address,
    invite_again,
    put_meeting,
)
from calendars.actions.feeds import feed_for_everybody, make_feed, note_read, revoke_feed, rotate_feed, set_alarm

__all__ = [
    "MeetingDetails",
    "answer",
    "bring_up_to_date",
    "cancel_meeting",
    "expect",
    "expect_all",
    "expect_of",
    "feed_for_everybody",
    "follow_address",
    "invite_again",
    "leave_open",
    "make_feed",
    "note_read",
    "propose",
    "put_meeting",
    "revoke_feed",
    "rotate_feed",
    "say_again",
    "set_alarm",
]
