"""One thing about the installation that can be well or not, and what to do about it."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum

LOOKS = {0: ("confirmed", "check"), 1: ("declined", "info"), 2: ("requested", "clock"), 3: ("absent", "alert")}


class State(IntEnum):
    """How it is, from well to worst."""

    WELL = 0
    QUIET = 1  # nothing to judge: it has not run yet, or one can do without it
    NOTICE = 2  # works, but somebody should know
    FAILING = 3  # somebody has to act


@dataclass(frozen=True, kw_only=True)
class Fact:
    """One line of the health page: what, how it is, in words, and what to do next."""

    key: str
    label: str
    says: str
    word: str
    state: State = State.WELL
    remedy: str = ""

    @property
    def look(self) -> str:
        """As which state of a person it looks."""
        return LOOKS[self.state][0]

    @property
    def icon(self) -> str:
        """The sign beside the word."""
        return LOOKS[self.state][1]


def worst(facts: Iterable[Fact]) -> State:
    """The state of all together."""
    return max((fact.state for fact in facts), default=State.WELL)
