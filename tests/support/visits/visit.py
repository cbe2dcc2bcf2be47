"""One way to fill the arguments of an address, and who may then come in where the rule alone can't say."""

from collections.abc import Callable
from dataclasses import dataclass

from tests.support.world import World

Arguments = dict[str, object]


@dataclass(frozen=True)
class Visit:
    """One way to fill a route's arguments.

    ``allowed`` stands where the route's rule alone doesn't say who may reach this object;
    ``strange`` are addresses that mix objects of different owners: they exist for nobody.
    ``needs_people`` is said of what is not there as long as nobody takes part.
    """

    arguments: Callable[[World], Arguments] = lambda _world: {}
    allowed: frozenset[str] | None = None
    strange: Callable[[World], list[Arguments]] | None = None
    needs_people: bool = False
