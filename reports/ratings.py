"""How events were rated over time, and which fell behind what is usual: the pure core.

Every rated event may be shown for itself, since five or more have rated it; so may each sum and each difference of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import sqrt

from common import crowds
from reports.periods import MONTHS, Quarter

LOW = 1.5  # spreads below the mean of the events
FEWEST_EVENTS = 5  # to say what is usual
STEPS = {"1", "2", "3", "4", "5"}  # on which every event is rated, all in all


@dataclass(frozen=True)
class Rating:
    """What all who answered gave together."""

    points: int
    answers: int


def rating_of(counts: Mapping[str, int]) -> Rating | None:
    """What ``counts``, by step, come to; None where too few have answered, or on another scale than that of every event."""
    answers = sum(counts.values())
    if counts.keys() != STEPS or not crowds.is_enough(answers):
        return None
    return Rating(sum(int(step) * count for step, count in counts.items()), answers)


@dataclass(frozen=True)
class Rated:
    """What people said of one event, all in all: how many, and the sum of what they gave."""

    key: int
    title: str
    slug: str
    ended_on: date
    points: int
    answers: int

    def __post_init__(self) -> None:
        if not crowds.is_enough(self.answers):
            raise ValueError("what fewer than five people have said is never shown")

    @property
    def mean(self) -> float:
        """What one gave on average."""
        return self.points / self.answers

    @property
    def shown(self) -> float:
        """The same as it is shown everywhere."""
        return crowds.mean(self.points, self.answers)

    @property
    def quarter(self) -> Quarter:
        """In which it ended."""
        return Quarter(self.ended_on.year, 1 + (self.ended_on.month - 1) // MONTHS)


@dataclass(frozen=True)
class Step:
    """All events of a quarter together; each answer counts alike."""

    quarter: Quarter
    events: int
    answers: int
    mean: float
    shown: float


@dataclass(frozen=True)
class Usual:
    """What events are rated like: the mean of their means, and how far they spread around it."""

    mean: float
    spread: float

    @property
    def bar(self) -> float:
        """Below this an event is low."""
        return self.mean - LOW * self.spread


def steps(rated: Iterable[Rated]) -> list[Step]:
    """Quarter by quarter, first first; a quarter without rated events is not there."""
    found: dict[Quarter, list[Rated]] = defaultdict(list)
    for one in rated:
        found[one.quarter].append(one)
    return [_step(quarter, found[quarter]) for quarter in sorted(found)]


def _step(quarter: Quarter, rated: Sequence[Rated]) -> Step:
    points, answers = sum(one.points for one in rated), sum(one.answers for one in rated)
    return Step(quarter, len(rated), answers, points / answers, crowds.mean(points, answers))


def usual(rated: Sequence[Rated]) -> Usual | None:
    """What is usual among ``rated``; None where there are too few of them to say."""
    if len(rated) < FEWEST_EVENTS:
        return None
    mean = sum(one.mean for one in rated) / len(rated)
    return Usual(mean, sqrt(sum((one.mean - mean) ** 2 for one in rated) / len(rated)))


def low(rated: Sequence[Rated]) -> list[Rated]:
    """Those rated clearly lower than is usual among them, lowest first."""
    found = usual(rated)
    if found is None or not found.spread:
        return []
    return sorted((one for one in rated if one.mean < found.bar), key=lambda one: (one.mean, one.key))
