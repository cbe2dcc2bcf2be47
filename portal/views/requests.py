"""Deciding about requests, as a manager, a deputy or an organiser."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from portal.panels.requests import requests_for
from registrations import actions, queries
from registrations.forms import DecisionForm


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def requests(request: SignedInRequest) -> HttpResponse:
    """Everything that waits for my yes or no."""
    return _decide(request, None)


@access.rule(access.Rule.APPROVER)
@require_http_methods(["GET", "HEAD", "POST"])
def one_request(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of them, as the mail leads to it."""
    return _decide(request, pk)


def _decide(request: SignedInRequest, pk: int | None) -> HttpResponse:
    at = timezone.now()
    rows = requests_for(request.user, pk=pk, at=at)
    if pk is not None and not rows:
        return _decided(request, pk)
    asked = request.POST.getlist("requests")
    if asked and not {str(row.request.pk) for row in rows}.intersection(asked):
        messages.info(request, _("This was decided meanwhile."))
        return redirect("requests")
    form = DecisionForm(request.POST if request.method == "POST" else None, requests=[row.request for row in rows])
    if form.is_valid():
        verb = actions.refuse_all if "refuse" in request.POST else actions.approve_all
        number = verb(requests=form.chosen, note=form.cleaned_data["note"], by=request.user, at=at)
        if number:
            text = ngettext("%(number)d request decided.", "%(number)d requests decided.", number)
            messages.success(request, text % {"number": number})
        else:
            messages.info(request, _("This was decided meanwhile."))
        return redirect("requests")
    return render(request, "portal/requests.html", {"rows": rows, "form": form})


def _decided(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say what has become of a request: whoever comes late, or twice, was asked all the same."""
    found = queries.request_to(request.user, pk)
    if found is None:
        raise Http404
    said = {"name": found.participant.name, "state": found.get_status_display()}
    messages.info(request, _("Nothing has to be decided about %(name)s any more: %(state)s.") % said)
    return redirect("requests")
