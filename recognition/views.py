"""Certificates: checked by anybody, listed for whose they are, and as badges that programs check."""

from datetime import datetime
from typing import Any

from allauth.account.adapter import get_adapter
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.requests import SignedInRequest
from common import access, limits
from common.calls import is_too_often
from recognition import documents, panels, queries
from recognition.models import Certificate

MOST_LOOKS = 120  # a minute, from one address: a whole course may check theirs at once
JSON_LD = "application/ld+json"


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def certificate(request: HttpRequest, code: str) -> HttpResponse:
    """Whether a certificate is genuine and holds still, and what it says: for anybody who has its address."""
    at = timezone.now()
    if _is_too_often(request, at=at):
        return limits.later(request)
    found = get_object_or_404(Certificate.objects.select_related("registration__event"), code=code)
    page = panels.certificate_page(found, reader=request.user)
    return _unlisted(render(request, "recognition/certificate.html", {"page": page}))


@access.rule(access.Rule.LINK)
@require_safe
def badge(request: HttpRequest, code: str) -> HttpResponse:
    """The same as an Open Badge, signed."""
    at = timezone.now()
    if _is_too_often(request, at=at):
        return limits.later(request)
    found = get_object_or_404(Certificate.objects.select_related("registration__event"), code=code)
    return _signed(documents.badge(found, signer=_signer()), name=f"badge-{found.code}.json")


@access.rule(access.Rule.ANYONE)
@require_safe
def status(request: HttpRequest, number: int) -> HttpResponse:
    """Which certificates were taken back, as programs read it."""
    if _is_too_often(request, at=timezone.now()):
        return limits.later(request)
    key = queries.current_key()
    if key is None or number >= queries.lists():
        raise Http404
    return _signed(documents.status_list(number, key=key, signer=_signer()))


@access.rule(access.Rule.ANYONE)
@require_safe
def did(_request: HttpRequest) -> HttpResponse:
    """By which keys badges are signed, as did:web has it."""
    response = JsonResponse(documents.did(), content_type="application/did+json")
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def own(request: SignedInRequest) -> HttpResponse:
    """One's own certificates."""
    return render(request, "recognition/own.html", {"pages": panels.certificates_of(request.user)})


def _signer() -> queries.Signer:
    found = queries.signer(settings.BASE_URL)
    if found is None:
        raise Http404
    return found


def _signed(document: dict[str, Any], *, name: str = "") -> HttpResponse:
    response = JsonResponse(document, content_type=JSON_LD, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response.headers["Access-Control-Allow-Origin"] = "*"  # whoever checks it may do so in a browser
    if name:
        response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return _unlisted(response)


def _unlisted(response: HttpResponse) -> HttpResponse:
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _is_too_often(request: HttpRequest, *, at: datetime) -> bool:
    return is_too_often(f"certificate:{get_adapter().get_client_ip(request)}", most=MOST_LOOKS, at=at)
