"""Who has earned a certificate. Knows no Django: sessions and minutes in, yes or no out."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

WHOLE = 100


class By(StrEnum):
    """What is counted."""

    EVERY_SESSION = "all_sessions"
    SESSIONS = "share_of_sessions"
    MINUTES = "share_of_minutes"


@dataclass(frozen=True)
class Presence:
    """One session for one person: how long it was, and how much of that they were there."""

    planned: int
    attended: int

    @property
    def is_whole(self) -> bool:
        """Whether they were there from start to end."""
        return self.planned > 0 and self.attended >= self.planned


@dataclass(frozen=True)
class Rule:
    """What it takes; ``percent`` only where a share is enough."""

    by: By
    percent: int = WHOLE


def presence(*, planned: int, is_present: bool, is_partial: bool, minutes: int | None) -> Presence:
    """What a mark means in minutes: partly present without a number is half of it, anything else nothing.

    Somebody excused was not there, however good the reason.
    """
    if is_present:
        return Presence(planned, planned)
    if not is_partial:
        return Presence(planned, 0)
    known = planned // 2 if minutes is None else minutes
    return Presence(planned, max(0, min(known, planned)))


def is_earned(rule: Rule, presences: Sequence[Presence]) -> bool:
    """Whether somebody who was there like that has a certificate coming; nobody who was never there has."""
    attended = minutes(presences)
    if attended == 0:
        return False
    if rule.by == By.MINUTES:
        return attended * WHOLE >= rule.percent * sum(one.planned for one in presences)
    whole = sum(1 for one in presences if one.is_whole)
    needed = WHOLE if rule.by == By.EVERY_SESSION else rule.percent
    return whole > 0 and whole * WHOLE >= needed * len(presences)


def minutes(presences: Sequence[Presence]) -> int:
    """How long somebody was there, in all."""
    return sum(one.attended for one in presences)
