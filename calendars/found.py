"""What was found in a calendar file, and what is wrong with it. Knows no Django."""

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum


class Flaw(StrEnum):
    """What can be wrong with a file, or with one event in it."""

    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    NOT_UTF8 = "not-utf8"
    NOT_ICS = "not-ics"
    NO_EVENTS = "no-events"
    NO_START = "no-start"
    BROKEN_DATE = "broken-date"
    NO_ZONE = "no-zone"
    BROKEN_RULE = "broken-rule"


class Note(StrEnum):
    """What had to be assumed."""

    ALL_DAY = "all-day"
    NO_END = "no-end"
    FLOATING = "floating"


@dataclass(frozen=True, kw_only=True)
class Trouble:
    """Something wrong; ``part`` is the name of the line, ``value`` what stands there."""

    flaw: Flaw
    part: str = ""
    value: str = ""


@dataclass(frozen=True, kw_only=True)
class Repetition:
    """A rule as it stands in the file, and the days that are exceptions from it."""

    parts: dict[str, list[object]]
    until: date | None = None
    without: frozenset[date] = frozenset()
    extra: frozenset[date] = frozenset()


@dataclass(frozen=True, kw_only=True)
class Found:
    """One event of a file, in wall time. ``recurrence`` names the one date of a series that it is about."""

    number: int
    uid: str
    recurrence: str = ""
    sequence: int = 0
    title: str = ""
    text: str = ""
    place: str = ""
    link: str = ""
    topics: tuple[str, ...] = ()
    is_cancelled: bool = False
    is_private: bool = False
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str = ""
    repeats: Repetition | None = None
    notes: tuple[Note, ...] = ()
    troubles: tuple[Trouble, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Diary:
    """What a file holds, in its order, or why it can't be read."""

    found: list[Found] = field(default_factory=list)
    trouble: Trouble | None = None
