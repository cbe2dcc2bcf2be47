"""What an event's mails say, and when its reminders go."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.forms import RemindersForm
from events.models import Event
from portal.panels.workspace import workspace


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: SignedInRequest, slug: str) -> HttpResponse:
    """When those with a seat are reminded; it can be set here."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = RemindersForm(request.POST if request.method == "POST" else None, event=event)
    if form.is_valid():
        actions.set_reminders(event=event, times=form.cleaned_data["times"], by=request.user, at=at)
        messages.success(request, _("Saved."))
        return redirect("workspace-words", slug)
    context = {"workspace": workspace(event, here="workspace-messages", at=at), "form": form}
    status = 422 if form.is_bound else 200
    return render(request, "portal/workspace_words.html", context, status=status)
