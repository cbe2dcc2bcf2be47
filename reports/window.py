"""What somebody sees of published figures: sums over quarters and places of what is shown, and of nothing else.

Since only shown numbers are added up, a sum says nothing that they don't; where one of them is hidden, it is a
lower bound and says so.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from reports.figures import ALL, SEATED, Fate, Node

Kept = Mapping[str, Any]  # the figures of one quarter


@dataclass(frozen=True)
class Tally:
    """A number; ``is_least``: something is hidden, so that there may be more."""

    number: int = 0
    is_least: bool = False


def added(values: Iterable[int | None]) -> Tally | None:
    """Their sum; None where all are hidden, or there are none."""
    listed = list(values)
    shown = [value for value in listed if value is not None]
    return Tally(sum(shown), is_least=len(shown) < len(listed)) if shown else None


def tallied(tallies: Iterable[Tally | None]) -> Tally | None:
    """The same of sums."""
    listed = list(tallies)
    total = added(None if one is None else one.number for one in listed)
    if total is None:
        return None
    return Tally(total.number, is_least=total.is_least or any(one.is_least for one in listed if one))


@dataclass(frozen=True)
class Window:
    """The figures of one or several quarters, seen from one department, or from the whole organisation."""

    quarters: Sequence[Kept]
    node: Node = ALL

    def count(self, fate: Fate, node: Node | None = None) -> Tally | None:
        """How often people of a department attended, stayed away, waited."""
        at = node or self.node
        return added(kept["counts"][fate][at] for kept in self.quarters if at in kept["counts"][fate])

    def seats_taken(self, node: Node | None = None) -> Tally | None:
        """How many seats people of a department had, whatever they made of them."""
        return tallied(self.count(fate, node) for fate in SEATED)

    def minutes(self, node: Node | None = None) -> Tally | None:
        """How long people of a department learned, all together."""
        at = node or self.node
        there = [kept for kept in self.quarters if at in kept["counts"][Fate.ATTENDED]]
        return added(kept["minutes"].get(at) for kept in there)

    def learned(self, node: Node, host: Node) -> Tally | None:
        """How often people of ``node`` attended what ``host`` offered."""
        return added(kept["learned"].get(node, {}).get(host) for kept in self.quarters if host in self._hosts(kept))

    def learned_elsewhere(self, node: Node | None = None) -> Tally | None:
        """How often people of a department attended what another offered, as far as it is shown."""
        at = node or self.node
        homes = self.tops if at == ALL else [at]
        parts = []
        for home in homes:
            own = self.top(home)
            parts += [self.learned(home, host) for host in self.hosts if host != own]
        return tallied(parts)

    @property
    def hosts(self) -> list[Node]:
        """Who offered something, at the top of the tree."""
        return sorted({host for kept in self.quarters for host in self._hosts(kept)})

    @property
    def tops(self) -> list[Node]:
        """Everything at the top of the tree."""
        return self.below(ALL)

    def below(self, node: Node) -> list[Node]:
        """What stands right below ``node`` and somebody belongs to; without those who belong to itself."""
        found = {
            one
            for kept in self.quarters
            for one in kept["counts"][Fate.ATTENDED]
            if self._parent(kept, one) == node and "." not in one
        }
        return sorted(found)

    def top(self, node: Node) -> Node:
        """The department at the top of the tree that ``node`` is in."""
        for kept in self.quarters:
            at = node
            while (parent := self._parent(kept, at)) not in (None, ALL):
                at = str(parent)
            if parent == ALL:
                return at
        return node

    def met(self, one: Node, other: Node) -> int | None:
        """About how often people of the two sat in one session."""
        pair = sorted((one, other))
        found = added(number for kept in self.quarters for *both, number in kept["met"] if both == pair)
        return found.number if found else None

    def offered(self, what: str, node: Node | None = None) -> int:
        """What a department offered: ``seminars``, ``minutes``, ``seats``, ``unlimited``."""
        at = node or self.node
        return sum(kept["offered"].get(at, {}).get(what, 0) for kept in self.quarters)

    @property
    def mixed(self) -> float | None:
        """The share of seminars to which people of several departments came; None where there were few."""
        parts = [kept["offered"][self.node] for kept in self.quarters if self.node in kept["offered"]]
        known = [one for one in parts if one["attended"] is not None]
        whole = sum(one["attended"] for one in known)
        return 100 * sum(one["mixed"] for one in known) / whole if whole else None

    @staticmethod
    def _hosts(kept: Kept) -> Iterable[Node]:
        return {host for cells in kept["learned"].values() for host in cells}

    @staticmethod
    def _parent(kept: Kept, node: Node) -> Node | None:
        if node in kept["departments"]:
            return str(kept["departments"][node]["parent"])
        if node == ALL:
            return None
        return node.rpartition(".")[0] or ALL
