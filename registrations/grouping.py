"""Groups of a wished size that mix departments and people who have not met in one before. No Django here.

What is compared is one number, the cost of a division into groups: for every pair of people in one
group COLLEAGUES if they are of one department, BRANCH if their departments stand below the same one at
the top, and MET for each time that they were in a group together before; MOVED for everybody who has to
leave a group that was made already. Sizes differ by at most one and are never above the wished size.
Wishes and locks come first: where they ask for it, groups are more and smaller, less even, or as large
as those who were locked into them by hand.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations, count, islice
from random import Random

from registrations.mixing import Board, search

COLLEAGUES, MET, BRANCH, MOVED = 10, 6, 3, 1
APART = 10_000_000  # no mix is worth a wish
DEALS = 20

Pair = tuple[int, int]


class Conflict(StrEnum):
    """Why wishes and locks can't all be kept."""

    TOO_MANY_TOGETHER = "too_many_together"
    TOGETHER_AND_APART = "together_and_apart"
    LOCKED_ASUNDER = "locked_asunder"
    LOCKED_TOGETHER = "locked_together"


class Contradiction(Exception):
    """Wishes and locks contradict each other; ``people`` are those whom it is about."""

    def __init__(self, conflict: Conflict, people: Iterable[int]) -> None:
        self.conflict, self.people = conflict, tuple(people)
        super().__init__(conflict)


@dataclass(frozen=True)
class Person:
    """Somebody to be put into a group: a key, and their departments from the top down to their own."""

    key: int
    path: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gathering:
    """Those who come, and what is to be respected; pairs have the lower key first.

    ``met``: how often two were in a group before; ``before``: where everybody is now, and ``locked``
    where they have to stay, by the number of the group.
    """

    people: tuple[Person, ...]
    size: int
    met: Mapping[Pair, int] = field(default_factory=dict)
    together: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    before: Mapping[int, int] = field(default_factory=dict)
    locked: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Mix:
    """How well groups are mixed: pairs in one group, those of one department, of one branch, those who met."""

    pairs: int
    colleagues: int
    branch: int
    met: int
    meetings: int
    moved: int = 0

    @property
    def new(self) -> int:
        """Pairs of different departments who have not been in a group together."""
        return self.pairs - self.colleagues - self.met

    @property
    def cost(self) -> int:
        """The one number that is made as small as possible."""
        return COLLEAGUES * self.colleagues + BRANCH * self.branch + MET * self.meetings + MOVED * self.moved


def pair(one: int, other: int) -> Pair:
    """Two keys, the lower one first."""
    return (one, other) if one < other else (other, one)


def divide(gathering: Gathering, *, seed: int) -> dict[int, int]:
    """The number of the group for each person; the same seed gives the same groups.

    Raises Contradiction where wishes and locks can't all be kept.
    """
    blocks = _blocks(gathering)
    if not blocks:
        return {}
    random = Random(seed)  # noqa: S311  # nothing secret
    numbers, start = _first(gathering, blocks, random)
    board = _board(gathering, blocks, numbers)
    found = search(board, start=start, random=random)
    return {key: numbers[group] for block, group in zip(blocks, found, strict=True) for key in block.people}


def mix(gathering: Gathering, groups: Mapping[int, int]) -> Mix:
    """How well the people of ``gathering`` are mixed in ``groups``."""
    members = _members(gathering, groups)
    pairs = [two for group in members.values() for two in combinations(group, 2)]
    met = [gathering.met.get(pair(one.key, other.key), 0) for one, other in pairs]
    are_colleagues = [_are_colleagues(one, other) for one, other in pairs]
    return Mix(
        pairs=len(pairs),
        colleagues=sum(are_colleagues),
        branch=sum(_are_of_one_branch(one, other) for one, other in pairs),
        met=sum(1 for times, same in zip(met, are_colleagues, strict=True) if times and not same),
        meetings=sum(met),
        moved=sum(1 for key, number in gathering.before.items() if groups.get(key, number) != number),
    )


