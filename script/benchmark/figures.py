"""What was measured: medians with their range, limits, and what they say. Knows no product and no clock."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from statistics import median
from typing import Any


@dataclass(frozen=True)
class Spread:
    """The median of several measurements, and the smallest and the largest."""

    median: float
    least: float
    most: float

    @classmethod
    def of(cls, values: Sequence[float]) -> "Spread":
        """The spread of ``values``, of which there is at least one."""
        return cls(round(median(values), 2), round(min(values), 2), round(max(values), 2))

    def __str__(self) -> str:
        return f"{shown(self.median)} ({shown(self.least)}–{shown(self.most)})"


@dataclass(frozen=True)
class Figure:
    """One thing that was measured: of what, where, in which unit."""

    name: str
    size: str
    unit: str
    spread: Spread

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return asdict(self)


@dataclass(frozen=True)
class Limit:
    """What a figure may be at most, or has to be at least."""

    name: str
    unit: str
    value: float
    is_floor: bool = False

    def judge(self, measured: float) -> str:
        """``within``, or by how much it is not."""
        excess = self.value - measured if self.is_floor else measured - self.value
        if excess <= 0:
            return "within"
        return f"{'under' if self.is_floor else 'over'} by {shown(excess)} {self.unit}"


@dataclass(frozen=True)
class Verdict:
    """A limit, what was measured, and what that means."""

    limit: Limit
    measured: float

    @property
    def text(self) -> str:
        """In words."""
        return self.limit.judge(self.measured)

    def as_json(self) -> dict[str, Any]:
        """Plain values."""
        return {**asdict(self.limit), "measured": self.measured, "verdict": self.text}


LIMITS = (
    Limit("catalogue, processor", "ms", 10),
    Limit("catalogue searched, facets open, processor", "ms", 25),
    Limit("month, processor", "ms", 25),
    Limit("event page, processor", "ms", 10),
    Limit("registering (POST), processor", "ms", 12),
    Limit("figures, wall", "ms", 300),
    Limit("whole way to a seat, processor", "ms", 40),
    Limit("whole way to a seat, statements", "", 30),
    Limit("rush, registrations a second", "/s", 60, is_floor=True),
    Limit("mails a second and worker", "/s", 20, is_floor=True),
    Limit("document of 500 rows", "s", 0.7),
    Limit("document of 2000 rows", "s", 2.8),
    Limit("document of 10000 rows", "s", 12),
    Limit("document of 500 rows, from click to file", "s", 1.7),
    Limit("document of 2000 rows, from click to file", "s", 3.8),
    Limit("document of 10000 rows, from click to file", "s", 13),
    Limit("document of 10000 rows, its worker at most", "MB", 600),
    Limit("catalogue beside the longest document, wall", "ms", 100),
    Limit("mail beside the longest document, longest wait", "s", 5),
    Limit("web worker after all, PSS", "MB", 110),
    Limit("clean clone to first answer", "s", 90),
)
GROWTH = 1.3  # what the largest installation may cost, compared with the smallest
GROWING = (
    "catalogue, processor",
    "catalogue filtered, processor",
    "event page, processor",
    "my seminars, processor",
    "participants, processor",
    "registering (POST), processor",
)


def verdicts(figures: Iterable[Figure], *, smallest: str, largest: str) -> list[Verdict]:
    """What the limits say of the figures of the ``largest`` installation, and how much it costs beside the smallest."""
    known = {(figure.name, figure.size): figure.spread.median for figure in figures}
    found = [
        Verdict(limit, known[limit.name, size])
        for limit in LIMITS
        for size in dict.fromkeys((largest, ""))  # what is measured once has no size
        if (limit.name, size) in known
    ]
    for name in GROWING if smallest != largest else ():
        small, large = known.get((name, smallest)), known.get((name, largest))
        if small and large:
            found.append(
                Verdict(Limit(f"{name}: {largest} beside {smallest}", "times", GROWTH), round(large / small, 2))
            )
    return found


def shown(value: float) -> str:
    """Three digits are enough to read."""
    return f"{value:,.0f}" if value >= 100 or value == int(value) else f"{value:.3g}"  # noqa: PLR2004


def table(figures: Sequence[Figure], sizes: Sequence[str]) -> list[str]:
    """Lines of a Markdown table: what was measured, and each size in a column."""
    cells = {(figure.name, figure.unit, figure.size): str(figure.spread) for figure in figures}
    names = list(dict.fromkeys((figure.name, figure.unit) for figure in figures))
    lines = [f"| | | {' | '.join(sizes)} |", "|---|---|" + "---|" * len(sizes)]
    for name, unit in names:
        row = [cells.get((name, unit, size), cells.get((name, unit, ""), "")) for size in sizes]
        lines.append(f"| {name} | {unit} | {' | '.join(row)} |")
    return lines
