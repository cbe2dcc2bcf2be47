"""How the organisation is called, and its logo: the administrators' page, and the picture for everybody."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts import actions
from accounts.exceptions import AccountRefused
from accounts.forms import OrganisationForm
from accounts.models import Organisation
from accounts.requests import SignedInRequest
from common import access, site
from common.forms import sent

A_YEAR = 31_536_000


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def organisation(request: SignedInRequest) -> HttpResponse:
    """Say how the organisation is called, and upload its logo."""
    found, (typed, files) = _organisation(), sent(request)
    form = OrganisationForm(typed, files, instance=found, version=actions.version_of_organisation(found))
    if form.is_valid():
        try:
            actions.name_organisation(values=form.values, by=request.user, at=timezone.now(), seen=form.version)
        except AccountRefused as refused:
            form.refuse(refused, version=actions.version_of_organisation(_organisation()))
        else:
            messages.success(request, _("Saved. Pages, mails and new documents say it from now on."))
            return redirect("organisation")
    context = {"form": form, "organisation": site.current()}
    return render(request, "operations/organisation.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ANYONE)
@require_safe
def logo(request: HttpRequest, key: str) -> HttpResponseBase:
    """The logo; another one has another address."""
    found = Organisation.objects.exclude(logo_key="").filter(logo_key=key).first()
    if found is None:
        raise Http404
    response = HttpResponse(bytes(found.logo), content_type="image/png")
    response["ETag"], response["Cache-Control"] = f'"{key}"', f"public, max-age={A_YEAR}, immutable"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    answer: HttpResponseBase = get_conditional_response(request, etag=response["ETag"], response=response) or response
    return answer


def _organisation() -> Organisation:
    return Organisation.objects.filter(pk=1).first() or Organisation()
