"""Sharing the bad hours: at which of some times each of several meetings begins, so that no office bears the most.

What a time costs an office is how many minutes the meeting would have to move to lie within its working hours; on a
day on which nobody works there it costs a whole day. What none of the times can spare an office counts for nothing,
or a holiday would be a licence to burden everybody else. The plan with the least for whoever bears the most is taken,
and among those the one with the least altogether. Plans are built meeting by meeting. Of two that have come as far,
one that costs no office less than the other is dropped, which loses nothing; only beyond MOST_PLANS are the better
ones kept and the rest left. So with few meetings and times the answer is exact, and it says whether it is.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SATURDAY = 5
DAY = 24 * 60
MOST_PLANS = 100

Costs = tuple[int, ...]


@dataclass(frozen=True, kw_only=True)
class Office:
    """A place of work with its clocks, its hours and its days off."""

    key: int
    name: str
    zone: str
    starts: time
    ends: time
    people: int = 0
    days_off: frozenset[date] = frozenset()

    def is_off(self, day: date) -> bool:
        """Whether nobody works there on that day."""
        return day.weekday() >= SATURDAY or day in self.days_off

    def cost(self, starts_at: datetime, ends_at: datetime) -> int:
        """How many minutes it would have to move to lie within the hours of the office; a day where it is off."""
        zone = ZoneInfo(self.zone)
        begin, end = starts_at.astimezone(zone), ends_at.astimezone(zone)
        if self.is_off(begin.date()) or self.is_off(end.date()):
            return DAY
        first, last = _minutes(self.starts), _minutes(self.ends)
        start, length = begin.hour * 60 + begin.minute, int((ends_at - starts_at).total_seconds()) // 60
        if first <= start and start + length <= last:
            return 0
        if length > last - first:  # it can't lie within: what is outside of them counts
            return min(DAY, max(first - start, 0) + max(start + length - last, 0))
        return min((first - start) % DAY, (start + length - last) % DAY)


@dataclass(frozen=True, kw_only=True)
class Rotation:
    """Which time each meeting takes, by its number, and what that costs each office beyond what can't be spared."""

    chosen: tuple[int, ...]
    costs: Costs
    is_exact: bool

    @property
    def rank(self) -> tuple[int, int]:
        """By what plans are compared: the most that one office bears, then the sum."""
        return _rank(self.costs)


def shared(meetings: Sequence[Sequence[Costs]]) -> Rotation:
    """Choose for each of ``meetings`` one of its times, each given by what it costs every office."""
    meetings = [spared(times) for times in meetings]
    offices = len(meetings[0][0]) if meetings and meetings[0] else 0
    plans: dict[Costs, tuple[int, ...]] = {(0,) * offices: ()}
    is_exact = True
    for times in meetings:
        longer: dict[Costs, tuple[int, ...]] = {}
        for total, chosen in plans.items():
            for number, costs in enumerate(times):
                together = tuple(a + b for a, b in zip(total, costs, strict=True))
                longer.setdefault(together, (*chosen, number))
        plans, is_whole = _worth_keeping(longer)
        is_exact = is_exact and is_whole
    costs = min(plans, key=lambda each: (_rank(each), plans[each]))
    return Rotation(chosen=plans[costs], costs=costs, is_exact=is_exact)


def rank_of(chosen: Sequence[int], meetings: Sequence[Sequence[Costs]]) -> tuple[int, int]:
    """By what a plan is compared that takes these times."""
    costs = [spared(times)[number] for times, number in zip(meetings, chosen, strict=True)]
    return _rank(tuple(map(sum, zip(*costs, strict=True))))


def spared(times: Sequence[Costs]) -> list[Costs]:
    """What the times of a meeting cost every office beyond what each of them costs it."""
    least = [min(costs) for costs in zip(*times, strict=True)]
    return [tuple(cost - low for cost, low in zip(costs, least, strict=True)) for costs in times]


def _worth_keeping(plans: dict[Costs, tuple[int, ...]]) -> tuple[dict[Costs, tuple[int, ...]], bool]:
    """Those that no other one beats at every office, and whether those are all of them."""
    kept: list[Costs] = []
    for costs in sorted(plans, key=_rank_by_sum):
        if any(all(a <= b for a, b in zip(other, costs, strict=True)) for other in kept):
            continue
        kept.append(costs)
    is_whole = len(kept) <= MOST_PLANS
    if not is_whole:
        kept = sorted(kept, key=_rank)[:MOST_PLANS]
    return {costs: plans[costs] for costs in kept}, is_whole


def _rank(costs: Costs) -> tuple[int, int]:
    return max(costs, default=0), sum(costs)


def _rank_by_sum(costs: Costs) -> tuple[int, Costs]:
    return sum(costs), costs


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


@dataclass(frozen=True, kw_only=True)
class ClockChange:
    """A night on which the clocks of an office change, and by how many minutes they go forward."""

    office: Office
    day: date
    minutes: int


def clock_changes(office: Office, first: datetime, last: datetime) -> list[ClockChange]:
    """Every change of the clocks of ``office`` between two moments."""
    zone, found, at = ZoneInfo(office.zone), [], first
    while at < last:
        later = min(at + timedelta(days=1), last)
        before, after = at.astimezone(zone).utcoffset(), later.astimezone(zone).utcoffset()
        if before is not None and after is not None and before != after:
            minutes = int((after - before).total_seconds()) // 60
            found.append(ClockChange(office=office, day=later.astimezone(zone).date(), minutes=minutes))
        at = later
    return found
