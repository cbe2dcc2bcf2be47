"""What people wrote about an event, and what its team notes about it."""

from collections.abc import Callable

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.forms import sent
from events.models import Event
from feedback import actions, panels, queries
from feedback.exceptions import ResultRefused
from feedback.forms import HideForm, TagsForm
from feedback.models import Form
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_safe
def texts(request: SignedInRequest, slug: str) -> HttpResponse:
    """All texts by question, searched and narrowed to a tag."""
    event, form = _shown(request, slug)
    page = panels.texts_page(form, request.GET.dict(), shows_hidden=request.user.is_staff)
    frame = workspace(event, here="workspace-feedback", at=timezone.now())
    return render(request, "portal/feedback_texts.html", {"workspace": frame, "page": page})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def text(request: SignedInRequest, slug: str, question: str, digest: str) -> HttpResponse:
    """One text: its tags, and taking it out of sight."""
    event, form, said = _said(request, slug, question, digest)
    tags = TagsForm(*sent(request), initial={"tags": ", ".join(said.tags)})
    if tags.is_valid() and _done(
        request,
        lambda: actions.tag_text(
            form=form,
            text=(question, digest),
            tags=tags.cleaned_data["tags"],
            by=request.user,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The tags are saved."))
        return redirect("feedback-texts", slug)
    return _page(request, event, said, tags=tags, hiding=HideForm(auto_id="hide_%s"))


@access.rule(access.Rule.ORGANISER)
@require_POST
def hide(request: SignedInRequest, slug: str, question: str, digest: str) -> HttpResponse:
    """Hide one text, with the reason."""
    event, form, said = _said(request, slug, question, digest)
    hiding = HideForm(request.POST, auto_id="hide_%s")
    if hiding.is_valid() and _done(
        request,
        lambda: actions.hide_text(
            form=form,
            text=(question, digest),
            reason=hiding.cleaned_data["reason"],
            by=request.user,
            at=timezone.now(),
        ),
    ):
        messages.success(request, _("The text is hidden. Administrators still see it, with your reason."))
        return redirect("feedback-texts", slug)
    return _page(request, event, said, tags=TagsForm(initial={"tags": ", ".join(said.tags)}), hiding=hiding)


@access.rule(access.Rule.ADMINISTRATOR)
@require_POST
def show(request: SignedInRequest, slug: str, question: str, digest: str) -> HttpResponse:
    """Let the team read a hidden text again."""
    _event, form, _text = _said(request, slug, question, digest)
    if _done(
        request,
        lambda: actions.show_text(form=form, text=(question, digest), by=request.user, at=timezone.now()),
    ):
        messages.success(request, _("The team sees this text again."))
    return redirect("feedback-texts", slug)


def _shown(request: SignedInRequest, slug: str) -> tuple[Event, Form]:
    """The event, and its form of which results are shown."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    form = get_object_or_404(Form.objects.for_event(event).select_related("event"))
    if not queries.is_shown(form):
        raise Http404
    return event, form


def _said(request: SignedInRequest, slug: str, question: str, digest: str) -> tuple[Event, Form, panels.Said]:
    """The same with one text; what is hidden is there for administrators alone."""
    event, form = _shown(request, slug)
    said = panels.text_of(form, question=question, digest=digest)
    if said is None or (said.is_hidden and not request.user.is_staff):
        raise Http404
    return event, form, said


def _done(request: SignedInRequest, change: Callable[[], None]) -> bool:
    """Make one change; why it can't be made is said above the page."""
    try:
        change()
    except ResultRefused as refused:
        messages.error(request, str(refused))
        return False
    return True


def _page(
    request: SignedInRequest, event: Event, said: panels.Said, *, tags: TagsForm, hiding: HideForm
) -> HttpResponse:
    frame = workspace(event, here="workspace-feedback", at=timezone.now())
    context = {"workspace": frame, "said": said, "tags": tags, "hiding": hiding}
    status = 422 if tags.is_bound or hiding.is_bound else 200
    return render(request, "portal/feedback_text.html", context, status=status)
