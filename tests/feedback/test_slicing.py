"""The pure core of slices: nothing that is shown, and no difference of it, is about fewer than five people."""

from collections.abc import Iterator, Mapping
from itertools import product

from hypothesis import example, given, settings
from hypothesis import strategies as st

from common.crowds import FEWEST
from feedback.slicing import MOST, REST, Cell, branches, from_json, publishable, standing, to_json

groups = st.none() | st.sampled_from("abcdefghijk")
asked = st.lists(groups, max_size=70).map(lambda found: dict(enumerate(found)))
answered = st.lists(st.integers(0, 14), min_size=1, max_size=5).map(
    lambda found: dict(zip("abcde", found, strict=False))
)


def atoms(total: int, shown: Mapping[str, int]) -> list[int]:
    """Sets of people that everything shown is made of: those of each cell that is shown, and all others."""
    return [*shown.values(), total - sum(shown.values())]


def combinations(total: int, shown: Mapping[str, int]) -> Iterator[int]:
    """How many people stand behind each sum and difference of figures that is the figure of some set of people."""
    parts = atoms(total, shown)
    for of_all, *of_cells in product((-1, 0, 1), repeat=len(shown) + 1):
        weights = [of_all + weight for weight in of_cells] + [of_all]
        if set(weights) <= {0, 1}:
            yield sum(weight * part for weight, part in zip(weights, parts, strict=True))


@settings(max_examples=2_000)
@given(counts=answered, others=st.integers(0, 6))
@example(counts={"a": 5, "b": 4}, others=0)
@example(counts={"a": 5, "b": 5, "c": 1}, others=0)
def test_no_figure_and_no_difference_of_figures_is_about_fewer_than_five(counts, others):
    total = sum(counts.values()) + others

    shown = {key: counts[key] for key in publishable(total, counts)}

    published = combinations(total, shown) if total >= FEWEST else []  # of fewer not even the total is shown
    assert [number for number in published if 0 < number < FEWEST] == []
    assert total >= FEWEST or shown == {}


@settings(max_examples=500)
@given(counts=answered)
def test_no_more_is_hidden_than_has_to_be(counts):
    total = sum(counts.values())

    shown = publishable(total, counts)

    hidden = [key for key in counts if key not in shown and counts[key] >= FEWEST]
    for key in hidden:
        left = total - sum(counts[one] for one in (*shown, key))
        assert total < FEWEST or 0 < left < FEWEST


@given(counts=answered, others=st.integers(0, 6))
def test_what_is_kept_when_it_closes_is_shown_just_as_before(counts, others):
    total = sum(counts.values()) + others

    shown = {key: counts[key] for key in publishable(total, counts)}

    assert publishable(total, shown) == list(shown)


def test_the_smallest_cell_goes_with_those_it_would_give_away():
    assert publishable(16, {"a": 5, "b": 8, REST: 3}) == ["b"]
    assert publishable(18, {"a": 5, "b": 8, REST: 5}) == ["a", "b", REST]
    assert publishable(4, {"a": 4}) == []


@settings(max_examples=2_000)
@given(people=asked)
def test_every_cell_and_everybody_else_is_at_least_five_or_nobody(people):
    kept = standing(people)

    sizes = [sum(group == one for group in people.values()) for one in kept]
    rest = len(people) - sum(sizes)
    assert [size for size in sizes if size < FEWEST] == []
    assert kept == [] or rest == 0 or rest >= FEWEST
    assert len(kept) + bool(rest) <= MOST
    assert kept == [] or len(kept) + bool(rest) >= 2


def crowd(**sizes: int) -> dict[int, str | None]:
    return dict(enumerate(name if name != "none" else None for name, size in sizes.items() for _ in range(size)))


def test_the_smallest_group_joins_the_rest_where_the_rest_is_too_small():
    assert standing(crowd(a=9, b=5, c=2)) == ["a"]
    assert standing(crowd(a=9, b=6, c=3, none=2)) == ["a", "b"]
    assert standing(crowd(a=9, b=6)) == ["a", "b"]
    assert standing(crowd(a=9, b=4)) == []
    assert standing(crowd(a=12)) == []
    assert standing({}) == []


def test_of_many_groups_the_largest_stand_for_themselves():
    many = {chr(97 + number): 5 + number for number in range(10)}

    assert standing(crowd(**many)) == list("jihgfed")
    assert standing(crowd(**dict(list(many.items())[:MOST]))) == list("hgfedcba")


def test_people_are_told_apart_at_the_first_level_where_they_differ():
    lines = {1: [10, 20, 30], 2: [10, 20, 31], 3: [10, 21], 4: [10], 5: []}

    assert branches(lines) == {1: 20, 2: 20, 3: 21, 4: None, 5: None}
    assert branches({1: [10, 20, 30], 2: [10, 20, 31]}) == {1: 30, 2: 31}
    assert branches({1: [10], 2: [11, 20]}) == {1: 10, 2: 11}
    assert branches({1: [10, 20], 2: [10, 20]}) == {1: None, 2: None}
    assert branches({}) == {}


def test_cells_come_back_as_they_were_kept():
    cells = [Cell("1", {"en": "Finance", "de": "Finanzen"}, 7), Cell(REST, {"en": "Everybody else"}, 5)]

    assert from_json(to_json(cells)) == cells
