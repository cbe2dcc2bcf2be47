"""What may be said of people together."""

from collections import defaultdict
from itertools import chain, combinations, product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from common.crowds import FEWEST, apart, is_enough, mean

pytestmark = pytest.mark.once


def test_of_fewer_than_five_nothing_is_said():
    assert [is_enough(number) for number in (0, 4, 5, 6)] == [False, False, True, True]


@pytest.mark.parametrize(
    ("sizes", "said"),
    [
        ({1: 5, 2: 9}, [2, 1]),
        ({1: 9, 2: 4}, []),  # the rest would tell of four
        ({1: 9, 2: 6, 3: 4}, [1]),
        ({1: 9, 2: 3, None: 2}, [1]),  # those five together tell of nobody
        ({1: 4}, []),
        ({}, []),
    ],
)
def test_groups_are_told_apart_where_neither_they_nor_the_rest_are_few(sizes, said):
    assert apart(sizes) == said


def test_those_of_no_group_are_part_of_the_rest():
    assert [apart({1: 9, 2: 7}, total=total) for total in (16, 18, 21)] == [[1, 2], [1], [1, 2]]


@settings(max_examples=2_000)
@given(st.dictionaries(st.integers(), st.integers(0, 12), max_size=6), st.integers(0, 9))
def test_no_difference_of_what_is_said_tells_of_few(sizes, others):
    said = apart(sizes, total=sum(sizes.values()) + others)

    parts = chain.from_iterable(combinations(said, number) for number in range(len(said) + 1))
    known = [sum(sizes[one] for one in part) for part in parts]
    differences = {*known, *(sum(sizes.values()) + others - one for one in known)} if said else set()
    assert [one for one in differences if 0 < one < FEWEST] == []


@pytest.mark.parametrize(("groups", "known"), [(2, set()), (3, {FEWEST - 1})])
def test_whoever_knows_rule_total_and_groups_works_out_the_largest_of_small_numbers_at_most(groups, known):
    most = 15  # as many together: each way in which they may be split is among those below
    alike = defaultdict(list)
    for split in product(range(most + 1), repeat=groups):
        if sum(split) <= most:
            sizes = dict(enumerate(split))
            alike[sum(split), tuple((one, sizes[one]) for one in apart(sizes))].append(split)

    worked_out = {
        min(numbers)
        for splits in alike.values()
        for numbers in map(set, zip(*splits, strict=True))
        if len(numbers) == 1 and 0 < min(numbers) < FEWEST
    }
    assert worked_out == known


@pytest.mark.parametrize(("points", "people", "expected"), [(17, 4, 4.3), (9, 2, 4.5), (13, 3, 4.3), (0, 1, 0.0)])
def test_a_mean_is_rounded_half_up(points, people, expected):
    assert mean(points, people) == expected
