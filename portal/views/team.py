"""The organiser team of an event."""

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.requests import SignedInRequest
from common import access, exports
from events import actions
from events.exceptions import EventRefused
from events.forms import Editor, RoleForm
from events.models import Event
from portal.panels.settings import settings, team_table


@access.rule(access.Rule.ORGANISER)
@exports.offered
@require_http_methods(["GET", "HEAD", "POST"])
def team(request: SignedInRequest, slug: str) -> HttpResponseBase:
    """Give a colleague a part in the team, or another one than before."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    if file := exports.answer(request, team_table(event, asked=request.GET.dict())):
        return file
    form = RoleForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        try:
            role = actions.set_role(event=event, by=request.user, at=at, **form.values)
        except EventRefused as refused:
            form.add_error("kind", str(refused))
        else:
            values = {"name": role.user.name, "role": role.get_kind_display()}
            messages.success(request, _("%(name)s is now in the team as: %(role)s.") % values)
            return redirect("workspace-settings", slug=slug)
    editor = Editor(None, person=request.user, event=event)
    return render(request, "portal/workspace_settings.html", settings(event, editor=editor, at=at, role_form=form))


@access.rule(access.Rule.ORGANISER)
@require_POST
def leave(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Take somebody out of the team."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    role = get_object_or_404(event.roles.select_related("user", "event"), pk=pk)
    try:
        actions.leave_team(event=event, role=role, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("%(name)s is no longer in the team.") % {"name": role.user.name})
    if role.user == request.user and not request.user.is_staff:
        return redirect("organise")
    return redirect("workspace-settings", slug=slug)
