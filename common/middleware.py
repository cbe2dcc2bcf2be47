"""Middleware that knows nothing of the domain."""

import logging
import re
import time
import uuid
from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db import connection
from django.http import HttpRequest, HttpResponse

from common import errors, logs

PROBES = frozenset({"/healthz", "/readyz"})

REQUEST_ID = re.compile(r"[A-Za-z0-9._-]{8,64}")
FAILED = 500
LONGEST_NUMBER = 20  # digits; nothing is as large as that

logger = logging.getLogger("roundtable.request")

Answer = Callable[[HttpRequest], HttpResponse]


class ProbeMiddleware:
    """Probes of a load balancer come with whatever host name it uses: they are answered as if they had ours.

    Nothing in their answers depends on the name, and no other address is treated like this.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response
        self.host = urlsplit(settings.BASE_URL).netloc

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Called for every request, before anything looks at the host."""
        if request.path_info in PROBES:
            request.META["HTTP_HOST"] = self.host
            request.META.pop("HTTP_X_FORWARDED_HOST", None)
        return self.get_response(request)


class LargestRequestMiddleware:
    """Turns away what is larger than any form takes, before anything reads it: files would fill the disk first."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Called before anything asks for the form in a request."""
        length = str(request.META.get("CONTENT_LENGTH") or "")  # without one, Django reads nothing
        if length.isdecimal() and int(length[:LONGEST_NUMBER]) > settings.LARGEST_REQUEST:
            return errors.too_large(request)
        return self.get_response(request)


class RequestLogMiddleware:
    """One line for each request: which route, how it went, how long it took, how often the database was asked.

    Not who, and not the path: paths carry slugs and links. The line's number is also in the answer,
    so that whoever reports a fault can name it.
    """

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Called for every request."""
        number, started, questions = _number(request), time.perf_counter(), _Questions()
        with logs.request(number), connection.execute_wrapper(questions):
            response = self.get_response(request)
            response.headers["X-Request-ID"] = number
            if request.path_info not in PROBES or response.status_code >= FAILED:
                _log(request, response, questions=questions.number, seconds=time.perf_counter() - started)
        return response


class _Questions:
    """Counts statements."""

    def __init__(self) -> None:
        self.number = 0

    def __call__(self, execute: Callable[..., Any], *arguments: Any) -> Any:
        self.number += 1
        return execute(*arguments)


def _number(request: HttpRequest) -> str:
    """The number that our proxy gave the request, else one of our own: nobody else writes into our log."""
    given = request.headers.get("X-Request-ID", "") if settings.BEHIND_PROXY else ""
    return given if REQUEST_ID.fullmatch(given) else uuid.uuid4().hex


def _log(request: HttpRequest, response: HttpResponse, *, questions: int, seconds: float) -> None:
    match = request.resolver_match
    fields = {
        "method": request.method,
        "route": match.view_name if match else "",
        "status": response.status_code,
        "ms": round(seconds * 1000, 1),
        "sql": questions,
    }
    logger.log(logging.ERROR if response.status_code >= FAILED else logging.INFO, "request", extra={"fields": fields})
