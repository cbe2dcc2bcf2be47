"""By what figures may be counted apart, and which of them may be shown: the pure core of slices.

Nothing that is shown, and no difference between things that are shown, may be about fewer than ``FEWEST`` people.
Everybody belongs to one cell of one dimension: figures by department *and* by location would have differences of
their own.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence, Sized
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from feedback.questions import Wording
from feedback.tally import FEWEST

MOST = 8  # cells of a form, since each answer writes all of them
REST = "rest"  # the cell of all whose own would be too small

Group = TypeVar("Group", bound=Hashable)


@dataclass(frozen=True)
class Cell:
    """People whose answers are counted together: its key, its name, and how many of them are asked."""

    key: str
    name: Wording
    invited: int


def standing(people: Mapping[int, Group | None]) -> list[Group]:
    """The groups that are large enough to be counted apart, largest first; ``people``: who is asked, and of which group.

    All others are the rest: nobody, or at least ``FEWEST``. None stands where there would be nothing beside it.
    """
    sizes = Counter(group for group in people.values() if group is not None)
    large = sorted((group for group in sizes if sizes[group] >= FEWEST), key=lambda group: (-sizes[group], str(group)))
    kept = large[:MOST]
    if _left(kept, sizes, people):
        kept = large[: MOST - 1]
    while kept and 0 < _left(kept, sizes, people) < FEWEST:
        kept.pop()
    is_everybody = len(kept) == 1 and not _left(kept, sizes, people)
    return [] if is_everybody else kept


def _left(kept: Iterable[Group], sizes: Mapping[Group, int], people: Sized) -> int:
    return len(people) - sum(sizes[group] for group in kept)


def publishable(total: int, counts: Mapping[str, int]) -> list[str]:
    """The cells whose figures may be shown beside those of all, in their order.

    ``total``: how many have answered; ``counts``: how many of each cell. What is left when all that is shown is
    taken from the total is nobody, or at least ``FEWEST``: the smallest cells go until it is.
    """
    if total < FEWEST:
        return []
    shown = sorted((key for key, count in counts.items() if count >= FEWEST), key=lambda key: (-counts[key], key))
    while shown and 0 < total - sum(counts[key] for key in shown) < FEWEST:
        shown.pop()
    return [key for key in counts if key in shown]


def branches(lines: Mapping[int, Sequence[int]]) -> dict[int, int | None]:
    """Where each person stands in a tree, at the first level at which they do not all stand in one place.

    ``lines``: of each person the places from the root down. Who stands at none of that level has no place.
    """
    level, placed = 0, [line for line in lines.values() if line]
    while placed and len({line[level] if level < len(line) else None for line in placed}) == 1 and placed[0][level:]:
        level += 1
    return {person: line[level] if level < len(line) else None for person, line in lines.items()}


def to_json(cells: Iterable[Cell]) -> list[dict[str, Any]]:
    """The cells as a form keeps them."""
    return [asdict(cell) for cell in cells]


def from_json(kept: Iterable[Mapping[str, Any]]) -> list[Cell]:
    """The cells that a form has kept."""
    return [Cell(**cell) for cell in kept]
