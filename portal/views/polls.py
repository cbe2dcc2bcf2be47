"""Polls in the room: written, opened, moderated and shown by the team and by the colleagues who teach."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django_htmx.http import HttpResponseClientRefresh

from accounts.requests import SignedInRequest
from common import access, exports
from common.known import never_known, unless_known
from events.models import Event
from polls import actions, policies, queries
from polls.enums import PollState
from polls.exceptions import PollRefused
from polls.forms import PollForm
from polls.models import Poll, Screen
from polls.panels import mark, result_sheet, wall
from polls.tally import Stand, standing
from portal.panels.polls import joining, poll_page, poll_rows, polls_of
from portal.panels.workspace import Workspace, workspace

STEPS: dict[str, Callable[..., object]] = {
    "open": actions.open_poll,
    "close": actions.close,
    "show": partial(actions.show_results, is_live=True),
    "hide": partial(actions.show_results, is_live=False),
    "clear": actions.clear,
    "remove": actions.remove,
}


@access.rule(access.Rule.PRESENTER)
@exports.offered
@require_safe
def polls(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """All polls of an event, and how people come to vote."""
    event = _event(request, slug)
    found = polls_of(event)
    if file := exports.answer(request, result_sheet(event, found)):
        return file
    context = {"workspace": _frame(event), "rows": poll_rows(found), "screen": joining(event, found)}
    return render(request, "portal/workspace_polls.html", context | {"refusal": policies.add_refusal(event)})


@access.rule(access.Rule.PRESENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Write a poll, and open it at once if it is time."""
    event = _event(request, slug)
    form = PollForm(request.POST if request.method == "POST" else None, event=event)
    return _written(request, event, form, None)


@access.rule(access.Rule.PRESENTER)
@require_http_methods(["GET", "HEAD", "POST"])
def poll_edit(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Ask something else, as long as nobody was asked."""
    event, poll = _poll(request, slug, pk)
    form = PollForm(request.POST if request.method == "POST" else None, event=event, poll=poll)
    return _written(request, event, form, poll)


@access.rule(access.Rule.PRESENTER)
@require_safe
def poll(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """One poll: what it has come to, and the words that wait."""
    event, found = _poll(request, slug, pk)
    context = {"workspace": _frame(event), "page": poll_page(found)}
    return render(request, "portal/poll.html", context)


@access.rule(access.Rule.PRESENTER)
@require_POST
def poll_step(request: SignedInRequest, slug: str, pk: int, step: str) -> HttpResponse:
    """Open, close, show, hide, clear or remove a poll."""
    event, found = _poll(request, slug, pk)
    if step not in STEPS:
        raise Http404
    try:
        STEPS[step](poll=found, by=request.user, at=timezone.now())
    except PollRefused as refused:
        messages.error(request, str(refused))
    if request.POST.get("back") == "screen":
        return redirect("poll-screen", event.slug)
    return redirect("workspace-polls", event.slug) if step == "remove" else redirect("poll", event.slug, pk)


@access.rule(access.Rule.PRESENTER)
@require_POST
def poll_words(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Let the room see a word, or all that wait; or ban it."""
    event, found = _poll(request, slug, pk)
    stand = Stand.BANNED if "banned" in request.POST else Stand.SHOWN
    keys = request.POST.getlist(stand.value)
    if "all" in request.POST:
        # Those that stood on the page: what has come meanwhile was seen by nobody.
        waiting = {key for key, _word in standing(found.box.results, Stand.WAITING)}
        keys = [key for key in request.POST.getlist("seen") if key in waiting]
    actions.moderate(poll=found, keys=keys, stand=stand, by=request.user, at=timezone.now())
    return redirect("poll", event.slug, pk)


@access.rule(access.Rule.PRESENTER)
@require_POST
def poll_code(request: SignedInRequest, slug: str) -> HttpResponse:
    """Lead phones here by another code."""
    event = _event(request, slug)
    get_object_or_404(Screen, event=event)
    actions.renew_code(event=event, by=request.user, at=timezone.now())
    messages.success(request, _("Phones come here by a new code now. Whoever is voting has to scan once more."))
    return redirect("workspace-polls", event.slug)


@access.rule(access.Rule.PRESENTER)
@require_safe
def poll_screen(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """The screen of the room, for a projector: the question, how to vote, and what comes of it."""
    events = Event.objects.presented_by(request.user)
    screen = get_object_or_404(Screen.objects.select_related("event"), event__slug=slug, event__in=events)
    shown = queries.on_screen(screen.event_id)
    if not request.headers.get("HX-Request"):
        upcoming = Poll.objects.for_event(screen.event).filter(state=PollState.DRAFT).first()
        context = {"wall": wall(screen, shown), "next": upcoming if screen.event.is_published else None}
        return never_known(render(request, "portal/poll_screen.html", context))
    if request.GET.get("seen") != mark(shown):
        return never_known(HttpResponseClientRefresh())
    return unless_known(request, render(request, "portal/_poll_screen.html", {"wall": wall(screen, shown)}))


def _event(request: SignedInRequest, slug: str) -> Event:
    user = request.user
    return get_object_or_404(Event.objects.presented_by(user).with_reader(user), slug=slug)


def _poll(request: SignedInRequest, slug: str, pk: int) -> tuple[Event, Poll]:
    event = _event(request, slug)
    return event, get_object_or_404(Poll.objects.for_event(event).with_results(), pk=pk)


def _frame(event: Event) -> Workspace:
    return workspace(event, here="workspace-polls", at=timezone.now(), reader=event.reader)


def _written(request: SignedInRequest, event: Event, form: PollForm, poll: Poll | None) -> HttpResponse:
    """Save a poll, a new one or ``poll``; then open it, if that button was pressed."""
    at, by = timezone.now(), request.user
    if form.is_valid():
        opens = request.POST.get("then") == "open"
        try:
            if poll:
                write = actions.change_and_open if opens else actions.change
                kept = write(poll=poll, asked=form.asked, by=by, at=at)
            else:
                add = actions.write_and_open if opens else actions.write
                kept = add(event=event, asked=form.asked, by=by, at=at)
        except PollRefused as refused:
            form.add_error(None, str(refused))
        else:
            return redirect("poll", event.slug, kept.pk)
    refusal = policies.change_refusal(poll) if poll else policies.add_refusal(event)
    context = {"workspace": _frame(event), "form": form, "is_new": poll is None, "refusal": refusal}
    context |= {"can_open": event.is_published}
    return render(request, "portal/poll_edit.html", context, status=422 if form.is_bound else 200)
