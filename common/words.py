"""Several things as one phrase."""

from collections.abc import Sequence

from django.utils.text import get_text_list
from django.utils.translation import pgettext


def listed(items: Sequence[str], *, last: str = "") -> str:
    """A list in words: "a, b and c"; ``last`` stands before the last one instead of "and"."""
    return get_text_list(list(items), last or pgettext("before the last item of a list", "and"))
