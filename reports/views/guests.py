"""A guest's certificate on paper, by their signed link: made by the queue as everybody's, and theirs alone."""

from zoneinfo import ZoneInfo

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from common import access
from common.downloads import kept_file
from recognition import links
from recognition.models import Certificate
from reports import actions, documents, panels
from reports.exceptions import ReportRefused
from reports.panels import GuestCopy
from reports.registry import Order

KIND = documents.CERTIFICATE_OF_GUEST


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def guest_certificate(request: HttpRequest, signed: str) -> HttpResponse:
    """How far the PDF is, and where to fetch it; of one that was taken back, what everybody is told."""
    certificate = _certificate(signed)
    if not certificate.is_valid:
        return redirect(certificate)
    guest = certificate.holder
    template = "reports/_guest_copy.html" if request.headers.get("HX-Request") else "reports/guest_certificate.html"
    with timezone.override(ZoneInfo(guest.zone)), translation.override(guest.language):
        response = render(request, template, {"panel": _panel(certificate, signed), "guest": guest})
    # The address is the key: it goes to no other site and into no index.
    response["Referrer-Policy"], response["X-Robots-Tag"] = "same-origin", "noindex"
    return response


@access.rule(access.Rule.LINK)
@require_POST
def guest_certificate_new(request: HttpRequest, signed: str) -> HttpResponse:
    """Have it made; asking again while it is made, or kept, makes no other one."""
    certificate = _certificate(signed)
    order = Order(kind=KIND, options={"certificate": certificate.pk}, language=certificate.language)
    try:
        actions.request_by_guest(order=order, certificate=certificate, at=timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
    return redirect("guest-certificate", signed)


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def guest_certificate_file(_request: HttpRequest, signed: str) -> HttpResponseBase:
    """Download it, as long as it holds and is kept."""
    certificate = _certificate(signed)
    file = _panel(certificate, signed).file
    if file is None or not certificate.is_valid:
        raise Http404
    return kept_file(file.location, name=file.name, content_type=file.content_type)


def _certificate(signed: str) -> Certificate:
    found = links.certificate_from(signed, at=timezone.now())
    if found is None:
        raise Http404
    return found


def _panel(certificate: Certificate, signed: str) -> GuestCopy:
    return panels.guest_copy(certificate, kind=KIND.job, key=signed, at=timezone.now())
