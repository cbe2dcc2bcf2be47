"""Which rows stand on which page."""

from collections.abc import Iterable, Sequence
from itertools import groupby

NEAR = 0.01  # pixels, lost by rounding


def paged(heights: Iterable[float], *, first: float, other: float) -> list[range]:
    """The rows of each page, in order; a row that is higher than a page has one for itself."""
    found: list[range] = []
    begin = end = 0
    left = first
    for height in heights:
        if height > left + NEAR and (end > begin or not found):
            found.append(range(begin, end))
            begin, left = end, other
        left -= height
        end += 1
    return [*found, range(begin, end)]


def runs(rows: range, are_usual: Sequence[bool]) -> list[tuple[bool, range]]:
    """Rows that follow each other and are all usual, or all not."""
    found = []
    for is_usual, group in groupby(rows, key=are_usual.__getitem__):
        listed = list(group)
        found.append((is_usual, range(listed[0], listed[-1] + 1)))
    return found
