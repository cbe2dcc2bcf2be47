"""What may be said of people together without saying it of somebody: from how many on, of which groups, which mean.

Pure. Every page, mail, document and export that tells what people together did, said or wish asks here.
"""

from collections.abc import Hashable, Mapping
from typing import TypeVar

FEWEST = 5  # people; fewer could be told apart by whoever knows them

Group = TypeVar("Group", bound=Hashable)


def is_enough(people: int) -> bool:
    """Whether something may be said of so many."""
    return people >= FEWEST


def apart(sizes: Mapping[Group, int], *, total: int | None = None) -> list[Group]:
    """The groups of which something may be said apart, largest first.

    Each has at least ``FEWEST`` people, and so have all others together where there are any: whoever knows the
    ``total`` (the sum of all ``sizes``, where not given) could subtract. One group may have to go for that, the
    smallest.
    """
    named = sorted((one for one, size in sizes.items() if is_enough(size)), key=lambda one: (-sizes[one], str(one)))
    left = (sum(sizes.values()) if total is None else total) - sum(sizes[one] for one in named)
    return named[:-1] if 0 < left < FEWEST else named


def mean(points: int, people: int) -> float:
    """To one decimal; half a tenth is rounded up, in whole numbers: 4.25 as a float may come out either way."""
    return (20 * points + people) // (2 * people) / 10
