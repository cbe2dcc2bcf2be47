"""The topic board: proposing, saying something to it, deciding what comes of it."""

from django.contrib import messages
from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events import actions, policies
from events.enums import VoiceKind
from events.exceptions import EventRefused
from events.forms import CloseProposalForm, MergeProposalForm, ProposalForm, TakeUpForm
from events.models import Proposal
from events.queries import looks_after_the_board
from portal.panels import board as panels
from registrations.queries import visible_events


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def board(request: SignedInRequest) -> HttpResponse:
    """What colleagues would like to learn: most voices first."""
    found = panels.board(request.user, panels.BoardFilters.from_query(request.GET), page=request.GET.get("page"))
    return render(request, "portal/board.html", {"board": found})


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: SignedInRequest) -> HttpResponse:
    """Propose a topic."""
    form = ProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            made = actions.propose(**form.cleaned_data, by=request.user, at=timezone.now())
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("It stands on the board."))
            return redirect(made)
    context = {"form": form, "refusal": None if form.is_bound else policies.propose_refusal(request.user)}
    return render(request, "portal/proposal_edit.html", context)


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def proposal(request: SignedInRequest, pk: int) -> HttpResponse:
    """One topic, what was said to it, and what has come of it."""
    found = Proposal.objects.with_voices().with_voices_of(request.user)
    found = found.select_related("proposer__department", "event", "merged_into", "settled_by")
    one = get_object_or_404(found, pk=pk)
    event_is_shown = one.event_id is not None and visible_events(request.user).filter(pk=one.event_id).exists()
    page = panels.proposal_page(one, request.user, event_is_shown=event_is_shown)
    return render(request, "portal/proposal.html", {"page": page})


@access.rule(access.Rule.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def reword(request: SignedInRequest, pk: int) -> HttpResponse:
    """Word one's own topic otherwise."""
    own = get_object_or_404(Proposal, pk=pk, proposer=request.user)
    form = ProposalForm(
        request.POST if request.method == "POST" else None, initial={"title": own.title, "why": own.why}
    )
    if form.is_valid():
        try:
            actions.reword(proposal=own, **form.cleaned_data, by=request.user, at=timezone.now())
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect(own)
    context = {"form": form, "proposal": own, "refusal": policies.reword_refusal(own)}
    return render(request, "portal/proposal_edit.html", context)


@access.rule(access.Rule.OWNER)
@require_POST
def withdraw(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one's own topic off the board."""
    own = get_object_or_404(Proposal, pk=pk, proposer=request.user)
    try:
        actions.withdraw_proposal(proposal=own, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
        return redirect(own)
    messages.success(request, _("“%(title)s” is taken back.") % {"title": own.title})
    return redirect("board")


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def speak(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Say that one would come, or could teach this."""
    said = get_object_or_404(Proposal, pk=pk)
    try:
        actions.speak(proposal=said, kind=_kind(kind), by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    return _back(request, said)


@access.rule(access.Rule.SIGNED_IN)
@require_POST
def unsay(request: SignedInRequest, pk: int, kind: str) -> HttpResponse:
    """Take back what one has said."""
    said = get_object_or_404(Proposal, pk=pk)
    try:
        actions.unsay(proposal=said, kind=_kind(kind), by=request.user)
    except EventRefused as refused:
        messages.error(request, str(refused))
    return _back(request, said)


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def take_up(request: SignedInRequest, pk: int) -> HttpResponse:
    """Make a draft of a topic."""
    one = _to_settle(request, pk)
    form = TakeUpForm(request.POST if request.method == "POST" else None, proposal=one)
    if form.is_valid():
        try:
            event = actions.take_up(
                proposal=one, teacher=form.cleaned_data["teacher"], by=request.user, at=timezone.now()
            )
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("A draft is made. Whoever proposed it owns it, and gets a mail."))
            return redirect("workspace", slug=event.slug)
    return _decision(request, one, form, "take-up")


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def close(request: SignedInRequest, pk: int) -> HttpResponse:
    """Say why nothing comes of a topic."""
    one = _to_settle(request, pk)
    form = CloseProposalForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            actions.close_proposal(proposal=one, reason=form.cleaned_data["reason"], by=request.user, at=timezone.now())
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Closed. Whoever proposed it gets a mail with the reason."))
            return redirect("board")
    return _decision(request, one, form, "close")


@access.rule(access.Rule.COORDINATOR)
@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: SignedInRequest, pk: int) -> HttpResponse:
    """Let a topic go into another one that means the same."""
    one = _to_settle(request, pk)
    form = MergeProposalForm(request.POST if request.method == "POST" else None, proposal=one)
    if form.is_valid():
        try:
            into = actions.merge_proposals(
                proposal=one, into=form.cleaned_data["into"], by=request.user, at=timezone.now()
            )
        except EventRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Merged. Every voice counts here now."))
            return redirect(into)
    return _decision(request, one, form, "merge")


def _to_settle(request: SignedInRequest, pk: int) -> Proposal:
    """The topic, for those who look after the board."""
    if not looks_after_the_board(request.user):
        raise Http404
    return get_object_or_404(Proposal.objects.with_voices().select_related("proposer__department"), pk=pk)


def _decision(request: SignedInRequest, one: Proposal, form: Form, what: str) -> HttpResponse:
    context = {
        "proposal": one,
        "form": form,
        "what": what,
        "refusal": policies.settle_refusal(one, request.user),
    }
    return render(request, "portal/proposal_decide.html", context)


def _kind(kind: str) -> VoiceKind:
    if kind not in VoiceKind.values:
        raise Http404
    return VoiceKind(kind)


def _back(request: SignedInRequest, said: Proposal) -> HttpResponse:
    """To the topic where the button stood: on its own page, or among those that were looked for."""
    search = request.POST.get("back", "")
    return redirect(f"{reverse('board')}{search}#topic-{said.pk}" if search.startswith("?") else said)
