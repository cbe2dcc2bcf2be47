"""Days that repeat by a rule, as people say them: every second Tuesday, the last Friday of the month.

A rule speaks of days on the wall calendar alone. The time of day, the zone and the offset that holds on
each of the days come afterwards (events.walltime), so that ten o'clock stays ten o'clock all year.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum
from itertools import islice

from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule, weekday

MOST_OCCURRENCES = 100
LONGEST = timedelta(days=3653)  # ten years; nobody plans further, and a rule that never comes true ends there
LAST = -1  # of the month: its last Friday, its last day
WEEK, LONGEST_MONTH, EVERY_MONTH_HAS, MOST_WEEKS = 7, 31, 28, 4


class Frequency(StrEnum):
    """By what a rule counts."""

    DAILY = "daily"
    WEEKLY = "weekly"
    MONTHLY_DAY = "month_day"
    MONTHLY_WEEKDAY = "month_weekday"


_FREQUENCIES = {
    Frequency.DAILY: DAILY,
    Frequency.WEEKLY: WEEKLY,
    Frequency.MONTHLY_DAY: MONTHLY,
    Frequency.MONTHLY_WEEKDAY: MONTHLY,
}


class Flaw(StrEnum):
    """What is wrong with a rule."""

    ENDLESS = "endless"
    TWO_ENDS = "two_ends"
    ENDS_FIRST = "ends_first"
    TOO_MANY = "too_many"
    TOO_LONG = "too_long"
    NEVER = "never"
    NO_STEP = "no_step"
    NO_WEEKDAY = "no_weekday"
    NO_SUCH_DAY = "no_such_day"
    STARTS_ELSEWHERE = "starts_elsewhere"


class RuleRefused(ValueError):
    """There can be no such rule."""

    def __init__(self, flaw: Flaw) -> None:
        self.flaw = flaw
        super().__init__(flaw.value)


@dataclass(frozen=True, kw_only=True)
class Rule:
    """Every so many days, weeks or months from ``starts_on``, which is one of its days, until a day or so many times.

    ``weekdays`` count from Monday, which is 0: any number of them by the week, one by the month. ``place``
    says which one of the month, from 1 to 4, and ``month_day`` which day of it; LAST stands for the last one.
    A month without such a day is passed over. ``without`` and ``extra`` are exceptions from the rule; a day
    that is in both does not count.
    """

    starts_on: date
    frequency: Frequency
    interval: int = 1
    weekdays: frozenset[int] = frozenset()
    place: int = 0
    month_day: int = 0
    until: date | None = None
    count: int | None = None
    without: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()


def flaw_of(rule: Rule) -> Flaw | None:
    """What is wrong with ``rule``; None if its days can be named."""
    if flaw := _end_flaw(rule) or _step_flaw(rule):
        return flaw
    found = list(islice(_by_rule(rule), MOST_OCCURRENCES + 1))
    if not found:
        return Flaw.NEVER
    if found[0] != rule.starts_on:
        return Flaw.STARTS_ELSEWHERE
    if rule.count is not None and len(found) < rule.count:
        return Flaw.TOO_LONG
    days = _with_exceptions(rule, found)
    if len(found) > MOST_OCCURRENCES or len(days) > MOST_OCCURRENCES:
        return Flaw.TOO_MANY
    return None if days else Flaw.NEVER


def days_of(rule: Rule) -> list[date]:
    """The days of ``rule`` in order, each once. Raises RuleRefused."""
    if flaw := flaw_of(rule):
        raise RuleRefused(flaw)
    return _with_exceptions(rule, list(_by_rule(rule)))


def moved(rule: Rule, *, days: int) -> Rule | None:
    """The rule of the same days, each so many ``days`` later; None where no rule says that."""
    step = timedelta(days=days)
    later = replace(
        rule,
        starts_on=rule.starts_on + step,
        until=rule.until and rule.until + step,
        without=frozenset(day + step for day in rule.without),
        extra=frozenset(day + step for day in rule.extra),
    )
    if rule.frequency == Frequency.DAILY:
        return later
    if rule.frequency == Frequency.WEEKLY:
        return _moved_in_week(rule, later, days)
    if rule.frequency == Frequency.MONTHLY_DAY:
        return _moved_in_month(rule, later, days)
    weeks, rest = divmod(days, WEEK)
    place = rule.place + weeks
    stays = not rest and 1 <= rule.place <= MOST_WEEKS and 1 <= place <= MOST_WEEKS
    return replace(later, place=place) if stays else None


def from_day(rule: Rule, *, day: date) -> Rule:
    """What is left of ``rule`` from ``day`` on: the same days, without those before it."""
    by_rule = list(_by_rule(rule))
    left = [one for one in by_rule if one >= day] or by_rule[-1:]
    without, extra = (frozenset(one for one in days if one >= day) for days in (rule.without, rule.extra))
    if left[0] < day:  # only extra days are left; a rule starts on one of its own
        without |= {left[0]}
    return replace(rule, starts_on=left[0], count=rule.count and len(left), without=without, extra=extra)


def _end_flaw(rule: Rule) -> Flaw | None:
    if rule.until is None and rule.count is None:
        return Flaw.ENDLESS
    if rule.until is not None and rule.count is not None:
        return Flaw.TWO_ENDS
    if rule.until is not None and rule.until < rule.starts_on:
        return Flaw.ENDS_FIRST
    if rule.until is not None and rule.until - rule.starts_on > LONGEST:
        return Flaw.TOO_LONG
    if rule.count is not None and rule.count < 1:
        return Flaw.NEVER
    return Flaw.TOO_MANY if rule.count is not None and rule.count > MOST_OCCURRENCES else None


def _step_flaw(rule: Rule) -> Flaw | None:
    if rule.interval < 1:
        return Flaw.NO_STEP
    if rule.interval > LONGEST.days:
        return Flaw.TOO_LONG
    by_weekday = {Frequency.WEEKLY: len(rule.weekdays) >= 1, Frequency.MONTHLY_WEEKDAY: len(rule.weekdays) == 1}
    if not by_weekday.get(rule.frequency, True) or not all(0 <= one < WEEK for one in rule.weekdays):
        return Flaw.NO_WEEKDAY
    if rule.frequency == Frequency.MONTHLY_WEEKDAY:
        return None if rule.place == LAST or 1 <= rule.place <= MOST_WEEKS else Flaw.NO_SUCH_DAY
    if rule.frequency == Frequency.MONTHLY_DAY:
        return None if rule.month_day == LAST or 1 <= rule.month_day <= LONGEST_MONTH else Flaw.NO_SUCH_DAY
    return None


def _by_rule(rule: Rule) -> Iterator[date]:
    """The days that the rule itself gives, exceptions aside."""
    furthest = rule.starts_on + LONGEST
    days: list[weekday] | None = None
    if rule.frequency in {Frequency.WEEKLY, Frequency.MONTHLY_WEEKDAY}:
        places = {"n": rule.place} if rule.frequency == Frequency.MONTHLY_WEEKDAY else {}
        days = [weekday(one, **places) for one in sorted(rule.weekdays)]
    found = rrule(
        _FREQUENCIES[rule.frequency],
        dtstart=datetime.combine(rule.starts_on, datetime.min.time()),
        interval=rule.interval,
        wkst=MO,
        until=datetime.combine(min(rule.until or furthest, furthest), datetime.min.time()),
        byweekday=days,
        bymonthday=rule.month_day if rule.frequency == Frequency.MONTHLY_DAY else None,
    )
    return (one.date() for one in islice(found, rule.count))


def _with_exceptions(rule: Rule, found: list[date]) -> list[date]:
    return sorted((set(found) | rule.extra) - rule.without)


def _moved_in_week(rule: Rule, later: Rule, days: int) -> Rule | None:
    """The weekdays move along. Where weeks are skipped, all of them have to stay in one week."""
    weeks = {(one + days) // WEEK for one in rule.weekdays}
    if rule.interval > 1 and len(weeks) > 1:
        return None
    return replace(later, weekdays=frozenset((one + days) % WEEK for one in rule.weekdays))


def _moved_in_month(rule: Rule, later: Rule, days: int) -> Rule | None:
    """The day moves along within the days that every month has."""
    place = rule.month_day + days
    stays = 1 <= rule.month_day <= EVERY_MONTH_HAS and 1 <= place <= EVERY_MONTH_HAS
    return replace(later, month_day=place) if stays else None
