"""How a walk is divided between the two databases.

What differs by database is SQL, not who may come in, nor what a form says. So in a run of everything those whose
pages ask something of their own ask on both, and everybody else on one: which, differs by address. Every field is
filled in wrongly on both, and in every way on one of them. Whatever there is only one of is asked twice.
``script/checks.py`` says which half a run of pytest takes; unless it does, that is all.
"""

import os
from collections.abc import Iterable
from typing import TypeVar
from zlib import crc32

from tests.support.routes import Route
from tests.support.visits import Visit, allowed
from tests.support.world import EVERYBODY

HALF = os.environ.get("HALF", "")
HALVES = ("first", "second")
# With the others of a half they make 866 and more of the 872 statements of the walk.
ON_BOTH = frozenset({"admin", "coordinator", "owner", "participant", "speaker"})
T = TypeVar("T")


def half(things: Iterable[T], whose: str, which: str = HALF) -> list[T]:
    """Every other one of them; with which the first half begins differs by ``whose`` they are."""
    line = list(things)
    if not which or len(line) == 1:
        return line
    return line[(crc32(whose.encode()) + HALVES.index(which)) % 2 :: 2]


def askers(route: Route, filled: Visit, which: str = HALF) -> set[str]:
    """Who asks an address: of those who come in, of whom those ON_BOTH always do, and of those who do not."""
    may, whose = allowed(route, filled), str(route)
    always, others, refused = may & ON_BOTH, sorted(may - ON_BOTH), sorted(EVERYBODY - may)
    return {*always, *half(others, whose, which), *half(refused, whose, which)}
