"""Which figures are shown, so that nobody can work out one about fewer than five people: the pure core.

Whoever reads figures can add and subtract them. So a cell that describes too few is hidden, and with it as many
others as it takes: whatever follows from all that is shown leaves a hidden cell anything from nobody to five.
"""

from collections import deque
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypeVar

from common import crowds

ROW, COLUMN = 0, 1
Cell = tuple[Hashable, Hashable]  # row, column
Line = tuple[int, Hashable]  # ROW or COLUMN, and which
K = TypeVar("K", bound=Hashable)
Lines = dict[Line, list[Cell]]


@dataclass(frozen=True)
class Group:
    """What one cell counts, and whom it describes: somebody who came three times is counted thrice."""

    number: int = 0
    people: frozenset[int] = frozenset()

    @property
    def is_small(self) -> bool:
        """Whether it can't be shown for itself."""
        return not crowds.is_enough(len(self.people))

    @property
    def is_empty(self) -> bool:
        """Whether it describes nobody."""
        return not self.people


def together(groups: Iterable[Group]) -> Group:
    """All of them as one."""
    listed = list(groups)
    return Group(sum(one.number for one in listed), frozenset().union(*(one.people for one in listed)))


def hidden_in_line(groups: Mapping[K, Group]) -> set[K]:
    """Which of ``groups``, whose sum is shown, are hidden: the small ones, and the next larger until they are enough."""
    hidden = {key for key, group in groups.items() if group.is_small}
    shown = sorted(groups.keys() - hidden, key=lambda key: (len(groups[key].people), str(key)))
    while _gives_away(together(groups[key] for key in hidden)) and shown:
        hidden.add(shown.pop(0))
    return hidden


def hidden_in_table(groups: Mapping[Cell, Group]) -> set[Cell] | None:
    """Which cells are hidden where the sum of every row and every column is shown; None: hiding cells is not enough.

    The more is hidden, the less can be worked out: so if it is too much with all cells hidden, it is with fewer.
    """
    if next(_exposed(groups, set(groups)), None) is not None:
        return None
    hidden = {cell for cell, group in groups.items() if group.is_small}
    while exposed := set(_exposed(groups, hidden)):
        lines = {(axis, cell[axis]) for cell in exposed for axis in (ROW, COLUMN)}
        beside: dict[Line, Cell] = {}
        for cell in sorted(groups.keys() - hidden, key=lambda one: (-len(groups[one].people), str(one))):
            beside |= {line: cell for line in ((ROW, cell[ROW]), (COLUMN, cell[COLUMN])) if line in lines}
        hidden.update(beside.values() or groups)
    return hidden


def _gives_away(remainder: Group) -> bool:
    """Whether what a line leaves over describes somebody, but too few."""
    return remainder.is_small and not remainder.is_empty


def _exposed(groups: Mapping[Cell, Group], hidden: set[Cell]) -> Iterator[Cell]:
    """Hidden cells about which too much follows from what is shown."""
    lines: Lines = {}
    for cell in hidden:
        lines.setdefault((ROW, cell[ROW]), []).append(cell)
        lines.setdefault((COLUMN, cell[COLUMN]), []).append(cell)
    for line in lines.values():
        if _gives_away(together(groups[cell] for cell in line)):
            yield line[0]
    numbers = {cell: groups[cell].number for cell in hidden}
    heads = {cell: len(groups[cell].people) for cell in hidden}
    for cell in hidden:
        if groups[cell].is_empty or not groups[cell].is_small:
            continue
        # Both as they are shown and in heads: somebody may have come many times.
        if not (_is_open(numbers, lines, cell) and _is_open(heads, lines, cell)):
            yield cell


def _is_open(values: Mapping[Cell, int], lines: Lines, cell: Cell) -> bool:
    """Whether ``cell`` could be nothing, and could be five, with all sums of rows and columns as they are."""
    value = values[cell]
    return _can_change(values, lines, cell, by=-value) and _can_change(
        values, lines, cell, by=max(crowds.FEWEST - value, 0)
    )


def _can_change(values: Mapping[Cell, int], lines: Lines, cell: Cell, *, by: int) -> bool:
    """Whether ``cell`` can be ``by`` more or fewer while other hidden cells make up for it.

    Each step is a way round: what its row loses another cell of the row gains, and so on, until its column is
    made up for too. Such ways are those of a flow, so that as many are found as there are (Ford and Fulkerson).
    """
    now, step = dict(values), 1 if by > 0 else -1
    for _each in range(abs(by)):
        way = _way_round(now, lines, cell, step=step)
        if way is None:
            return False
        for turn, one in enumerate(way):
            now[one] += step if turn % 2 else -step
    return True


def _way_round(now: Mapping[Cell, int], lines: Lines, cell: Cell, *, step: int) -> list[Cell] | None:
    """Cells from the row of ``cell`` to its column, to be changed by turns: the first against it, the next with it."""
    start, goal = (ROW, cell[ROW]), (COLUMN, cell[COLUMN])
    came_by: dict[Line, tuple[Line, Cell] | None] = {start: None}
    queue = deque([start])
    while queue:
        at = queue.popleft()
        if at == goal:
            return _traced(at, came_by)
        across = COLUMN if at[0] == ROW else ROW
        change = -step if at[0] == ROW else step
        for one in lines[at]:
            nearby = (across, one[across])
            if nearby not in came_by and now[one] + change >= 0 and one != cell:
                came_by[nearby] = (at, one)
                queue.append(nearby)
    return None


def _traced(at: Line, came_by: Mapping[Line, tuple[Line, Cell] | None]) -> list[Cell]:
    way = []
    while (step := came_by[at]) is not None:
        at, cell = step
        way.append(cell)
    return way[::-1]
