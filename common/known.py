"""Answers that a browser need not fetch again: it asks by what it has, and is told that nothing has changed."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import quote_etag


def unless_known(request: HttpRequest, response: HttpResponse) -> HttpResponseBase:
    """``response``, or 304 where the browser has the very same; it keeps it for itself and asks each time.

    For what holds nothing that is new with each rendering: no token of a form, no time.
    """
    etag = quote_etag(sha256(response.content).hexdigest()[:32])
    response.headers["ETag"], response.headers["Cache-Control"] = etag, "private, no-cache"
    return get_conditional_response(request, etag=etag, response=response) or response


def never_known(response: HttpResponse) -> HttpResponse:
    """``response``, which no browser keeps in the place of the one before."""
    response.headers["Cache-Control"] = "no-store"
    return response
