"""The pages of those who teach."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.pictures import SIZES
from events import actions
from events.covers import portrait_of
from events.forms import ProfileForm
from events.models import SpeakerProfile
from portal.panels.profiles import profile_page, profiles_for
from portal.views.covers import picture


@access.rule(access.Rule.VISITOR)
@require_safe
def speaker(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Who somebody is who teaches, and what else they teach."""
    found = profiles_for(request.user).filter(pk=pk).first()
    if found is None:
        return _not_for(request)
    return render(request, "portal/speaker.html", {"page": profile_page(found, request.user, at=timezone.now())})


@access.rule(access.Rule.VISITOR)
@require_safe
def speaker_picture(request: HttpRequest, pk: int, key: str, size: str) -> HttpResponseBase:
    """Their picture in one size."""
    found = profiles_for(request.user).filter(pk=pk).first()
    if found is None:
        return _not_for(request)
    if size not in SIZES or not found.picture or not constant_time_compare(key, found.picture):
        raise Http404
    return picture(request, portrait_of(found.picture, size), etag=f'"{found.picture}-{size}"')


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def own(request: SignedInRequest) -> HttpResponse:
    """Say who one is."""
    profile = SpeakerProfile.objects.of(request.user).first()
    form = ProfileForm(request.POST or None, request.FILES or None, profile=profile)
    if form.is_valid():
        profile = actions.introduce_myself(user=request.user, draft=form.draft, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(profile)
    return render(
        request, "portal/speaker_edit.html", {"form": form, "profile": profile}, status=422 if form.errors else 200
    )


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say who somebody from outside is, for those who organise what they teach."""
    profile = get_object_or_404(SpeakerProfile.objects.editable_by(request.user).exclude(guest=None), pk=pk)
    form = ProfileForm(request.POST or None, request.FILES or None, profile=profile)
    if form.is_valid():
        actions.change_profile(profile=profile, draft=form.draft, by=request.user, at=timezone.now())
        messages.success(request, _("Saved."))
        return redirect(profile)
    return render(
        request, "portal/speaker_edit.html", {"form": form, "profile": profile}, status=422 if form.errors else 200
    )


def _not_for(request: HttpRequest) -> HttpResponseBase:
    """404 for a colleague; a stranger is asked to sign in first."""
    if request.user.is_authenticated:
        raise Http404
    return redirect_to_login(request.get_full_path())
