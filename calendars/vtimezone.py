"""VTIMEZONE, written from the zone data of this machine. No Django here.

A zone that changes on the same weekday of the same month every year is written as yearly
RRULE + BYDAY, the one form that every calendar program reads right; any other zone as one
observance per change. It starts the year before the first year it is asked for.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

# A rule has to hold this long to be called one: a zone whose day wanders (the first Sunday
# *after the 2nd*) agrees with "first Sunday" for some years and then does not.
HORIZON_YEARS = 12
# Nothing changes twice within a week: the shortest summer time of our day takes a Ramadan.
STEP_SECONDS = 7 * 86_400
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
LAST = -1


@dataclass(frozen=True)
class Change:
    """One change of the clock; ``onset`` is the wall time shown when it happens."""

    onset: datetime
    before: timedelta
    after: timedelta
    name: str

    @property
    def numbers(self) -> set[int]:
        """How BYDAY may count its weekday: from the front, and from the back if it is the last."""
        is_last = (self.onset + timedelta(days=7)).month != self.onset.month
        return {(self.onset.day + 6) // 7} | ({LAST} if is_last else set())


@lru_cache(maxsize=512)
def write(zone: str, first_year: int, last_year: int) -> str:
    """The VTIMEZONE of ``zone``, right for everything from ``first_year`` to ``last_year``."""
    info = ZoneInfo(zone)
    start = first_year - 1
    changes = _changes(info, start, last_year + 1)
    begins = _begin(info, start)
    offsets = {begins.after, *(change.after for change in changes)}
    summer = {offset for offset in offsets if offset > min(offsets)} if _saves_daylight(info, start, changes) else set()
    rules = _rules(info, start, last_year + 1) if changes else {}
    if rules:
        observances = [_observance(rules[day], is_summer=rules[day].after in summer, byday=day) for day in rules]
    else:
        observances = [_observance(change, is_summer=change.after in summer) for change in (begins, *changes)]
    return "".join(("BEGIN:VTIMEZONE\r\n", f"TZID:{zone}\r\n", *observances, "END:VTIMEZONE\r\n"))


def _changes(info: ZoneInfo, first_year: int, last_year: int) -> list[Change]:
    """Every change of the clock from the start of ``first_year`` to the end of ``last_year``."""
    return list(_walk(info, _seconds(first_year), _seconds(last_year + 1)))


def _walk(info: ZoneInfo, here: int, end: int) -> Iterator[Change]:
    while here < end:
        there = min(here + STEP_SECONDS, end)
        if _offset(info, here) != _offset(info, there):
            yield _find(info, here, there)
        here = there


def _find(info: ZoneInfo, before: int, after: int) -> Change:
    """Halve the stretch between two different offsets until it is one second."""
    offset = _offset(info, before)
    while after - before > 1:
        middle = (before + after) // 2
        if _offset(info, middle) == offset:
            before = middle
        else:
            after = middle
    then = datetime.fromtimestamp(after, info)
    onset = (datetime.fromtimestamp(after, UTC) + offset).replace(tzinfo=None)
    return Change(onset, offset, _offset(info, after), then.tzname() or "")


def _begin(info: ZoneInfo, year: int) -> Change:
    """The state in which the year begins, as if the clock had been set to it then."""
    first = datetime(year, 1, 1, tzinfo=info)
    offset = first.utcoffset() or timedelta()
    return Change(first.replace(tzinfo=None), offset, offset, first.tzname() or "")


def _rules(info: ZoneInfo, first_year: int, last_year: int) -> dict[str, Change]:
    """RRULE parts by which the zone changes every year, each with its first change; or nothing."""
    last_year = max(last_year, first_year + HORIZON_YEARS)
    alike = defaultdict(list)
    for change in _changes(info, first_year, last_year):
        onset = change.onset
        alike[change.before, change.after, change.name, onset.month, onset.weekday(), onset.time()].append(change)
    rules = {}
    for changes in alike.values():
        numbers = set.intersection(*(change.numbers for change in changes))
        if [change.onset.year for change in changes] != list(range(first_year, last_year + 1)) or not numbers:
            return {}
        onset = changes[0].onset
        number = LAST if LAST in numbers else min(numbers)
        rules[f"BYDAY={number}{WEEKDAYS[onset.weekday()]};BYMONTH={onset.month}"] = changes[0]
    return rules


def _saves_daylight(info: ZoneInfo, first_year: int, changes: list[Change]) -> bool:
    """Whether the changes are those of summer and winter. Ireland's and Morocco's data have them the other way round."""
    moments = [datetime(first_year, 1, 1, tzinfo=info)]
    moments += [(change.onset + timedelta(days=1)).replace(tzinfo=info) for change in changes]
    return any(moment.dst() for moment in moments)


def _observance(change: Change, *, is_summer: bool, byday: str = "") -> str:
    kind = "DAYLIGHT" if is_summer else "STANDARD"
    rule = f"RRULE:FREQ=YEARLY;{byday}\r\n" if byday else ""
    return (
        f"BEGIN:{kind}\r\n"
        f"DTSTART:{change.onset:%Y%m%dT%H%M%S}\r\n"
        f"{rule}"
        f"TZNAME:{change.name}\r\n"
        f"TZOFFSETFROM:{_signed(change.before)}\r\n"
        f"TZOFFSETTO:{_signed(change.after)}\r\n"
        f"END:{kind}\r\n"
    )


def _signed(offset: timedelta) -> str:
    seconds = int(offset.total_seconds())
    hours, rest = divmod(abs(seconds), 3_600)
    minutes, rest = divmod(rest, 60)
    return f"{'-' if seconds < 0 else '+'}{hours:02}{minutes:02}" + (f"{rest:02}" if rest else "")


def _offset(info: ZoneInfo, seconds: int) -> timedelta:
    return datetime.fromtimestamp(seconds, info).utcoffset() or timedelta()


def _seconds(year: int) -> int:
    return int(datetime(year, 1, 1, tzinfo=UTC).timestamp())