def newcomers(gathering: Gathering, groups: Mapping[int, int], *, names: Sequence[int]) -> dict[int, int]:
    """The best of the groups ``names`` with room for each who has none yet; nobody else moves.

    Whoever can't be put anywhere without breaking a wish, or where no group has room, is left out.
    """
    placed = dict(groups)
    by_key = {person.key: person for person in gathering.people}
    for person in gathering.people:
        if person.key in placed:
            continue
        members = _members(gathering, placed)
        choices = [number for number in names if _may_join(gathering, person, members[number], placed, number)]
        if choices:
            placed[person.key] = min(
                choices,
                key=lambda number: (
                    len(members[number]),
                    sum(_pair_cost(gathering, by_key[person.key], other) for other in members[number]),
                    number,
                ),
            )
    return {key: number for key, number in placed.items() if key not in groups}


def kept_together(gathering: Gathering, key: int) -> frozenset[int]:
    """Everybody who is kept together with somebody, through others too; themselves included."""
    return next(block for block in _chains(gathering) if key in block)


def check(gathering: Gathering) -> None:
    """Raises Contradiction where wishes and locks can't all be kept."""
    _blocks(gathering)


@dataclass(frozen=True)
class _Block:
    """People who are kept together, and the group in which they are locked."""

    people: tuple[int, ...]
    locked: int | None


def _chains(gathering: Gathering) -> list[frozenset[int]]:
    """Everybody with whom they are kept together, through others too, in the order of the keys."""
    chain = {person.key: {person.key} for person in gathering.people}
    for one, other in sorted(gathering.together):
        if one in chain and other in chain and chain[one] is not chain[other]:
            chain[one] |= chain[other]
            for key in chain[other]:
                chain[key] = chain[one]
    return [frozenset(chain[key]) for key in sorted(chain) if key == min(chain[key])]


def _blocks(gathering: Gathering) -> list[_Block]:
    blocks = []
    for chain in _chains(gathering):
        if len(chain) > gathering.size:
            raise Contradiction(Conflict.TOO_MANY_TOGETHER, sorted(chain))
        locked = {gathering.locked[key]: key for key in sorted(chain) if key in gathering.locked}
        if len(locked) > 1:
            raise Contradiction(Conflict.LOCKED_ASUNDER, sorted(locked.values()))
        blocks.append(_Block(tuple(sorted(chain)), next(iter(locked), None)))
    block_of = {key: block for block in blocks for key in block.people}
    for one, other in sorted(gathering.apart):
        if one not in block_of or other not in block_of:
            continue
        if block_of[one] is block_of[other]:
            raise Contradiction(Conflict.TOGETHER_AND_APART, block_of[one].people)
        if block_of[one].locked is not None and block_of[one].locked == block_of[other].locked:
            raise Contradiction(Conflict.LOCKED_TOGETHER, (one, other))
    return blocks


