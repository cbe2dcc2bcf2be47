"""How often one person may ask for a page that costs much."""

from collections.abc import Callable
from typing import TypeVar

from allauth.decorators import rate_limit
from django.http import HttpResponseBase

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def limited(action: str) -> Callable[[View], View]:
    """Answer 429 beyond the rate that ACCOUNT_RATE_LIMITS names for ``action``; looking counts as asking."""
    limit: Callable[[View], View] = rate_limit(action=action, limit_get=True)
    return limit
