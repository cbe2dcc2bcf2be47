"""Probes: whether this process lives, and whether it can do its work. Nothing about the inside."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.access import Rule, rule
from operations import readiness


@rule(Rule.ANYONE)
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether this process answers. It asks nobody: a database that is away is not mended by killing us."""
    return HttpResponse("ok\n", content_type="text/plain")


@rule(Rule.ANYONE)
@require_safe
@never_cache
def readyz(_request: HttpRequest) -> HttpResponse:
    """Whether requests may be sent here; one word says what is in the way."""
    obstacle = readiness.obstacle()
    return HttpResponse(f"{obstacle or 'ok'}\n", status=503 if obstacle else 200, content_type="text/plain")
