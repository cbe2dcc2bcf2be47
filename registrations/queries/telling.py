"""How much may be told about small groups."""

from collections.abc import Sequence

LEAST = 5  # people, below which nobody can be told apart from the others


def told_apart(counts: Sequence[tuple[str, int]]) -> tuple[list[tuple[str, int]], int]:
    """The groups that may be named, largest first, and how many people are left; what is left is no small group either.

    Whoever belongs nowhere ("") is always among those left.
    """
    named = sorted(((name, number) for name, number in counts if name and number >= LEAST), key=lambda one: -one[1])
    others = sum(number for _name, number in counts) - sum(number for _name, number in named)
    while named and 0 < others < LEAST:
        others += named.pop()[1]
    return named, others
