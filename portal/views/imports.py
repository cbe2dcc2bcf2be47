"""Importing events from a file: upload, look, import."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access, spreadsheets
from events import actions, filewords
from events.exceptions import EventRefused
from events.forms import AgreeForm, EventFileForm, OrderForm
from events.models import EventFile
from portal.panels.imports import import_preview


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def event_import(request: SignedInRequest) -> HttpResponse:
    """Upload a file with events; nothing is made yet."""
    form = EventFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        file = actions.keep_event_file(name=upload.name, content=upload.read(), by=request.user, at=timezone.now())
        return redirect(file)
    status = 422 if request.method == "POST" else 200
    context = {
        "form": form,
        "columns": filewords.columns(),
        "files": EventFile.objects.of(request.user, at=timezone.now()).defer("content").order_by("-uploaded_at"),
    }
    return render(request, "portal/event_import.html", context, status=status)


@access.rule(access.Rule.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def event_import_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What would become of each row; then do it, exactly as it was shown."""
    at = timezone.now()
    files = EventFile.objects.of(request.user, at=at).select_related("owner__department")
    file = get_object_or_404(files, uuid=uuid)
    form = AgreeForm(request.POST if request.method == "POST" else None)
    first = OrderForm(request.GET).said
    if form.is_valid():
        expected = form.cleaned_data["expected"]
        try:
            actions.import_event_file(file=file, expected=expected, by=request.user, at=at, first=first)
        except EventRefused as refused:
            messages.error(request, str(refused))
        return redirect(request.get_full_path())
    if file.applied_at:
        made = file.made.order_by("starts_at", "pk")
        return render(request, "portal/event_imported.html", {"file": file, "made": made})
    panel = import_preview(file, asked=request.GET.dict(), first=first, at=at)
    return render(request, "portal/event_import_file.html", {"panel": panel})


@access.rule(access.Rule.OWNER)
@require_POST
def event_import_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Forget a file without importing it."""
    file = get_object_or_404(EventFile.objects.of(request.user, at=timezone.now()), uuid=uuid)
    actions.discard_event_file(file=file)
    messages.success(request, _("The file is gone. Nothing was imported."))
    return redirect("event-import")


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def event_import_template(request: SignedInRequest) -> HttpResponse:
    """An empty file with every heading, and one row that shows how they are filled in."""
    chunks = spreadsheets.csv_chunks(filewords.columns(), [filewords.example()], zone=request.user.zone_info)
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=_("events.csv")) or ""}
    return HttpResponse(b"".join(chunks), content_type="text/csv; charset=utf-8", headers=headers)
