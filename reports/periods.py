"""Quarters and years: the only periods that have figures, since two that overlap would say what lies between them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta, tzinfo
from typing import Any

QUARTERS = (1, 2, 3, 4)
MONTHS = 3
# By then lists are closed and corrected, and most feedback is over.
DRAWN_UP_AFTER = timedelta(days=21)

_WRITTEN = re.compile(r"(\d{4})(?:-[Qq]([1-4]))?")


@dataclass(frozen=True, order=True)
class Quarter:
    """Three months of a year."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year}-Q{self.number}"

    @property
    def following(self) -> "Quarter":
        """The one after it."""
        return Quarter(self.year, self.number + 1) if self.number < len(QUARTERS) else Quarter(self.year + 1, 1)

    def starts_at(self, zone: tzinfo) -> datetime:
        """Its first moment on the clocks of ``zone``."""
        return datetime(self.year, MONTHS * (self.number - 1) + 1, 1, tzinfo=zone)

    def ends_at(self, zone: tzinfo) -> datetime:
        """The first moment after it."""
        return self.following.starts_at(zone)

    def is_due(self, at: datetime, zone: tzinfo) -> bool:
        """Whether its figures can be drawn up at ``at``."""
        return self.ends_at(zone) + DRAWN_UP_AFTER <= at


@dataclass(frozen=True)
class Period:
    """A quarter, or a whole year where ``number`` is nothing."""

    year: int
    number: int | None = None

    def __str__(self) -> str:
        return str(self.year) if self.number is None else str(Quarter(self.year, self.number))

    @property
    def is_year(self) -> bool:
        """Whether it is made of quarters."""
        return self.number is None

    def starts_at(self, zone: tzinfo) -> datetime:
        """Its first moment on the clocks of ``zone``."""
        return Quarter(self.year, self.number or QUARTERS[0]).starts_at(zone)

    def ends_at(self, zone: tzinfo) -> datetime:
        """The first moment after it."""
        return Quarter(self.year, self.number or QUARTERS[-1]).ends_at(zone)

    def has(self, quarter: Quarter) -> bool:
        """Whether ``quarter`` is a part of it."""
        return quarter.year == self.year and self.number in (None, quarter.number)


def quarter_of(at: datetime, zone: tzinfo) -> Quarter:
    """The one into which ``at`` falls on the clocks of ``zone``."""
    local = at.astimezone(zone)
    return Quarter(local.year, (local.month - 1) // MONTHS + 1)


def due_quarters(first: datetime, *, at: datetime, zone: tzinfo) -> list[Quarter]:
    """All from the one of ``first`` on whose figures can be drawn up at ``at``."""
    found, quarter = [], quarter_of(first, zone)
    while quarter.is_due(at, zone):
        found.append(quarter)
        quarter = quarter.following
    return found


def read(text: str) -> Period | None:
    """What is written as ``2026`` or ``2026-Q3``."""
    found = _WRITTEN.fullmatch(text)
    return Period(int(found[1]), int(found[2]) if found[2] else None) if found else None


def in_two_fields(options: Mapping[str, Any]) -> Period:
    """The one that was chosen as a year and a part of it."""
    return Period(options["year"], options["quarter"] or None)


def of_options(options: Mapping[str, Any]) -> Period | None:
    """The one that was chosen about a document, if it is about one."""
    if "year" in options:
        return in_two_fields(options)
    return read(str(options.get("period", "")))


def periods(quarters: list[Quarter]) -> list[Period]:
    """Everything that can be looked at where there are figures of ``quarters``: latest first, each year before its own."""
    found: list[Period] = []
    for quarter in sorted(quarters, reverse=True):
        year = Period(quarter.year)
        found += [] if year in found else [year]
        found.append(Period(quarter.year, quarter.number))
    return found
