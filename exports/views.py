"""Asking for tables: once, or regularly; and what one gets regularly."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.exports import NotThere
from exports import actions, panels
from exports.enums import Format, Refusal
from exports.exceptions import ExportRefused
from exports.forms import NowForm, RegularForm
from exports.models import RegularExport


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def export_new(request: SignedInRequest) -> HttpResponse:
    """Ask for a table to be made once."""
    if request.method != "POST":
        return _page(request, request.GET.get("of", ""))
    form, address = NowForm(request.POST), request.POST.get("of", "")
    if address and form.is_valid():
        try:
            job = actions.start(address=address, format=form.cleaned_data["format"], by=request.user, at=timezone.now())
        except ExportRefused:
            raise Http404 from None
        return redirect(job)
    return _page(request, address, now=form)


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def export_plan(request: SignedInRequest) -> HttpResponse:
    """Ask for a table to come regularly."""
    form, address = RegularForm(request.POST), request.POST.get("of", "")
    if address and form.is_valid():
        try:
            actions.plan(
                address=address,
                format=form.cleaned_data["format"],
                rhythm=form.rhythm,
                by=request.user,
                at=timezone.now(),
            )
        except ExportRefused as refused:
            if refused.reason is Refusal.NOT_THERE:
                raise Http404 from None
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It comes regularly from now on: you get a mail each time."))
            return redirect("exports")
    return _page(request, address, regular=form)


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def exports(request: SignedInRequest) -> HttpResponse:
    """What one gets regularly."""
    return render(request, "exports/list.html", {"rows": panels.regular_rows(request.user)})


@access.rule(access.Rule.OWNER)
@require_POST
def export_pause(request: SignedInRequest, uuid: str) -> HttpResponse:
    """Let one not come for a while."""
    actions.pause(regular=_own(request, uuid), at=timezone.now())
    return redirect("exports")


@access.rule(access.Rule.OWNER)
@require_POST
def export_go_on(request: SignedInRequest, uuid: str) -> HttpResponse:
    """Let one come again."""
    actions.go_on(regular=_own(request, uuid), at=timezone.now())
    return redirect("exports")


@access.rule(access.Rule.OWNER)
@require_POST
def export_remove(request: SignedInRequest, uuid: str) -> HttpResponse:
    """Let one not come any more."""
    actions.remove(regular=_own(request, uuid))
    messages.success(request, _("It does not come any more."))
    return redirect("exports")


def _own(request: SignedInRequest, uuid: str) -> RegularExport:
    return get_object_or_404(RegularExport.objects.owned_by(request.user).select_related("owner"), uuid=uuid)


def _page(
    request: SignedInRequest, address: str, *, now: NowForm | None = None, regular: RegularForm | None = None
) -> HttpResponse:
    if not address:  # no table was named: those that one gets are here
        return redirect("exports")
    way = request.GET.get("as", "")
    initial = {"format": way} if way in Format.values else {}
    try:
        page = panels.export_page(
            address,
            reader=request.user,
            now=now or NowForm(initial=initial),
            regular=regular or RegularForm(initial=initial),
        )
    except NotThere:
        raise Http404 from None
    status = 422 if page.now.errors or page.regular.errors else 200
    return render(request, "exports/new.html", {"page": page}, status=status)
