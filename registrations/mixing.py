"""A bounded search for the cheapest way to share blocks of people out among groups. No Django here.

It knows numbers only: what a pair of blocks costs in one group, what it costs to put a block
somewhere, how many people a block and a group hold. What the costs stand for is said in grouping.py.

The search goes downhill by the best swap or move of each block until none helps, then shakes a few
blocks and goes down again, keeping what is better. It ends when nothing costs anything, after BUDGET
looks at a swap, or after PATIENCE shakes of each block in vain: the same seed gives the same groups on
every machine, however slow.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from random import Random

UNEVEN = 10_000  # one person too many in a group outweighs any mix
BUDGET = 3_000_000
PATIENCE = 3
SHAKEN = 4

Costs = Sequence[Sequence[int]]


@dataclass(frozen=True, kw_only=True)
class Board:
    """What is given: ``together[i][j]`` in one group, ``there[i][g]`` for block ``i`` in group ``g``.

    ``sizes`` are the people of each block, ``room`` those that each group holds; ``is_fixed`` says
    which blocks stay where they are.
    """

    together: Costs
    there: Costs
    sizes: Sequence[int]
    room: Sequence[int]
    is_fixed: Sequence[bool]

    @property
    def least(self) -> int:
        """What even groups cost in which no pair and no place costs anything."""
        size, over = divmod(sum(self.sizes), len(self.room))
        return UNEVEN * (over * (size + 1) ** 2 + (len(self.room) - over) * size**2)


class _Standing:
    """Which block is in which group, and what each block would cost in each group."""

    def __init__(self, board: Board, group_of: Sequence[int]) -> None:
        self.board = board
        self.group_of = list(group_of)
        self.people = [0] * len(board.room)
        self.load = [list(row) for row in board.there]
        for block, group in enumerate(self.group_of):
            self.people[group] += board.sizes[block]
            for row, cost in zip(self.load, board.together[block], strict=True):
                row[group] += cost

    @property
    def cost(self) -> int:
        """What all of it costs; each pair is counted from both sides."""
        there = self.board.there
        pairs = sum(self.load[block][group] - there[block][group] for block, group in enumerate(self.group_of))
        return (
            pairs // 2
            + sum(there[block][group] for block, group in enumerate(self.group_of))
            + UNEVEN * sum(number * number for number in self.people)
        )

    def put(self, block: int, group: int) -> None:
        """Let ``block`` change its group."""
        before, size = self.group_of[block], self.board.sizes[block]
        for row, cost in zip(self.load, self.board.together[block], strict=True):
            row[before] -= cost
            row[group] += cost
        self.people[before] -= size
        self.people[group] += size
        self.group_of[block] = group

    def best_move(self, block: int) -> tuple[int, int]:
        """What ``block`` gains by going elsewhere without anybody in return, and where; 0 where nothing helps."""
        here, size, room = self.group_of[block], self.board.sizes[block], self.board.room
        row, best, target = self.load[block], 0, here
        for group, people in enumerate(self.people):
            if group == here or people + size > room[group]:
                continue
            gain = row[group] - row[here] + 2 * UNEVEN * size * (people + size - self.people[here])
            if gain < best:
                best, target = gain, group
        return best, target

    def best_swap(self, block: int) -> tuple[int, int]:
        """What ``block`` gains by changing places with another, and with which; 0 where nothing helps."""
        here, row, pairs = self.group_of[block], self.load[block], self.board.together[block]
        size, best, partner = self.board.sizes[block], 0, block
        for other, (group, fixed) in enumerate(zip(self.group_of, self.board.is_fixed, strict=True)):
            if group == here or fixed:
                continue
            away = self.load[other]
            gain = row[group] - row[here] + away[here] - away[group] - 2 * pairs[other]
            more = size - self.board.sizes[other]
            if more:
                if not self._has_room(group, here, more):
                    continue
                gain += 2 * UNEVEN * more * (self.people[group] - self.people[here] + more)
            if gain < best:
                best, partner = gain, other
        return best, partner

    def _has_room(self, group: int, here: int, more: int) -> bool:
        room, people = self.board.room, self.people
        return people[group] + more <= room[group] and people[here] - more <= room[here]


def search(board: Board, *, start: Sequence[int], random: Random) -> list[int]:
    """The group of each block, at least as good as ``start``, which has to respect ``room``."""
    free = [block for block, fixed in enumerate(board.is_fixed) if not fixed]
    looks = len(free) * (len(free) + len(board.room)) or 1
    left = BUDGET
    standing = _Standing(board, start)
    left -= _descend(standing, free, looks, left, random)
    best, lowest, patience = list(standing.group_of), standing.cost, PATIENCE * len(free)
    while lowest > board.least and patience and left > 0:
        standing = _Standing(board, best)
        _shake(standing, free, random)
        left -= _descend(standing, free, looks, left, random)
        cost, patience = standing.cost, patience - 1
        if cost < lowest:
            best, lowest, patience = list(standing.group_of), cost, PATIENCE * len(free)
    return best


def _descend(standing: _Standing, free: list[int], looks: int, left: int, random: Random) -> int:
    """Change whatever gets cheaper by it, until nothing does; how many looks that has taken."""
    spent, has_changed = 0, True
    order = list(free)
    while has_changed and spent < left:
        has_changed = False
        random.shuffle(order)
        for block in order:
            gain, partner = standing.best_swap(block)
            moved, target = standing.best_move(block)
            if moved < min(gain, 0):
                standing.put(block, target)
            elif gain < 0:
                here = standing.group_of[block]
                standing.put(block, standing.group_of[partner])
                standing.put(partner, here)
            has_changed |= min(gain, moved) < 0
        spent += looks
    return spent


def _shake(standing: _Standing, free: list[int], random: Random) -> None:
    """Let a few blocks of one size change places, whatever it costs."""
    sizes = standing.board.sizes
    for block in random.sample(free, min(SHAKEN, len(free))):
        equals = [other for other in free if sizes[other] == sizes[block]]
        other = random.choice(equals)
        here, there = standing.group_of[block], standing.group_of[other]
        standing.put(block, there)
        standing.put(other, here)
