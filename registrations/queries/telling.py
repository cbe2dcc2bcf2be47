"""How much may be told about small groups."""

from collections.abc import Sequence

from common import crowds


def told_apart(counts: Sequence[tuple[str, int]]) -> tuple[list[tuple[str, int]], int]:
    """The groups that may be named, largest first, and how many people are left; what is left is no small group either.

    Whoever belongs nowhere ("") is always among those left.
    """
    everybody = sum(number for _name, number in counts)
    places = {place: number for place, (name, number) in enumerate(counts) if name}
    named = [counts[place] for place in crowds.apart(places, total=everybody)]
    return named, everybody - sum(number for _name, number in named)
