"""Events without a date: announcing them, saying that one would come, what organisers see of it."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events import actions, policies
from events.exceptions import EventRefused
from events.forms import HeadStartForm
from events.models import Event
from portal.panels import interest as panels
from portal.panels.workspace import workspace
from registrations import queries


@access.rule(access.Rule.VISITOR)
@require_safe
def gathering(request: HttpRequest) -> HttpResponseBase:
    """What has no date yet: say that you would come."""
    if not (request.user.is_authenticated or settings.PUBLIC_CATALOGUE):
        return redirect_to_login(request.get_full_path())
    found = panels.gathering(request.user, page=request.GET.get("page"))
    return render(request, "portal/gathering.html", {"gathering": found})


@access.rule(access.Rule.AUDIENCE)
@require_POST
def say(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that one would come."""
    event = _event(request, slug)
    try:
        actions.say_interest(event=event, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    return _answer(request, event)


@access.rule(access.Rule.AUDIENCE)
@require_POST
def withdraw(request: SignedInRequest, slug: str) -> HttpResponse:
    """Say that one would not come after all."""
    event = _event(request, slug)
    try:
        actions.withdraw_interest(event=event, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    return _answer(request, event)


@access.rule(access.Rule.AUDIENCE)
@require_safe
@never_cache
def panel(request: SignedInRequest, slug: str) -> HttpResponse:
    """The panel alone, for htmx; a page where it is opened by hand."""
    event = _event(request, slug)
    if not request.htmx or not event.is_gathering:
        return redirect("event", slug)
    shown = panels.interest_panel(event, request.user, is_answer=True)
    return render(request, "portal/_interest.html", {"panel": shown})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def gather(request: SignedInRequest, slug: str) -> HttpResponse:
    """Ask once more, then show the event to its audience without a date."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    if request.method != "POST":
        frame = workspace(event, here="", at=at)
        context = {"workspace": frame, "refusal": policies.gather_refusal(event)}
        return render(request, "portal/gather.html", context)
    try:
        actions.gather_interest(event=event, by=request.user, at=at)
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Announced. People can say that they would come."))
    return redirect("workspace", slug=slug)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def of_event(request: SignedInRequest, slug: str) -> HttpResponse:
    """How many would come, from which departments, and the head start they have."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = HeadStartForm(request.POST if request.method == "POST" else None, initial={"days": event.head_start_days})
    if form.is_valid():
        try:
            actions.set_head_start(event=event, days=form.cleaned_data["days"], by=request.user, at=at)
        except EventRefused as refused:
            form.add_error("days", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("workspace-interest", slug=slug)
    context = {
        "workspace": workspace(event, here="workspace-interest", at=at),
        "interest": panels.workspace_interest(event, at=at),
        "form": form,
    }
    return render(request, "portal/workspace_interest.html", context)


def _event(request: SignedInRequest, slug: str) -> Event:
    event = queries.readable_event(request.user, slug)
    if event is None or event.is_draft:
        raise Http404
    return event


def _answer(request: SignedInRequest, event: Event) -> HttpResponse:
    if request.POST.get("back") == "gathering":
        return redirect("gathering")
    return redirect("interest-panel" if request.htmx else "event", event.slug)
