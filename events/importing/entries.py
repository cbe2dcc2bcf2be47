"""One event as a file says it, whatever kind of file that is, and what is wrong with it."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from common.written import First
from events.recurrence import Rule

LONGEST_TITLE, LONGEST_TEXT, LONGEST_PLACE, LONGEST_LINK = 160, 20_000, 200, 500
LONGEST_UID = 255
MOST_SEATS = 100_000


class Column(StrEnum):
    """What a column of a table, or a line of a calendar, says."""

    KEY = "key"
    TITLE = "title"
    DATE = "date"
    START = "start"
    END = "end"
    LAST_DAY = "last_day"
    ZONE = "zone"
    PLACE = "place"
    LINK = "link"
    SEATS = "seats"
    ONLINE_SEATS = "online_seats"
    KIND = "kind"
    LANGUAGE = "language"
    TOPICS = "topics"
    DESCRIPTION = "description"
    RULE = "rule"


class Fault(StrEnum):
    """What can be wrong with a file or a row of it."""

    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    TOO_MANY_ROWS = "too-many-rows"
    TOO_MANY_COLUMNS = "too-many-columns"
    TOO_MANY_DRAFTS = "too-many-drafts"
    NOT_UTF8 = "not-utf8"
    NOT_ICS = "not-ics"
    NOT_CSV = "not-csv"
    NO_ROWS = "no-rows"
    NO_EVENTS = "no-events"
    COLUMN_MISSING = "column-missing"
    COLUMN_TWICE = "column-twice"
    TOO_MANY_CELLS = "too-many-cells"
    MISSING = "missing"
    UNSEEN = "unseen"
    TOO_LONG = "too-long"
    NO_START = "no-start"
    BROKEN_DATE = "broken-date"
    UNSETTLED_DATE = "unsettled-date"
    BROKEN_TIME = "broken-time"
    NO_ZONE = "no-zone"
    ENDS_FIRST = "ends-first"
    MISSING_TIME = "missing-time"
    BROKEN_RULE = "broken-rule"
    ENDLESS_RULE = "endless-rule"
    LONG_RULE = "long-rule"
    NO_LINK = "no-link"
    NO_NUMBER = "no-number"
    NO_KIND = "no-kind"
    NO_LANGUAGE = "no-language"
    KEY_TWICE = "key-twice"


class Note(StrEnum):
    """What had to be assumed of an event."""

    ALL_DAY = "all-day"
    NO_END = "no-end"
    FLOATING = "floating"
    NO_PLACE = "no-place"
    CUT = "cut"


class Skip(StrEnum):
    """Why an event is passed over."""

    CANCELLED = "cancelled"
    PRIVATE = "private"
    OVER = "over"


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong; ``value`` is what stands there, ``other`` a limit or whatever else the fault speaks of."""

    fault: Fault
    column: Column | None = None
    value: str = ""
    other: str = ""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One event of a file, in wall time. ``number`` is its row, or its place among the events of a calendar."""

    number: int
    uid: str
    recurrence: str = ""
    title: str = ""
    text: str = ""
    place: str = ""
    link: str = ""
    starts: datetime | None = None
    ends: datetime | None = None
    zone: str = ""
    rule: Rule | None = None
    kind: str = ""
    language: str = ""
    seats: Mapping[str, int] = field(default_factory=dict)
    topics: tuple[str, ...] = ()
    skipped: Skip | None = None
    notes: tuple[Note, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def digest(self) -> str:
        """The same for two entries that say the same about an event; where it stands in the file says nothing."""
        rule = self.rule
        said = (
            self.title,
            self.text,
            self.place,
            self.link,
            self.starts,
            self.ends,
            self.zone,
            rule and (rule.frequency, rule.interval, sorted(rule.weekdays), rule.place, rule.month_day, rule.until),
            rule and (rule.starts_on, rule.count, sorted(rule.without), sorted(rule.extra)),
            self.kind,
            self.language,
            sorted(self.seats.items()),
            self.topics,
        )
        return hashlib.sha256(repr(said).encode(errors="surrogatepass")).hexdigest()


@dataclass(frozen=True, kw_only=True)
class Order:
    """How days like ``example`` are read: what stands ``first`` in them, if that is known.

    ``proof``: a day of the same file that can be read in one way only; without it somebody has said so.
    """

    example: str
    first: First | None
    proof: str = ""


@dataclass(frozen=True, kw_only=True)
class Batch:
    """What a file says, what is wrong with the whole of it, and the columns nobody knows."""

    source: str
    entries: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    order: Order | None = None


def shortened(uid: str) -> str:
    """``uid`` as it is kept: one that is too long by its digest."""
    return (
        uid if len(uid) <= LONGEST_UID else f"sha256:{hashlib.sha256(uid.encode(errors='surrogatepass')).hexdigest()}"
    )
