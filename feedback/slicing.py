"""By what figures may be counted apart, and which of them may be shown: the pure core of slices.

Nothing that is shown, and no difference between things that are shown, may be about fewer than ``crowds.FEWEST`` people.
Everybody belongs to one cell of one dimension: figures by department *and* by location would have differences of
their own.
"""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, TypeVar

from common import crowds
from feedback.questions import Wording

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

    All others are the rest: nobody, or at least ``crowds.FEWEST``. None stands where there would be nothing beside it.
    """
    sizes = Counter(group for group in people.values() if group is not None)
    kept = crowds.apart(sizes, total=len(people))[:MOST]
    if len(people) > sum(sizes[group] for group in kept):
        kept = kept[: MOST - 1]  # the rest is a cell, too
    is_everybody = len(kept) == 1 and sizes[kept[0]] == len(people)
    return [] if is_everybody else kept


def publishable(total: int, counts: Mapping[str, int]) -> list[str]:
    """The cells whose figures may be shown beside those of all, in their order.

    ``total``: how many have answered; ``counts``: how many of each cell. What is left when all that is shown is
    taken from the total is nobody, or at least ``crowds.FEWEST``.
    """
    shown = crowds.apart(counts, total=total)
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
