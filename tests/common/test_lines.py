"""Something on each line of a field."""

import pytest
from django.core.exceptions import ValidationError

from common.forms import LinesField

pytestmark = pytest.mark.once


def test_lines_are_those_that_say_something():
    assert LinesField(most=3, longest=10).clean(" Red \n\n Dark  green\n") == ["Red", "Dark green"]


def test_a_line_that_is_too_long_is_named_by_where_it_stands():
    with pytest.raises(ValidationError) as refused:
        LinesField(most=3, longest=9).clean("Red\n\nMuch too long")

    assert refused.value.messages == ["Line 3 is longer than 9 characters."]
