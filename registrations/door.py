"""What becomes of taps at the door: each counts once, in whatever order and however often it arrives.

A tap is what a helper's phone says of one person at one session: here, or not after all. Two phones may say the
same, and one may be without a network for an hour.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

ARRIVED = frozenset({"present", "partial"})
SAID_HERE = ARRIVED | {"taken_back"}  # who says otherwise after one of these knows that somebody was seen


class Place(NamedTuple):
    """One registration at one session."""

    registration: int
    session: int


@dataclass(frozen=True, kw_only=True)
class Tap:
    """Somebody was checked in, or that was taken back (``is_undo``). ``key``: under which it was sent."""

    key: UUID
    place: Place
    at: datetime
    is_undo: bool = False


@dataclass(frozen=True, kw_only=True)
class Word:
    """The last word on somebody; ``before``: what it corrected, empty for the first one."""

    mark: str
    at: datetime
    before: str = ""


class Fate(StrEnum):
    """What a tap came to."""

    COUNTED = "counted"
    KNOWN = "known"  # it had arrived before
    SAME = "same"  # it says what is known already
    OVERTAKEN = "overtaken"  # somebody has corrected it since


class Settled(NamedTuple):
    """A tap with its fate, and the mark to be written where it counts."""

    tap: Tap
    fate: Fate
    mark: str = ""


def settle(taps: Iterable[Tap], words: Mapping[Place, Word], known: Iterable[UUID]) -> list[Settled]:
    """The fate of each of ``taps`` in the order in which they happened, given the last words and the ``known`` keys."""
    last, seen = dict(words), set(known)
    settled = []
    for tap in sorted(taps, key=lambda one: one.at):
        outcome = Settled(tap, Fate.KNOWN) if tap.key in seen else _settled(tap, last.get(tap.place))
        seen.add(tap.key)
        if outcome.fate is Fate.COUNTED:
            word = last.get(tap.place)
            last[tap.place] = Word(mark=outcome.mark, at=tap.at, before=word.mark if word else "")
        settled.append(outcome)
    return settled


def _settled(tap: Tap, word: Word | None) -> Settled:
    if word is None:
        return Settled(tap, Fate.SAME) if tap.is_undo else Settled(tap, Fate.COUNTED, "present")
    if word.mark != "present" if tap.is_undo else word.mark in ARRIVED:
        return Settled(tap, Fate.SAME)
    if tap.at < word.at and (tap.is_undo or word.before in SAID_HERE):
        return Settled(tap, Fate.OVERTAKEN)
    return Settled(tap, Fate.COUNTED, _restored(word) if tap.is_undo else "present")


def _restored(word: Word) -> str:
    """What holds when being present is taken back: what was said before it, or nothing."""
    return word.before if word.before and word.before not in ARRIVED else "taken_back"


def plausible(at: datetime, *, opens_at: datetime, now: datetime) -> datetime:
    """When it happened, as a phone says; a time at which nobody can have been at the door is not believed."""
    return at if opens_at <= at <= now else now
