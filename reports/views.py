"""Asking for documents, and the page to print where they can't be made."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event
from registrations.models import GroupPlan
from reports import actions, documents, policies, queries
from reports.exceptions import ReportRefused
from reports.forms import SignsForm, SummaryForm


@access.rule(access.Rule.ORGANISER)
@require_POST
def attendance_summary_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Start the job, and show how far it is."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    form = SummaryForm(request.POST)
    with_signatures = form.is_valid() and form.cleaned_data["signatures"]
    try:
        job = actions.request_attendance_summary(
            event=event, with_signatures=with_signatures, by=request.user, at=timezone.now()
        )
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("workspace-reports", slug=slug)
    return redirect(job)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def attendance_summary_print(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same document as a page, for the browser to print."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    if policies.list_refusal(event):
        return redirect("workspace-reports", slug=slug)
    form = SummaryForm(request.GET)
    summary = queries.attendance_summary(event, at=timezone.now())
    with_signatures = form.is_valid() and form.cleaned_data["signatures"]
    page = documents.attendance_page(summary, with_signatures=with_signatures)
    return render(request, documents.TEMPLATE, page | {"event": event})


@access.rule(access.Rule.ORGANISER)
@require_POST
def table_signs_new(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Start the job, and show how far it is."""
    plan = _plan(request, slug, session)
    form = SignsForm(request.POST)
    with_names = form.is_valid() and form.cleaned_data["with_names"]
    try:
        job = actions.request_table_signs(plan=plan, with_names=with_names, by=request.user, at=timezone.now())
    except ReportRefused as refused:
        messages.error(request, str(refused))
        return redirect("workspace-groups", slug=slug)
    return redirect(job)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def table_signs_print(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """The same signs as a page, for the browser to print."""
    plan = _plan(request, slug, session)
    form = SignsForm(request.GET)
    with_names = form.is_valid() and form.cleaned_data["with_names"]
    page = documents.table_signs_page(queries.table_signs(plan, with_names=with_names, at=timezone.now()))
    return render(request, documents.TENTS, page | {"event": plan.session.event})


def _plan(request: SignedInRequest, slug: str, session: int) -> GroupPlan:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return get_object_or_404(GroupPlan.objects.select_related("session__event"), session=session, session__event=event)
