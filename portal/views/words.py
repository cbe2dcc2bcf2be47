"""What an event's mails say, and when its reminders go."""

from django.conf import settings
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_http_methods, require_safe

from accounts.requests import SignedInRequest
from common import access
from common.letters import alone
from events import actions, queries
from events.forms import RemindersForm, WordsForm
from events.models import Event
from outbox.rendering import Own
from portal.panels.words import looks, rows, sample_of, word_kind
from portal.panels.workspace import workspace

LOOKED_AT = "words_looked_at"  # in the session: a frame asks for itself, and what was typed is too long for its address


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: SignedInRequest, slug: str) -> HttpResponse:
    """When those with a seat are reminded, which can be set here; and whose words each mail has."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = RemindersForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        actions.set_reminders(event=event, times=form.cleaned_data["times"], by=request.user, at=at)
        messages.success(request, _("Saved."))
        return redirect("workspace-words", slug)
    context = {"workspace": workspace(event, here="workspace-messages", at=at), "form": form, "rows": rows(event)}
    status = 422 if form.is_bound else 200
    return render(request, "portal/workspace_words.html", context, status=status)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def word(request: SignedInRequest, slug: str, kind: str) -> HttpResponse:
    """Subject and text of one kind of mail, with how it looks; nothing is saved by a look."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    found, standing = word_kind(kind), queries.words_of(event, kind)
    data = request.POST if request.method == "POST" else None
    form = WordsForm(data, known=found.known, words=standing)
    if form.is_valid() and "look" not in request.POST:
        actions.set_words(event=event, kind=kind, words=form.words, by=request.user, at=at)
        request.session.pop(LOOKED_AT, None)
        messages.success(request, _("Saved."))
        return redirect("workspace-word", slug, kind)
    said = form.words if form.is_valid() else standing
    if form.is_valid():
        request.session[LOOKED_AT] = [event.pk, kind, {code: [own.subject, own.body] for code, own in said.items()}]
    context = {
        "workspace": workspace(event, here="workspace-messages", at=at),
        "kind": found,
        "form": form,
        "looks": looks(event, kind, request.user, said, is_typed=form.is_valid()),
    }
    return render(request, "portal/workspace_word.html", context, status=422 if form.errors else 200)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
@xframe_options_sameorigin
def word_html(request: SignedInRequest, slug: str, kind: str, language: str) -> HttpResponse:
    """The HTML of a mail as its words stand, or were typed for the look just now; alone, for the frame on its page."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    if language not in dict(settings.LANGUAGES):
        raise Http404
    own = queries.words_of(event, word_kind(kind).name).get(language)
    if "typed" in request.GET and request.session.get(LOOKED_AT, [])[:2] == [event.pk, kind]:
        own = Own(*request.session[LOOKED_AT][2][language])
    return alone(sample_of(event, kind, request.user, own, language).html)
