"""Who learned what from whom in a quarter, as it may be shown: the pure core.

What is known is counted into groups along the tree of departments; what may be shown of it is chosen once, for
everybody who will ever look. Each person sees a part of the same figures, so that no two parts say more together.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations
from math import floor, log10

from common import crowds
from reports.shielding import Cell, Group, hidden_in_line, hidden_in_table, together

ALL = "all"  # the root of the tree
GUESTS, NOWHERE = "guests", "none"  # beside the departments: people from outside, colleagues of no department
REST = ""  # what is hidden, taken together

Node = str
Shown = int | None  # None: hidden


class Fate(StrEnum):
    """What came of somebody's place at an event."""

    ATTENDED = "attended"
    ABSENT = "absent"
    OTHER = "other"  # excused, or nobody has noted anything
    WAITED = "waited"  # on the waiting list to the end


SEATED = (Fate.ATTENDED, Fate.ABSENT, Fate.OTHER)


@dataclass(frozen=True)
class Fact:
    """One person at one event. ``host``: the department that offered it, at the top of the tree."""

    person: int
    node: Node
    fate: Fate
    host: Node
    minutes: int = 0


@dataclass(frozen=True)
class Published:
    """What everybody together may see of one quarter."""

    counts: Mapping[Fate, Mapping[Node, Shown]]
    minutes: Mapping[Node, int]
    learned: Mapping[Node, Mapping[Node, Shown]]  # by where people belong, and by host
    taught: Mapping[Node, Shown]  # by host


