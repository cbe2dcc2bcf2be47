"""Which zone of the world a calendar file means: by its name, or by when its clocks turn. Knows no Django."""

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache, lru_cache
from zoneinfo import ZoneInfo, available_timezones

from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

HOUR = timedelta(hours=1)
WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
MOST_ZONES, MOST_TURNS = 50, 400  # in one file; the whole history of a zone has fewer turns
MOST_TURNS_A_YEAR = 12  # no clocks turn more often than four times


@dataclass(frozen=True, kw_only=True)
class Turn:
    """The clocks turn each year on the ``week``-th such weekday of a month, or the last (-1); month 0: never again."""

    before: timedelta
    after: timedelta
    month: int = 0
    week: int = 0
    weekday: int = 0
    at: time = time()

    def moment(self, year: int) -> datetime:
        """The instant of that year."""
        first = date(year, self.month, 1)
        if self.week > 0:
            day = first + timedelta(days=(self.weekday - first.weekday()) % 7 + 7 * (self.week - 1))
        else:
            last = date(year + self.month // 12, self.month % 12 + 1, 1) - timedelta(days=1)
            day = last - timedelta(days=(last.weekday() - self.weekday) % 7 + 7 * (-self.week - 1))
        return datetime.combine(day, self.at, tzinfo=UTC) - self.before


@dataclass(frozen=True, kw_only=True)
class ZoneRules:
    """A zone as a file describes it."""

    location: str = ""
    turns: tuple[Turn, ...] = ()


def zone_of(name: str, rules: ZoneRules | None, *, year: int, prefer: str) -> str:
    """The zone that is meant; empty where we know none. ``prefer``: the one to take where several turn alike."""
    return named(name) or (rules and (named(rules.location) or _alike(rules, year, prefer))) or ""


@lru_cache(1_000)
def named(name: str) -> str:
    """By its own name, by that of Windows, or by a path that ends in its name."""
    plain = name.strip().strip('"').casefold()
    if plain in _by_name():
        return _by_name()[plain]
    parts = plain.split("/")
    for length in (3, 2):
        if len(parts) > length and (found := _by_name().get("/".join(parts[-length:]))):
            return found
    return ""


@cache
def _by_name() -> dict[str, str]:
    known = {name.casefold(): name for name in _zones()}
    windows = {name.casefold(): zone for name, zone in WINDOWS_TO_OLSON.items() if zone in available_timezones()}
    return {**windows, **known, "utc": "UTC", "gmt": "UTC", "z": "UTC", "etc/utc": "UTC"}


@cache
def _zones() -> tuple[str, ...]:
    return tuple(sorted(name for name in available_timezones() if "/" in name and not name.startswith("Etc/")))


@cache
def _common() -> tuple[str, ...]:
    """The zones that have a name of their own in Windows."""
    return tuple(dict.fromkeys(zone for zone in WINDOWS_TO_OLSON.values() if zone in _zones()))


@lru_cache(1_000)
def _alike(rules: ZoneRules, year: int, prefer: str) -> str:
    """A zone whose clocks turn as ``rules`` say, in that year."""
    yearly = list(dict.fromkeys(turn for turn in rules.turns if turn.month))
    fixed = [turn for turn in rules.turns if not turn.month][-1:]
    if not (yearly or fixed) or len(yearly) > MOST_TURNS_A_YEAR:
        return ""
    try:
        moments = [(turn.moment(year), turn) for turn in yearly]
    except ValueError:  # the fifth Sunday of a month that has four
        return ""

    def fits(name: str) -> bool:
        zone = ZoneInfo(name)
        if not yearly:
            ends = (datetime(year, month, 1, tzinfo=UTC).astimezone(zone).utcoffset() for month in (1, 7))
            return all(offset == fixed[0].after for offset in ends)
        return all(
            (moment - HOUR).astimezone(zone).utcoffset() == turn.before
            and (moment + HOUR).astimezone(zone).utcoffset() == turn.after
            for moment, turn in moments
        )

    return next((name for name in (prefer, *_common(), *_zones()) if fits(name)), "")


def turn_of(lines: dict[str, str]) -> Turn | None:
    """One STANDARD or DAYLIGHT part of a VTIMEZONE; None where it can't be read."""
    before, after = _offset(lines.get("TZOFFSETFROM", "")), _offset(lines.get("TZOFFSETTO", ""))
    if before is None or after is None:
        return None
    rule = dict(part.partition("=")[::2] for part in lines.get("RRULE", "").upper().split(";"))
    day = re.fullmatch(r"([+-]?[1-5])(MO|TU|WE|TH|FR|SA|SU)", rule.get("BYDAY", ""))
    month = rule.get("BYMONTH", "")
    begins = re.fullmatch(r"\d{8}T([01]\d|2[0-3])([0-5]\d)\d\d", lines.get("DTSTART", ""))
    if "RRULE" not in lines or not (day and begins and month.isdecimal() and 1 <= int(month) <= 12):  # noqa: PLR2004  # months
        return Turn(before=before, after=after)
    return Turn(
        before=before,
        after=after,
        month=int(month),
        week=int(day[1]),
        weekday=WEEKDAYS.index(day[2]),
        at=time(int(begins[1]), int(begins[2])),
    )


def _offset(text: str) -> timedelta | None:
    found = re.fullmatch(r"([+-])(\d\d)([0-5]\d)(\d\d)?", text.strip())
    if not found:
        return None
    size = timedelta(hours=int(found[2]), minutes=int(found[3]))
    return -size if found[1] == "-" else size
