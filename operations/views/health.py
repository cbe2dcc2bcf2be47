"""Pages for those who run this installation."""

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from common.access import Rule, rule


@rule(Rule.ANYONE)
@require_safe
@never_cache
def healthz(_request: HttpRequest) -> HttpResponse:
    """Whether pages can be answered, for a load balancer; nothing about the inside."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return HttpResponse("unavailable\n", status=503, content_type="text/plain")
    return HttpResponse("ok\n", content_type="text/plain")
