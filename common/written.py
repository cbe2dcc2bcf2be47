"""Days and times of day as people and their programs write them: in English or German, by 12 hours or by 24.

Knows no Django. What can't be told from one text alone, as which part of 3/4/2027 is the month, is asked of whoever
has more of them.
"""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from enum import StrEnum

MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "jan january januar",
            "feb february februar",
            "mar march mär märz mrz",
            "apr april",
            "may mai",
            "jun june juni",
            "jul july juli",
            "aug august",
            "sep sept september",
            "oct october okt oktober",
            "nov november",
            "dec december dez dezember",
        ),
        1,
    )
    for name in names.split()
}
CLOCK = re.compile(r"(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*(am|pm)?(?:\s*uhr)?", re.IGNORECASE)
HOUR = re.compile(r"(\d{1,2})()()\s*(?:(am|pm)|uhr)", re.IGNORECASE)
SLASHED = re.compile(r"(?P<a>\d{1,2})[/-](?P<b>\d{1,2})[/-](?P<y>\d{4}|\d{2})")
CLEAR = (
    re.compile(r"(?P<y>\d{4})[/-](?P<m>\d{1,2})[/-](?P<d>\d{1,2})"),
    re.compile(r"(?P<d>\d{1,2})\.\s*(?P<m>\d{1,2})\.\s*(?P<y>\d{4}|\d{2})"),
    re.compile(r"(?P<m>[^\W\d]+)\.?\s+(?P<d>\d{1,2}),?\s+(?P<y>\d{4})"),
    re.compile(r"(?P<d>\d{1,2})\.?\s+(?P<m>[^\W\d]+)\.?,?\s+(?P<y>\d{4})"),
)


class First(StrEnum):
    """What stands first in a day like 3/4/2027."""

    DAY = "day"
    MONTH = "month"


@dataclass(frozen=True, kw_only=True)
class Readings:
    """The days that a text may name: with the month first, and with the day first; none, where there is no such day."""

    month_first: date | None = None
    day_first: date | None = None

    @property
    def only(self) -> date | None:
        """The day, where there is but one that it may be."""
        days = {self.month_first, self.day_first} - {None}
        return days.pop() if len(days) == 1 else None

    @property
    def are_two(self) -> bool:
        """Whether it depends on what stands first."""
        return None not in {self.month_first, self.day_first} and self.month_first != self.day_first

    @property
    def settles(self) -> First | None:
        """What this text shows to stand first, for others like it."""
        if (self.month_first is None) == (self.day_first is None):
            return None
        return First.DAY if self.month_first is None else First.MONTH

    def by(self, first: First) -> date | None:
        """The day, as somebody writes it who writes ``first`` first."""
        return self.day_first if first == First.DAY else self.month_first


def readings(text: str) -> Readings:
    """The days that ``text`` may name."""
    text = with_plain_spaces(text)
    if found := SLASHED.fullmatch(text):
        return Readings(
            month_first=_date(found["y"], found["a"], found["b"]),
            day_first=_date(found["y"], found["b"], found["a"]),
        )
    for pattern in CLEAR:
        if found := pattern.fullmatch(text):
            month = found["m"] if found["m"].isdecimal() else str(MONTHS.get(found["m"].casefold(), 0))
            day = _date(found["y"], month, found["d"])
            return Readings(month_first=day, day_first=day)
    return Readings()


def settled(days: Iterable[Readings]) -> First | None:
    """What stands first in all of ``days``; nothing, where none of them shows it, or they don't agree."""
    shown = {day.settles for day in days} - {None}
    return shown.pop() if len(shown) == 1 else None


def read_clock(text: str) -> time | None:
    """The time of day: "9:30", "09.30 Uhr", "9:30 p.m.", "9 am"."""
    text = with_plain_spaces(text)
    found = CLOCK.fullmatch(text) or HOUR.fullmatch(text)
    return wall_time(found) if found else None


def wall_time(found: re.Match[str]) -> time | None:
    """The time of day that ``CLOCK`` or ``HOUR`` has found, if there is such a one."""
    hour, minute, second = (int(found[number] or 0) for number in (1, 2, 3))
    if half := (found[4] or "").lower():
        if not 1 <= hour <= 12:  # noqa: PLR2004  # on that clock
            return None
        hour = hour % 12 + (12 if half == "pm" else 0)
    try:
        return time(hour, minute, second)
    except ValueError:
        return None


def with_plain_spaces(text: str) -> str:
    """``text`` with single, plain spaces; "p.m." as "pm"."""
    text = " ".join(unicodedata.normalize("NFKC", text).split())
    return re.sub(r"\b([ap])\.\s?m\.?$", r"\1m", text, flags=re.IGNORECASE)


def _date(year: str, month: str, day: str) -> date | None:
    try:
        return date(int(year) + (2000 if len(year) == 2 else 0), int(month), int(day))  # noqa: PLR2004  # digits
    except ValueError:
        return None
