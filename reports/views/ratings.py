"""How events were rated over time, for those who look after a department."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import panels, queries
from reports.forms import ScopeForm
from reports.views.scoped import scope_or_404


@access.rule(access.Rule.DEPARTMENT)
@exports.offered
@require_safe
@never_cache
def ratings(request: SignedInRequest) -> HttpResponseBase:
    """The trend, what stands out, and every event that enough have rated."""
    form = ScopeForm(request.GET.dict(), scope=scope_or_404(request.user))
    if not form.is_valid():
        raise Http404
    page = panels.ratings_page(
        queries.rated_events([form.department.key] if form.department else None, at=timezone.now()),
        title=form.title,
        number=request.GET.get("page"),
    )
    if file := exports.answer(request, panels.ratings_sheet(page)):
        return file
    return render(request, "reports/ratings.html", {"page": page, "form": form})
