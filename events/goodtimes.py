"""Which times suit how many people. Pure: hours, days off and what else people have; no names leave this module.

People of one group keep the same hours by the same clocks and have the same days off. Somebody is free at a time
that lies within their working hours, on none of their days off, while they have nothing else.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import accumulate
from typing import Any
from zoneinfo import ZoneInfo

from events.walltime import NonexistentTimeError, to_utc

SATURDAY = 5
STEP = 30  # minutes from one time that is looked at to the next
EARLIEST, LATEST = 7, 20  # o'clock, by the clocks of whoever plans

Span = tuple[datetime, datetime]


@dataclass(frozen=True, kw_only=True)
class Group:
    """So many people at ``place`` who work from ``starts`` to ``ends`` on working days but ``days_off``."""

    key: Hashable
    place: int | None
    zone: str
    starts: time
    ends: time
    people: int
    days_off: frozenset[date] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Slot:
    """A time, and how many could come: altogether, and by the place where they work."""

    starts_at: datetime
    free: int
    by_place: Mapping[int | None, int] = field(default_factory=dict)


def times_between(first: date, last: date, *, zone: str, length: timedelta) -> list[datetime]:
    """Every half hour of the working days from ``first`` to ``last`` at which something of that length may begin."""
    found = []
    for number in range((last - first).days + 1):
        day = first + timedelta(days=number)
        if day.weekday() >= SATURDAY:
            continue
        for minutes in range(EARLIEST * 60, LATEST * 60, STEP):
            if timedelta(minutes=minutes) + length > timedelta(hours=LATEST):
                break
            try:
                found.append(to_utc(day, time(minutes // 60, minutes % 60), zone))
            except NonexistentTimeError:
                continue
    return found


def overlapped(starts: Sequence[datetime], length: timedelta, spans: Iterable[Span]) -> list[tuple[int, int]]:
    """Which of the sorted ``starts`` meet one of ``spans``, as ranges of their numbers that have no number twice."""
    ranges = sorted(
        (bisect_right(starts, begin - length), bisect_left(starts, end)) for begin, end in spans if begin < end
    )
    merged: list[tuple[int, int]] = []
    for low, high in ranges:
        if low >= high:
            continue
        if merged and low <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], high))
        else:
            merged.append((low, high))
    return merged


def slots(
    starts: Sequence[datetime],
    length: timedelta,
    groups: Sequence[Group],
    busy: Mapping[Any, Mapping[Any, Sequence[Span]]],
) -> list[Slot]:
    """How many are free at each of the sorted ``starts``. ``busy``: by the key of a group what each of them has."""
    by_place: list[dict[int | None, int]] = [{} for _ in starts]
    clocks: dict[str, list[tuple[datetime, datetime]]] = {}
    for group in groups:
        if group.zone not in clocks:
            zone = ZoneInfo(group.zone)
            clocks[group.zone] = [(at.astimezone(zone), (at + length).astimezone(zone)) for at in starts]
        taken = _taken(starts, length, busy.get(group.key, {}).values())
        for number, (begin, end) in enumerate(clocks[group.zone]):
            if _works(group, begin, end):
                found = by_place[number]
                found[group.place] = found.get(group.place, 0) + group.people - taken[number]
    return [
        Slot(starts_at=at, free=sum(found.values()), by_place=found) for at, found in zip(starts, by_place, strict=True)
    ]


def _taken(starts: Sequence[datetime], length: timedelta, people: Iterable[Sequence[Span]]) -> list[int]:
    """How many of ``people`` have something at each of ``starts``: steps up and down, added up from the first on."""
    steps = [0] * (len(starts) + 1)
    for spans in people:
        for low, high in overlapped(starts, length, spans):
            steps[low] += 1
            steps[high] -= 1
    return list(accumulate(steps))


def _works(group: Group, begin: datetime, end: datetime) -> bool:
    """Whether from ``begin`` to ``end``, by the clocks of ``group``, lies within their working hours on a working day."""
    day = begin.date()
    return (
        day == end.date()
        and day.weekday() < SATURDAY
        and group.starts <= begin.time()
        and end.time() <= group.ends
        and day not in group.days_off
    )


def best(found: Iterable[Slot], length: timedelta, *, most: int, per_day: int = 2, zone: str) -> list[Slot]:
    """The best of ``found``, the most people first, then the soonest; none that meets one already named."""
    chosen: list[Slot] = []
    days: dict[date, int] = {}
    for slot in sorted(found, key=lambda each: (-each.free, each.starts_at)):
        day = slot.starts_at.astimezone(ZoneInfo(zone)).date()
        meets = any(abs(slot.starts_at - other.starts_at) < length for other in chosen)
        if slot.free and not meets and days.get(day, 0) < per_day:
            chosen.append(slot)
            days[day] = days.get(day, 0) + 1
            if len(chosen) == most:
                break
    return chosen