def _first(gathering: Gathering, blocks: Sequence[_Block], random: Random) -> tuple[list[int], list[int]]:
    """The numbers of the groups, and a division to begin with: as few groups as the wishes allow."""
    locked = {block.locked for block in blocks if block.locked is not None}
    people = sum(len(block.people) for block in blocks)
    for groups in count(max(-(-people // gathering.size), len(locked))):
        numbers = sorted([*locked, *islice((n for n in count(1) if n not in locked), groups - len(locked))])
        for start in (_as_before(gathering, blocks, numbers), *_deals(gathering, blocks, numbers, random)):
            if start:
                return numbers, start
    raise AssertionError  # each block alone in a group of its own is always possible


def _as_before(gathering: Gathering, blocks: Sequence[_Block], numbers: Sequence[int]) -> list[int] | None:
    """Everybody where they were, if that is a division of the kind that is wanted."""
    groups = []
    for block in blocks:
        known = {gathering.before.get(key) for key in block.people}
        number = block.locked if block.locked is not None else next(iter(known))
        if len(known) > 1 or number not in numbers:
            return None
        groups.append(numbers.index(number))
    apart, room = _apart(gathering, blocks), _room(gathering, blocks, numbers)
    filled = [0] * len(numbers)
    for block, group in zip(blocks, groups, strict=True):
        filled[group] += len(block.people)
    is_right = all(groups[one] != groups[other] for one in range(len(blocks)) for other in apart[one])
    return groups if is_right and all(n <= most for n, most in zip(filled, room, strict=True)) else None


def _deals(
    gathering: Gathering, blocks: Sequence[_Block], numbers: Sequence[int], random: Random
) -> Iterable[list[int] | None]:
    """Blocks dealt out in several orders: the locked first, then those who are hard to place."""
    apart, room = _apart(gathering, blocks), _room(gathering, blocks, numbers)
    for _attempt in range(DEALS):
        luck = [random.random() for _ in blocks]
        order = sorted(
            range(len(blocks)),
            key=lambda n: (blocks[n].locked is None, -len(blocks[n].people), -len(apart[n]), luck[n]),
        )
        yield _deal(blocks, order, numbers, apart, room)


def _deal(
    blocks: Sequence[_Block],
    order: Iterable[int],
    numbers: Sequence[int],
    apart: Sequence[set[int]],
    room: Sequence[int],
) -> list[int] | None:
    """Each block in the emptiest group that takes it; None where one finds no group."""
    filled, groups = [0] * len(numbers), [-1] * len(blocks)
    for number in order:
        block = blocks[number]
        closed = {groups[other] for other in apart[number]}
        wanted = range(len(numbers)) if block.locked is None else [numbers.index(block.locked)]
        choices = [
            group for group in wanted if group not in closed and (filled[group] + len(block.people) <= room[group])
        ]
        if not choices:
            return None
        groups[number] = min(choices, key=lambda group: filled[group])
        filled[groups[number]] += len(block.people)
    return groups


def _apart(gathering: Gathering, blocks: Sequence[_Block]) -> list[set[int]]:
    """With which other blocks each may not be in one group."""
    block_of = {key: number for number, block in enumerate(blocks) for key in block.people}
    apart: list[set[int]] = [set() for _ in blocks]
    for one, other in gathering.apart:
        if one in block_of and other in block_of:
            apart[block_of[one]].add(block_of[other])
            apart[block_of[other]].add(block_of[one])
    return apart


def _room(gathering: Gathering, blocks: Sequence[_Block], numbers: Sequence[int]) -> list[int]:
    """How many each group holds: the wished size, or those who are locked in it."""
    locked: dict[int | None, int] = defaultdict(int)
    for block in blocks:
        locked[block.locked] += len(block.people)
    return [max(gathering.size, locked[number]) for number in numbers]


def _board(gathering: Gathering, blocks: Sequence[_Block], numbers: Sequence[int]) -> Board:
    people = {person.key: person for person in gathering.people}
    apart = _apart(gathering, blocks)
    together = [[0] * len(blocks) for _ in blocks]
    for one, other in combinations(range(len(blocks)), 2):
        cost = sum(
            _pair_cost(gathering, people[a], people[b]) for a in blocks[one].people for b in blocks[other].people
        )
        together[one][other] = together[other][one] = cost + (APART if other in apart[one] else 0)
    there = [
        [MOVED * sum(gathering.before.get(key, number) != number for key in block.people) for number in numbers]
        for block in blocks
    ]
    return Board(
        together=together,
        there=there,
        sizes=[len(block.people) for block in blocks],
        room=_room(gathering, blocks, numbers),
        is_fixed=[block.locked is not None for block in blocks],
    )


def _members(gathering: Gathering, groups: Mapping[int, int]) -> dict[int, list[Person]]:
    members: dict[int, list[Person]] = defaultdict(list)
    for person in gathering.people:
        if person.key in groups:
            members[groups[person.key]].append(person)
    return members


def _may_join(
    gathering: Gathering, person: Person, members: Sequence[Person], placed: Mapping[int, int], number: int
) -> bool:
    """Whether a group has room for somebody, and no wish stands against it."""
    if len(members) >= gathering.size or any(pair(person.key, one.key) in gathering.apart for one in members):
        return False
    friends = [key for two in gathering.together if person.key in two for key in two if key != person.key]
    return all(placed.get(key, number) == number for key in friends)


def _pair_cost(gathering: Gathering, one: Person, other: Person) -> int:
    cost = MET * gathering.met.get(pair(one.key, other.key), 0)
    if _are_colleagues(one, other):
        return cost + COLLEAGUES
    return cost + BRANCH if _are_of_one_branch(one, other) else cost


def _are_colleagues(one: Person, other: Person) -> bool:
    return bool(one.path) and one.path == other.path


def _are_of_one_branch(one: Person, other: Person) -> bool:
    return bool(one.path) and bool(other.path) and one.path[0] == other.path[0] and one.path != other.path
