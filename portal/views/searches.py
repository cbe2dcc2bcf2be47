"""Saved searches: keeping one, forgetting one."""

from django.contrib import messages
from django.http import HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import SaveSearchForm
from events.models import SavedSearch
from portal.panels.filters import Filters


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def searches(request: SignedInRequest) -> HttpResponse:
    """One's saved searches. With something to look for in the address it can be kept, under a name."""
    asked = Filters.from_query(request.GET).query
    form = SaveSearchForm(request.POST if request.method == "POST" else None, initial={"query": asked})
    if form.is_valid():
        query = Filters.from_query(QueryDict(form.cleaned_data["query"])).query
        try:
            actions.save_search(user=request.user, name=form.cleaned_data["name"], query=query, at=timezone.now())
        except EventRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved. You find it above the list."))
            return redirect(f"{reverse('catalogue')}?{query}")
    saved = SavedSearch.objects.of(request.user)
    return render(
        request, "portal/searches.html", {"form": form if asked or form.is_bound else None, "searches": saved}
    )


@access.rule(access.Rule.OWNER)
@require_POST
def forget(request: SignedInRequest, pk: int) -> HttpResponse:
    """Keep a saved search no longer."""
    search = get_object_or_404(SavedSearch.objects.of(request.user), pk=pk)
    actions.forget_search(search=search)
    messages.success(request, _("“%(name)s” is forgotten.") % {"name": search.name})
    return redirect("searches")
