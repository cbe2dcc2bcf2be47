"""How events were rated over time, for those who look after a department."""

from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, exports
from reports import panels, queries, shown
from reports.forms import RatingsForm


@access.rule(access.Rule.DEPARTMENT)
@exports.offered
@require_safe
@never_cache
def ratings(request: SignedInRequest) -> HttpResponseBase:
    """The trend, what stands out, and every event that enough have rated."""
    scope = queries.scope_of(request.user)
    _periods, departments = shown.choices([], scope.places, may_see_all=scope.may_see_all)
    if not departments:
        raise Http404
    form = RatingsForm({"department": departments[0][0]} | request.GET.dict(), departments=departments)
    if not form.is_valid():
        raise Http404
    department = scope.everywhere.get(int(form.cleaned_data["department"] or 0))
    page = panels.ratings_page(
        queries.rated_events([department.key] if department else None, at=timezone.now()),
        title=department.name if department else departments[0][1],
        number=request.GET.get("page"),
    )
    if file := exports.answer(request, panels.ratings_sheet(page)):
        return file
    return render(request, "reports/ratings.html", {"page": page, "form": form})
