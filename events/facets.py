"""How many events each value of each facet would leave: the pure core of the catalogue's filters.

Within one facet values widen the choice, between facets they narrow it. So what a value would leave
is counted among the events that fit every *other* facet: the number beside a value is the number
that stands in the list once it is chosen.
"""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from collections.abc import Set as AbstractSet

KEPT = ("topic", "host", "format", "kind", "language", "location")  # in this order; a change of it is a migration
FACETS = (*KEPT, "date")

Index = Mapping[str, Mapping[str, AbstractSet[int]]]
Chosen = Mapping[str, Collection[str]]


def written(values: Mapping[str, Iterable[object]]) -> str:
    """The values of an event in each of the facets KEPT, as one row keeps them: like "data;7;room;talk;en;"."""
    return ";".join(" ".join(sorted({str(value) for value in values.get(facet, ())})) for facet in KEPT)


def read(rows: Iterable[tuple[int, str]]) -> dict[str, dict[str, set[int]]]:
    """The index of events by what is written() of each, by its id."""
    index: dict[str, dict[str, set[int]]] = {facet: defaultdict(set) for facet in FACETS}
    pairs = list(rows)
    for facet, column in zip(KEPT, zip(*(text.split(";") for _pk, text in pairs), strict=True), strict=False):
        # Many events have the same: each text is taken apart once.
        alike: dict[str, list[int]] = defaultdict(list)
        for (pk, _text), values in zip(pairs, column, strict=True):
            alike[values].append(pk)
        for values, ids in alike.items():
            for value in values.split():
                index[facet][value].update(ids)
    return index


def fitting(index: Index, chosen: Chosen, *, among: AbstractSet[int]) -> set[int]:
    """Ids of those ``among`` which fit one chosen value of every facet in which something is chosen."""
    found = set(among)
    for facet, values in chosen.items():
        if values:
            sets = index.get(facet, {})
            found &= set().union(*(sets.get(value, frozenset()) for value in values))
    return found


def counts(index: Index, chosen: Chosen, *, among: AbstractSet[int]) -> dict[str, dict[str, int]]:
    """For every facet and value of ``index``: how many of those ``among`` would be left by it.

    A value that would leave nothing is left out unless it is chosen.
    """
    found: dict[str, dict[str, int]] = {}
    for facet, sets in index.items():
        left = fitting(index, {other: values for other, values in chosen.items() if other != facet}, among=among)
        mine = chosen.get(facet, ())
        numbers = {value: len(left & ids) for value, ids in sets.items()}
        found[facet] = {value: number for value, number in numbers.items() if number or value in mine}
    return found
