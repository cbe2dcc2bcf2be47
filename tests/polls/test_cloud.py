"""How large words are set, and by which codes phones come."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from polls import cloud, codes

pytestmark = pytest.mark.once
COUNTS = st.lists(st.integers(1, 2_000), max_size=60)


@given(COUNTS)
def test_sizes_follow_the_counts(counts):
    found = cloud.sizes(counts)

    assert len(found) == len(counts)
    assert all(1 <= size <= cloud.STEPS for size in found)
    assert all(found[i] <= found[j] for i, one in enumerate(counts) for j, other in enumerate(counts) if one <= other)


@pytest.mark.parametrize(
    ("counts", "expected"), [([], []), ([4, 4], [3, 3]), ([1, 100], [1, 6]), ([100, 10, 1], [6, 3, 1]), ([7], [3])]
)
def test_sizes_use_the_whole_range_where_counts_differ(counts, expected):
    assert cloud.sizes(counts) == expected


def test_a_code_has_no_signs_that_are_mistaken_for_others():
    code = codes.new()

    assert len(code) == 6
    assert set(code) <= set("234679CDFGHJKMNPQRTVWXYZ")


@pytest.mark.parametrize("typed", ["K7M3QX", "k7m3qx", " k7m 3qx ", "K7M-3QX"])
def test_read_takes_a_code_as_people_type_it(typed):
    assert codes.read(typed) == "K7M3QX"
    assert codes.spaced(codes.read(typed)) == "K7M 3QX"
