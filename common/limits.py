"""How often somebody may ask for a page that costs much, and what they are told beyond that."""

from collections.abc import Callable
from typing import TypeVar

from allauth.decorators import rate_limit
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render

ASK_AGAIN = "60"  # seconds

View = TypeVar("View", bound=Callable[..., HttpResponseBase])


def limited(action: str) -> Callable[[View], View]:
    """Answer 429 beyond the rate that ACCOUNT_RATE_LIMITS names for ``action``; looking counts as asking."""
    limit: Callable[[View], View] = rate_limit(action=action, limit_get=True)
    return limit


def later(request: HttpRequest) -> HttpResponse:
    """Say that it was too often, and when to ask again."""
    response = render(request, "429.html", status=429)
    response.headers["Retry-After"] = ASK_AGAIN
    return response
