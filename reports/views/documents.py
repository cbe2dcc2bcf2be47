"""Documents that were made: fetching, making anew, withdrawing, confirming; and pages to print."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.downloads import kept_file
from common.forms import sent
from events.models import Event
from recognition.models import Certificate
from registrations.models import GroupPlan
from reports import actions, codes, documents, panels, policies, queries, registry
from reports.forms import CompareForm, SignsForm, SummaryForm
from reports.models import Document
from reports.querysets import DocumentQuerySet
from reports.registry import Order
from reports.views.ordering import ordered


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def document_check(request: HttpRequest, code: str) -> HttpResponse:
    """What a document is and whether it still holds, for whoever has it in hand; the file is compared, not kept."""
    document = get_object_or_404(Document.objects.with_standing(), code=codes.normal(code))
    check = panels.check(document, reader=request.user, form=CompareForm(*sent(request)))
    response = render(request, "reports/check.html", {"check": check}, status=422 if check.form.errors else 200)
    response["X-Robots-Tag"] = "noindex"
    response["Referrer-Policy"] = "same-origin"
    return response


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def document_file(request: SignedInRequest, uuid: str) -> HttpResponseBase:
    """Download a document, whoever had it made; what it is about must be open to the reader now."""
    document = get_object_or_404(_own(request).filter(file__expires_at__gt=timezone.now()), uuid=uuid)
    file = document.file
    assert file is not None  # noqa: S101  # asked for above
    return kept_file(file.location, name=file.name, content_type=file.content_type)


@access.rule(access.Rule.ORGANISER)
@require_POST
def document_again(request: SignedInRequest, uuid: str) -> HttpResponse:
    """Make it anew of today's data, and show how far that is."""
    document = get_object_or_404(_own(request), uuid=uuid)
    kind = registry.find(document.kind)
    if kind is None:
        raise Http404
    order = Order(kind=kind, options=document.options, language=document.language)
    return ordered(request, order, about=document.subject, back=document.made_on)


@access.rule(access.Rule.ORGANISER)
@require_POST
def document_withdraw(request: SignedInRequest, uuid: str) -> HttpResponse:
    """Say that it does not hold any more, to whoever checks it."""
    document = get_object_or_404(_own(request), uuid=uuid)
    if actions.withdraw(document=document, by=request.user, at=timezone.now()):
        messages.success(request, _("Withdrawn. Whoever checks this document is told so."))
    return redirect(document.made_on)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def attendance_summary_print(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same document as a page, for the browser to print."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    if policies.list_refusal(event):
        return redirect("workspace-reports", slug=slug)
    form = SummaryForm(request.GET.dict(), reader=request.user, event=event)
    summary = queries.attendance_summary(event, at=timezone.now())
    with_signatures = form.is_valid() and form.cleaned_data["with_signatures"]
    page = documents.attendance_page(summary, with_signatures=with_signatures)
    return render(request, documents.TEMPLATE, page | {"event": event})


@access.rule(access.Rule.ORGANISER)
@require_POST
def table_signs_new(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Start the job, and show how far it is."""
    plan = _plan(request, slug, session)
    form = SignsForm(request.POST.dict(), reader=request.user, event=plan.session.event)
    if not form.is_valid():
        messages.error(request, _("Choose one of the languages."))
        return redirect("workspace-groups", slug=slug)
    options = form.options | {"plan": plan.pk}
    order = Order(kind=documents.TABLE_SIGNS, options=options, language=form.cleaned_data["language"])
    return ordered(request, order, about=plan.session.event, back=reverse("workspace-groups", args=[slug]))


@access.rule(access.Rule.PARTICIPANT)
@require_POST
def own_certificate_new(request: SignedInRequest, code: str) -> HttpResponse:
    """Have one's own certificate on paper, in its language."""
    certificate = get_object_or_404(Certificate.objects.of(request.user).valid(), code=code)
    chosen = {"certificate": certificate.pk}
    order = Order(kind=documents.OWN_CERTIFICATE, options=chosen, language=certificate.language)
    return ordered(request, order, about=request.user, back=certificate)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def table_signs_print(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """The same signs as a page, for the browser to print."""
    plan = _plan(request, slug, session)
    form = SignsForm(request.GET.dict(), reader=request.user, event=plan.session.event)
    with_names = form.is_valid() and form.cleaned_data["with_names"]
    page = documents.table_signs_page(queries.table_signs(plan, with_names=with_names, at=timezone.now()))
    return render(request, documents.TENTS, page | {"event": plan.session.event})


def _plan(request: SignedInRequest, slug: str, session: int) -> GroupPlan:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return get_object_or_404(GroupPlan.objects.select_related("session__event"), session=session, session__event=event)


def _own(request: SignedInRequest) -> DocumentQuerySet:
    return Document.objects.open_to(request.user, at=timezone.now()).with_standing()
