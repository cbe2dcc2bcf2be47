"""How large each word of a cloud is set; the same counts always give the same cloud."""

import math
from collections.abc import Sequence

STEPS = 6


def sizes(counts: Sequence[int]) -> list[int]:
    """From 1 to ``STEPS`` for each: equal where counts are, larger where they are, and as large as can be for the most.

    By the logarithm, since a word said by a hundred would otherwise leave all others at the smallest.
    """
    most, fewest = max(counts, default=0), min(counts, default=0)
    if most == fewest:
        return [(STEPS + 1) // 2] * len(counts)
    whole = math.log(most / fewest)
    return [1 + round((STEPS - 1) * math.log(count / fewest) / whole) for count in counts]
