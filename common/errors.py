"""What people see when something is wrong with the address, the request, or us."""

import sys

from django.db import OperationalError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from common import context

RETRY_AFTER = 5  # seconds; a locked database is free again by then


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django gives it by name
    """Nothing at this address, or nothing for this person: both look alike."""
    return render(request, "404.html", status=404)


def forbidden(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django gives it by name
    """Known, but not allowed."""
    return render(request, "403.html", status=403)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:  # noqa: ARG001  # Django logs the reason
    """A form that was open for too long, or came from elsewhere."""
    return render(request, "403_csrf.html", status=403)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:  # noqa: ARG001  # Django gives it by name
    """A request no browser of ours would send; the page asks nothing of it."""
    return _plain(request, "400.html", status=400)


def too_large(request: HttpRequest) -> HttpResponse:
    """More than any form takes; nothing of it was read."""
    return _plain(request, "413.html", status=413)


def failed(request: HttpRequest) -> HttpResponse:
    """Our own mistake, or a database that is too busy or away."""
    if isinstance(sys.exc_info()[1], OperationalError):
        response = _plain(request, "503.html", status=503)
        response.headers["Retry-After"] = str(RETRY_AFTER)
        return response
    return _plain(request, "500.html", status=500)


def _plain(request: HttpRequest, template: str, *, status: int) -> HttpResponse:
    """A page that asks neither database nor session, and that is there even if templates are not."""
    try:
        page: str = render_to_string(template, context.site(request))
    except Exception:  # noqa: BLE001  # whatever is broken, people must read something
        page = f"<!doctype html><title>{status}</title><p>{_('Something went wrong on our side.')}</p>"
    return HttpResponse(page, status=status)
