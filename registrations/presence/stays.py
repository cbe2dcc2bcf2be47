"""From when to when people were in a meeting: put together, and measured against the session."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

TOLERANCE = 60  # seconds; durations are rounded to minutes


@dataclass(frozen=True, kw_only=True)
class Window:
    """From when to when a session was held."""

    starts: datetime
    ends: datetime

    @property
    def seconds(self) -> int:
        """How long it was."""
        return int((self.ends - self.starts).total_seconds())


@dataclass(frozen=True, kw_only=True)
class Stay:
    """One stay in a meeting: when, for how long, or both.

    Where it is much shorter than from its start to its end, somebody was away in between, nobody knows when.
    """

    starts: datetime | None = None
    ends: datetime | None = None
    seconds: int | None = None

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when; None where that is not known throughout."""
        if self.starts is None or self.ends is None:
            return None
        whole = (self.ends - self.starts).total_seconds()
        is_broken = self.seconds is not None and self.seconds + TOLERANCE < whole
        return None if is_broken else (self.starts, self.ends)


def merged(spans: Iterable[tuple[datetime, datetime]]) -> list[tuple[datetime, datetime]]:
    """The same time without overlaps, in order: two devices at once are one person."""
    found: list[tuple[datetime, datetime]] = []
    for starts, ends in sorted(spans):
        if ends <= starts:
            continue
        if found and starts <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], ends))
        else:
            found.append((starts, ends))
    return found


def seconds_within(stays: Iterable[Stay], window: Window) -> int:
    """For how long somebody with these ``stays`` was there while the session was held."""
    known, loose = [], 0
    for stay in stays:
        if span := stay.span:
            known.append(span)
        else:
            loose += min(_most(stay, window), stay.seconds or 0)
    exact = sum(_overlap(span, window) for span in merged(known))
    return min(window.seconds, exact + loose)


def _most(stay: Stay, window: Window) -> int:
    """For how long at most somebody was there who was away in between, or of whom no time is known."""
    if stay.starts is None or stay.ends is None:
        return window.seconds
    return _overlap((stay.starts, stay.ends), window)


def _overlap(span: tuple[datetime, datetime], window: Window) -> int:
    starts, ends = max(span[0], window.starts), min(span[1], window.ends)
    return max(0, int((ends - starts).total_seconds()))


def minutes_of(seconds: int) -> int:
    """In whole minutes, as one would say it."""
    return (seconds + 30) // 60
