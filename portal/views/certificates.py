"""Certificates of an event: who gets one, who has one, and taking one back."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access, exports
from events.exceptions import EventRefused
from events.forms import ReachForm
from events.models import Event
from events.repeating import Reach
from portal.panels import certificates as panels
from portal.panels.series_desk import for_dates
from portal.panels.workspace import workspace
from recognition import actions, policies, queries
from recognition.enums import Refusal
from recognition.exceptions import CertificateRefused
from recognition.forms import ReasonForm, RuleForm
from recognition.models import Certificate


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_http_methods(["GET", "HEAD", "POST"])
def certificates(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Say who gets one, and see who has one."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    sent = request.POST if request.method == "POST" else None
    form, reach = RuleForm(sent, rule=queries.rule_of(event)), ReachForm(sent, event=event)
    if form.is_valid() and reach.is_valid() and _saved(request, event, form, reach.chosen):
        return redirect("workspace-certificates", slug=slug)
    panel = panels.certificates(event, asked=request.GET.dict())
    if file := exports.answer(request, panel.table):
        return file
    context = {
        "workspace": workspace(event, here="workspace-attendance", at=at),
        "form": form,
        "reach": reach,
        "certificates": panel,
    }
    return render(request, "portal/workspace_certificates.html", context)


def _saved(request: SignedInRequest, event: Event, form: RuleForm, reach: Reach) -> bool:
    try:
        number = actions.set_rule_of_dates(
            event=event, draft=form.draft, reach=reach, by=request.user, at=timezone.now()
        )
    except EventRefused as refused:
        form.add_error(None, str(refused))
        return False
    messages.success(request, for_dates(number) or _("Saved."))
    return True


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def revoke(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take a certificate back, for a reason."""
    certificate = _certificate(request, slug, pk)
    form, said = _reason(request), _("The certificate of %(name)s holds no longer.")
    if form.is_valid():
        return _decided(request, certificate, form, actions.revoke, said=said)
    return _ask(request, certificate, form, policies.revoke_refusal(certificate), is_again=False)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def reissue(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Issue a new certificate in its place, for a reason."""
    certificate = _certificate(request, slug, pk)
    form, said = _reason(request), _("%(name)s has a new certificate, and the former one holds no longer.")
    if form.is_valid():
        return _decided(request, certificate, form, actions.reissue, said=said)
    return _ask(request, certificate, form, policies.reissue_refusal(certificate), is_again=True)


def _reason(request: SignedInRequest) -> ReasonForm:
    return ReasonForm(request.POST if request.method == "POST" else None)


def _decided(
    request: SignedInRequest, certificate: Certificate, form: ReasonForm, decide: Callable[..., object], *, said: str
) -> HttpResponse:
    """Do it for the reason that was given, and say that it was done, or why not."""
    try:
        decide(certificate=certificate, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
    except CertificateRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, said % {"name": certificate.name})
    return redirect("workspace-certificates", slug=certificate.registration.event.slug)


def _certificate(request: SignedInRequest, slug: str, pk: int) -> Certificate:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    found = Certificate.objects.for_event(event).select_related("registration__event", "user", "guest")
    return get_object_or_404(found, pk=pk)


def _ask(
    request: SignedInRequest, certificate: Certificate, form: ReasonForm, refusal: Refusal | None, *, is_again: bool
) -> HttpResponse:
    event = certificate.registration.event
    context = {
        "workspace": workspace(event, here="workspace-attendance", at=timezone.now()),
        "certificate": certificate,
        "form": form,
        "refusal": refusal,
        "is_again": is_again,
    }
    return render(request, "portal/certificate_reason.html", context)
