"""When something that took place once would take place again. Knows no Django."""

from dataclasses import replace
from datetime import date, timedelta

from events.recurrence import Rule, from_day

WEEK = timedelta(days=7)
LOOKED_AHEAD = timedelta(weeks=26)


def proposed(first: date, *, today: date) -> date:
    """A day to come on the same weekday as ``first``: a year or more later in the same week, where that is near.

    Otherwise the next such weekday; of something that is still to come, a week after it.
    """
    if first >= today:
        return first + WEEK
    year = today.isocalendar().year
    for day in (in_week_of(first, year=year), in_week_of(first, year=year + 1)):
        if today < day <= today + LOOKED_AHEAD and day - first > LOOKED_AHEAD:
            return day
    return today + timedelta(days=(first.weekday() - today.weekday() - 1) % 7 + 1)


def in_week_of(day: date, *, year: int) -> date:
    """The same weekday of the same week in ``year``; of a week 53 that it does not have, a week after its last one."""
    _year, week, weekday = day.isocalendar()
    return date.fromisocalendar(year, min(week, 52), weekday) + (WEEK if week > 52 else timedelta())  # noqa: PLR2004  # every year has 52


def again(rule: Rule, *, first_on: date, number: int) -> Rule:
    """The same rule from the first of its days on or after ``first_on``, ``number`` times; exceptions were of their time."""
    anew = replace(rule, starts_on=first_on, until=None, count=number, without=frozenset(), extra=frozenset())
    return from_day(anew, day=first_on)
