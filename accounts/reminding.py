"""When people are reminded of a session, and which reminder is due: the pure core."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from enum import IntFlag


class Reminder(IntFlag):
    """Times around a session; several of them are one number, 0 is none."""

    WEEK_BEFORE = 1
    DAY_BEFORE = 2
    TWO_HOURS_BEFORE = 4
    HOUR_BEFORE = 8
    QUARTER_BEFORE = 16
    TWO_HOURS_AFTER = 32
    DAY_AFTER = 64


BEFORE = (
    Reminder.WEEK_BEFORE
    | Reminder.DAY_BEFORE
    | Reminder.TWO_HOURS_BEFORE
    | Reminder.HOUR_BEFORE
    | Reminder.QUARTER_BEFORE
)
AFTER = Reminder.TWO_HOURS_AFTER | Reminder.DAY_AFTER

FROM_START = {
    Reminder.WEEK_BEFORE: timedelta(days=-7),
    Reminder.DAY_BEFORE: timedelta(days=-1),
    Reminder.TWO_HOURS_BEFORE: timedelta(hours=-2),
    Reminder.HOUR_BEFORE: timedelta(hours=-1),
    Reminder.QUARTER_BEFORE: timedelta(minutes=-15),
}
FROM_END = {Reminder.TWO_HOURS_AFTER: timedelta(hours=2), Reminder.DAY_AFTER: timedelta(days=1)}

EARLIEST = -min(FROM_START.values())
KEPT_AFTER = timedelta(days=2)  # what could not be said by then is not said any more
LATEST = max(FROM_END.values()) + KEPT_AFTER


def due(
    *, starts_at: datetime, ends_at: datetime, is_last: bool, since: datetime | None, at: datetime
) -> dict[Reminder, datetime]:
    """The times of one session that have come after ``since`` and are of use still, each with its moment.

    Once it has begun nobody is reminded of it; what follows the end follows the last session of an event.
    """
    moments = {one: starts_at + step for one, step in FROM_START.items()} if at < starts_at else {}
    if is_last:
        moments |= {one: ends_at + step for one, step in FROM_END.items() if at - (ends_at + step) < KEPT_AFTER}
    return {one: moment for one, moment in moments.items() if moment <= at and (since is None or moment > since)}


def wanted(*, of_event: int, of_person: int | None) -> Reminder:
    """At which times somebody is written to: before the start as they wish themselves, where they do."""
    before = of_event if of_person is None else of_person
    return (Reminder(before) & BEFORE) | (Reminder(of_event) & AFTER)


def latest(moments: dict[Reminder, datetime], *, among: Reminder, after: datetime) -> Reminder | None:
    """The one to send of all that are due: the latest, so that an outage ends with one mail instead of several.

    Nothing that was due before ``after``, when the person came.
    """
    found = [one for one, moment in moments.items() if one in among and moment > after]
    return max(found, key=lambda one: moments[one], default=None)


def together(times: Iterable[int | Reminder]) -> Reminder:
    """Several times as one number."""
    found = Reminder(0)
    for one in times:
        found |= one
    return found
