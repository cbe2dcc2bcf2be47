"""What is to come."""

from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from common import access, exports
from portal.panels import catalogue as panels
from portal.panels.filters import Filters
from portal.panels.taking import catalogue_sheet


@access.rule(access.Rule.VISITOR)
@exports.offered
@require_safe
def catalogue(request: HttpRequest) -> HttpResponseBase:
    """Everything one may register for, to be searched and narrowed by the address alone."""
    if not (request.user.is_authenticated or settings.PUBLIC_CATALOGUE):
        return redirect_to_login(request.get_full_path())
    filters, at = Filters.from_query(request.GET), timezone.now()
    if exports.is_asked_for(request) and (
        file := exports.answer(request, catalogue_sheet(request.user, filters, at=at))
    ):
        return file
    page = panels.catalogue(request.user, filters, at=at)
    return render(request, "portal/catalogue.html", {"page": page})
