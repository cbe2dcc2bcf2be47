import pytest

from common import search


@pytest.mark.parametrize(
    ("typed", "found"), [("  Mara ", "Mara"), ("Ma\x00ra", "Mara"), ("x" * 101, "x" * 100), ("\x00", ""), ("", "")]
)
def test_a_term_is_what_was_meant(typed, found):
    assert search.term(typed) == found
