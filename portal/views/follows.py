"""What people follow, and the end of the digest that tells of it."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import Department, User
from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.models import Speaker, Topic
from portal.panels.follows import follows_of
from registrations.queries import visible_events


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def follows(request: SignedInRequest) -> HttpResponse:
    """What one follows, and whether a digest tells of it once a week."""
    if request.method == "POST":
        is_on = bool(request.POST.get("digest"))
        actions.set_digest(user=request.user, is_on=is_on, at=timezone.now())
        said = _("You get the digest on Monday mornings.") if is_on else _("You get no digest any more.")
        messages.success(request, said)
        return redirect("follows")
    return render(request, "portal/follows.html", {"follows": follows_of(request.user)})


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def follow(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Follow a topic, a department, or a colleague who teaches."""
    thing = _thing(request, kind, pk)
    try:
        actions.follow(user=request.user, thing=thing, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        said = _("You follow %(name)s: what is new comes with the digest on Mondays.")
        messages.success(request, said % {"name": thing.name})
    return _back(request)


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def unfollow(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """Follow it no longer."""
    thing = _thing(request, kind, pk)
    actions.unfollow(user=request.user, thing=thing)
    messages.success(request, _("You don't follow %(name)s any more.") % {"name": thing.name})
    return _back(request)


def _thing(request: SignedInRequest, kind: str, pk: int) -> Topic | Department | User:
    """What is meant; of people those who teach something that the reader may read about, or whom they follow."""
    if kind == "topic":
        return get_object_or_404(Topic, pk=pk)
    if kind == "department":
        return get_object_or_404(Department, pk=pk)
    if kind != "person":
        raise Http404
    taught = Speaker.objects.filter(user=pk, session__event__in=visible_events(request.user))
    if not taught.exists() and not request.user.follows.filter(speaker=pk).exists():
        raise Http404
    return get_object_or_404(User.objects.active(), pk=pk)


def _back(request: HttpRequest) -> HttpResponse:
    """To the page on which the button stands."""
    page = request.POST.get("back", "")
    return redirect(page if url_has_allowed_host_and_scheme(page, allowed_hosts=None) else "follows")