@dataclass
class _Tree:
    """The departments, each with those below it."""

    parents: Mapping[Node, Node]
    below: dict[Node, list[Node]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for node, parent in sorted(self.parents.items()):
            self.below.setdefault(parent, []).append(node)

    def line(self, node: Node) -> list[Node]:
        """``node`` and everything above it."""
        found = [node]
        while found[-1] in self.parents:
            found.append(self.parents[found[-1]])
        return found

    def beneath(self, node: Node) -> list[Node]:
        """Everything below ``node``."""
        found: list[Node] = []
        for child in self.below.get(node, ()):
            found += [child, *self.beneath(child)]
        return found


def publish(facts: Iterable[Fact], parents: Mapping[Node, Node]) -> Published:
    """Choose what may be shown of ``facts``. ``parents``: of every node but ``ALL``."""
    listed, tree = list(facts), _Tree(parents)
    counts = {fate: _counted([fact for fact in listed if fact.fate == fate], tree) for fate in Fate}
    attended = [fact for fact in listed if fact.fate == Fate.ATTENDED]
    learned, taught = _learned(attended, tree, counts[Fate.ATTENDED])
    minutes = dict.fromkeys((node for node, number in counts[Fate.ATTENDED].items() if number is not None), 0)
    for fact in attended:
        for node in tree.line(fact.node):
            if node in minutes:
                minutes[node] += fact.minutes
    return Published(counts=counts, minutes=minutes, learned=learned, taught=taught)


def _grouped(facts: Iterable[Fact], tree: _Tree) -> dict[tuple[Node, Node], Group]:
    """How many of each node came to each host."""
    numbers: dict[tuple[Node, Node], int] = {}
    people: dict[tuple[Node, Node], set[int]] = {}
    for fact in facts:
        key = fact.node, fact.host
        numbers[key] = numbers.get(key, 0) + 1
        people.setdefault(key, set()).add(fact.person)
    parts: dict[tuple[Node, Node], list[Group]] = {}
    for (node, host), number in numbers.items():
        group = Group(number, frozenset(people[node, host]))
        for each in tree.line(node):
            parts.setdefault((each, host), []).append(group)
    return {key: together(groups) for key, groups in parts.items()}


def _by_node(groups: Mapping[tuple[Node, Node], Group]) -> dict[Node, Group]:
    parts: dict[Node, list[Group]] = {}
    for (node, _host), group in groups.items():
        parts.setdefault(node, []).append(group)
    return {node: together(some) for node, some in parts.items()}


def _counted(facts: Sequence[Fact], tree: _Tree) -> dict[Node, Shown]:
    """How many of each department, and of those below it: from the top down, so that sums are shown first."""
    groups = _by_node(_grouped(facts, tree))
    shown: dict[Node, Shown] = dict.fromkeys([ALL, *tree.parents])
    if groups.get(ALL, Group()).is_small:
        return shown
    shown[ALL] = groups[ALL].number
    waiting = [ALL]
    while waiting:
        below = {child: groups.get(child, Group()) for child in tree.below.get(waiting.pop(), ())}
        visible = below.keys() - hidden_in_line(below)
        shown |= {child: below[child].number for child in visible}
        waiting += visible
    return shown


def _learned(
    facts: Sequence[Fact], tree: _Tree, counts: dict[Node, Shown]
) -> tuple[dict[Node, dict[Node, Shown]], dict[Node, Shown]]:
    """From whom each department learned, and to how many each host taught; may hide some of ``counts``.

    One table for each department whose sum is shown: those below it across, those who taught down. Its sums are
    those that the table above has shown, so that each can be looked at alone.
    """
    groups = _grouped(facts, tree)
    hosts = sorted({fact.host for fact in facts})
    learned: dict[Node, dict[Node, Shown]] = {node: dict.fromkeys(hosts) for node in counts}
    if counts[ALL] is None:
        return learned, learned[ALL]
    totals = {host: groups[ALL, host] for host in hosts}
    learned[ALL] |= {host: totals[host].number for host in totals.keys() - hidden_in_line(totals)}
    waiting = [ALL]
    while waiting:
        node = waiting.pop()
        children = [child for child in tree.below.get(node, ()) if counts[child] is not None]
        rows = [host for host, number in learned[node].items() if number is not None]
        table = _table(groups, tree.below.get(node, []), hosts, (children, rows))
        hidden = hidden_in_table(table)
        if hidden is None and node == ALL:
            learned[ALL] = dict.fromkeys(hosts)
            hidden = _hidden_in_columns(groups, children, hosts)
            rows = hosts
        elif hidden is None:
            counts |= dict.fromkeys(tree.beneath(node))
            continue
        for child in children:
            cells = {host: groups.get((child, host), Group()).number for host in rows if (host, child) not in hidden}
            learned[child] |= cells
        waiting += children
    return learned, learned[ALL]


def _table(
    groups: Mapping[tuple[Node, Node], Group],
    below: Sequence[Node],
    hosts: Sequence[Node],
    shown: tuple[Sequence[Node], Sequence[Node]],
) -> dict[Cell, Group]:
    """Hosts down, departments across, what is not ``shown`` of either taken together."""
    children, rows = shown
    parts: dict[Cell, list[Group]] = {}
    for child in below:
        for host in hosts:
            cell = host if host in rows else REST, child if child in children else REST
            parts.setdefault(cell, []).append(groups.get((child, host), Group()))
    return {cell: together(some) for cell, some in parts.items()}


def _hidden_in_columns(
    groups: Mapping[tuple[Node, Node], Group], children: Sequence[Node], hosts: Sequence[Node]
) -> set[Cell]:
    """The same where no host's sum is shown: each department is a line of its own."""
    return {
        (host, child)
        for child in children
        for host in hidden_in_line({host: groups.get((child, host), Group()) for host in hosts})
    }


def met(sessions: Iterable[Mapping[Node, frozenset[int]]]) -> dict[tuple[Node, Node], int]:
    """About how often people of two departments sat in one session, for pairs with enough people on both sides.

    ``sessions``: who was there, by department at the top of the tree. No sums are shown, and numbers are rounded:
    so nothing follows from one pair about another.
    """
    times: dict[tuple[Node, Node], int] = {}
    people: dict[tuple[Node, Node], set[int]] = {}
    for crowd in sessions:
        for one, other in combinations(sorted(node for node, there in crowd.items() if there), 2):
            times[one, other] = times.get((one, other), 0) + len(crowd[one]) * len(crowd[other])
            people.setdefault((one, other), set()).update(crowd[one])
            people.setdefault((other, one), set()).update(crowd[other])
    return {
        (one, other): rounded(number)
        for (one, other), number in times.items()
        if crowds.is_enough(min(len(people[one, other]), len(people[other, one])))
    }


def rounded(number: int) -> int:
    """To two digits."""
    step = 10 ** max(floor(log10(number)) - 1, 0) if number > 0 else 1
    return (number + step // 2) // step * step
