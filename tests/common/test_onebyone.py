"""One that fails stops no other."""

import pytest

from common.onebyone import one_by_one

pytestmark = pytest.mark.once


def test_each_is_done_and_what_failed_is_said_at_the_end_without_its_words():
    done = []

    def act(number: int) -> None:
        if number % 2:
            raise ValueError(f"{number} belongs to Mara")
        done.append(number)

    with pytest.raises(ExceptionGroup) as failed:
        one_by_one([1, 2, 3, 4], act)

    assert done == [2, 4]
    assert failed.value.message == "2 failed: int (ValueError), int (ValueError)"
    assert [str(error) for error in failed.value.exceptions] == ["1 belongs to Mara", "3 belongs to Mara"]


def test_nothing_is_said_where_nothing_fails():
    done = []

    one_by_one([1, 2], done.append)

    assert done == [1, 2]
