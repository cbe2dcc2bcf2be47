"""What people set for themselves, the code that makes an address theirs, and bringing people in from a file."""

from typing import Any
from uuid import UUID

from allauth.account.adapter import get_adapter
from allauth.account.views import ConfirmEmailVerificationCodeView
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone, translation
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts import actions, panels, wording
from accounts.exceptions import ImportRefused
from accounts.forms import DirectoryFileForm, ImportForm, SettingsForm
from accounts.models import DirectoryFile, User
from accounts.requests import SignedInRequest
from common import access, spreadsheets


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def personal(request: SignedInRequest) -> HttpResponse:
    """Name, language, zone, working hours, and whether others see the name."""
    person = User.objects.select_related("department", "location").get(pk=request.user.pk)
    form = SettingsForm(request.POST or None, instance=person)
    if request.method == "POST" and form.is_valid():
        changed = actions.change_settings(user=request.user, values=form.cleaned_data, at=timezone.now())
        with translation.override(changed.language):
            messages.success(request, _("Your settings are saved."))
        return redirect("personal")
    status = 422 if form.is_bound else 200
    return render(request, "accounts/personal.html", {"form": form, "person": person}, status=status)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def people_import(request: SignedInRequest) -> HttpResponse:
    """Upload a file with people; nothing is done yet."""
    form = DirectoryFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        upload = form.cleaned_data["file"]
        file = actions.keep_file(
            name=upload.name,
            content=upload.read(),
            is_complete=form.cleaned_data["is_complete"],
            by=request.user,
            at=timezone.now(),
        )
        return redirect(file)
    status = 422 if request.method == "POST" else 200
    context = {"form": form, "columns": wording.columns()}
    return render(request, "accounts/people_import.html", context, status=status)


@access.rule(access.Rule.ADMINISTRATOR)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def people_import_file(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """What a file would change; then do it, exactly as it was shown."""
    file = get_object_or_404(DirectoryFile.objects.of(request.user, at=timezone.now()), uuid=uuid)
    form = ImportForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.import_file(file=file, by=request.user, at=timezone.now(), **form.cleaned_data)
        except ImportRefused as refused:
            messages.error(request, str(refused))
        return redirect(file)
    if file.applied_at:
        return render(request, "accounts/people_imported.html", {"file": file})
    panel = panels.preview(file, by=request.user, asked=request.GET.dict())
    return render(request, "accounts/people_import_file.html", {"panel": panel, "form": form})


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def people_import_discard(request: SignedInRequest, uuid: UUID) -> HttpResponse:
    """Forget a file without importing it."""
    file = get_object_or_404(DirectoryFile.objects.of(request.user, at=timezone.now()), uuid=uuid)
    actions.discard_file(file=file)
    messages.success(request, _("The file is gone. Nothing was changed."))
    return redirect("people-import")


@access.rule(access.Rule.ADMINISTRATOR)
@require_safe
def people_import_template(request: SignedInRequest) -> HttpResponse:
    """An empty file with every heading, and one row that shows how they are filled in."""
    chunks = spreadsheets.csv_chunks(wording.columns(), [wording.EXAMPLE], zone=request.user.zone_info)
    name = _("people.csv")
    headers = {"Content-Disposition": content_disposition_header(as_attachment=True, filename=name) or ""}
    return HttpResponse(b"".join(chunks), content_type="text/csv; charset=utf-8", headers=headers)


class ConfirmAddress(ConfirmEmailVerificationCodeView):
    """allauth's page of the code, where another address may be given.

    Theirs (65.21) asks no rule about that address, and fails where the form has a mistake.
    """

    def _change_form_valid(self, form: Any) -> HttpResponse:
        try:
            get_adapter().clean_email(form.cleaned_data["email"].lower())
        except ValidationError as error:
            form.add_error("email", error)
            return self._change_form_invalid(form)
        answer: HttpResponse = super()._change_form_valid(form)
        return answer

    def _change_form_invalid(self, form: Any) -> HttpResponse:
        answer: HttpResponse = self.render_to_response(self.get_context_data(form=form))
        return answer


confirm_address = access.rule(access.Rule.ANYONE)(ConfirmAddress.as_view())
