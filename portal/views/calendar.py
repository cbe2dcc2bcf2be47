"""The catalogue as a calendar."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common import access
from portal.panels import calendar as panels
from portal.panels.filters import Filters
from portal.panels.stretch import Stretch


@access.rule(access.Rule.VISITOR)
@require_safe
def calendar(request: HttpRequest) -> HttpResponseBase:
    """A month, a week or a day of what one may register for, narrowed as the catalogue is."""
    if not (request.user.is_authenticated or settings.PUBLIC_CATALOGUE):
        return redirect_to_login(request.get_full_path())
    at = timezone.now()
    stretch = Stretch.from_query(request.GET, at=at)
    page = panels.calendar(request.user, Filters.from_query(request.GET), stretch, at=at)
    return render(request, "portal/calendar.html", {"page": page})
