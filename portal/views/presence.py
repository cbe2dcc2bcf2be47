"""Attendance from the report of an online meeting: upload, look, say who is who, import."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access
from events.models import Event, Session
from portal.panels.attendance import session_shown
from portal.panels.presence import page_of, report_preview
from registrations import actions, policies, queries
from registrations.exceptions import RegistrationRefused
from registrations.forms import ReportForm, ReportRowsForm
from registrations.models import AttendanceReport


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def report_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Upload the report of a meeting; nobody is marked yet."""
    at = timezone.now()
    session = _session(request, slug)
    refusal = policies.mark_refusal(session, at=at)
    form = ReportForm(request.POST or None, request.FILES or None, initial={"zone": session.zone})
    if request.method == "POST" and refusal is None and form.is_valid():
        file = form.cleaned_data["file"]
        upload = actions.Upload(file.name, file.read(), form.cleaned_data["zone"], form.cleaned_data["share"])
        return redirect(actions.keep_report(session=session, upload=upload, by=request.user, at=at))
    reports = AttendanceReport.objects.of_event(session.event, at=at).filter(session=session).defer("content")
    context = {
        "session": session,
        "form": form,
        "refusal": refusal,
        "reports": reports.order_by("-uploaded_at"),
        "attendance_url": _list_url(session),
    }
    return render(request, "portal/attendance_report_new.html", context, status=422 if form.errors else 200)


def _session(request: SignedInRequest, slug: str) -> Session:
    """The session that the address asks for, of an event that whoever asks may edit."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        session = session_shown(event, chosen=request.GET.get("session", ""), at=timezone.now())
    except Session.DoesNotExist:
        raise Http404 from None
    if session is None:
        raise Http404
    session.event = event
    return session


def _list_url(session: Session) -> str:
    return reverse("workspace-attendance", args=[session.event.slug], query={"session": session.pk})


def _report(request: SignedInRequest, slug: str, uuid: UUID) -> AttendanceReport:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return get_object_or_404(AttendanceReport.objects.of_event(event, at=timezone.now()), uuid=uuid)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def report(request: SignedInRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Who in the file is whom, and what would be marked; then do it, exactly as it was shown."""
    found = _report(request, slug, uuid)
    attendance_url = _list_url(found.session)
    if found.applied_at:
        return redirect(attendance_url)
    plan, people = queries.plan_of_report(found), queries.participants_at(found.session)
    page = page_of(plan, number=request.GET.get("page", ""))
    sent = request.POST if request.method == "POST" else None
    asked = set(sent.get("rows", "").split(",")) if sent else set()
    shown = [step for step in plan.steps if str(step.attendee.number) in asked] if sent else list(page)
    form = ReportRowsForm(sent, plan=plan, people=people, shown=shown)
    if form.is_valid():
        return redirect(attendance_url if _done(request, found, form) else _page_url(request, found))
    context = {"panel": report_preview(found, plan, people, form, page), "attendance_url": attendance_url}
    return render(request, "portal/attendance_report.html", context, status=422 if form.errors else 200)


def _page_url(request: SignedInRequest, found: AttendanceReport) -> str:
    """The page of the preview that was asked for, or the one that was shown."""
    number = request.POST.get("page") or request.GET.get("page", "")
    return f"{found.get_absolute_url()}?page={number}" if number.isdecimal() else found.get_absolute_url()


def _done(request: SignedInRequest, found: AttendanceReport, form: ReportRowsForm) -> bool:
    """Whether everybody was marked; who was chosen otherwise on the page is shown first."""
    try:
        before = {int(row): person for row, person in found.choices.items()}
        if before != (choices := form.choices(before)):
            actions.choose_in_report(report=found, choices=choices)
            messages.info(request, _("Look again: this is what would happen now."))
            return False
        if "import" not in request.POST:
            return False
        expected, at = form.cleaned_data["expected"], timezone.now()
        entries = actions.import_report(report=found, expected=expected, by=request.user, at=at)
    except RegistrationRefused as refused:
        messages.error(request, str(refused))
        return False
    text = ngettext("Marked %(number)d person by the report.", "Marked %(number)d people by the report.", len(entries))
    messages.success(request, text % {"number": len(entries)})
    return True


@access.rule(access.Rule.ORGANISER)
@require_POST
def discard(request: SignedInRequest, slug: str, uuid: UUID) -> HttpResponse:
    """Forget a report without importing it."""
    found = _report(request, slug, uuid)
    actions.discard_report(report=found)
    messages.success(request, _("The file is gone. Nobody was marked."))
    return redirect(_list_url(found.session))
