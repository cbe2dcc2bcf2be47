"""Templates of departments: an event that others start from."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events import actions
from events.exceptions import EventRefused
from events.forms import TemplateForm, TemplateNameForm
from events.models import Event
from events.queries import templates_for, templates_kept_by
from portal.panels.workspace import workspace
from portal.views.cloning import clone_page


@access.rule(access.Rule.SIGNED_IN)
@require_safe
def templates(request: SignedInRequest) -> HttpResponse:
    """Everything from which I may start."""
    kept = set(templates_kept_by(request.user).values_list("pk", flat=True))
    rows = [(template, template.pk in kept) for template in templates_for(request.user)]
    return render(request, "portal/templates.html", {"rows": rows})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def template_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Let a department start from this event."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    form = TemplateForm(request.POST if request.method == "POST" else None, person=request.user, event=event)
    if form.is_valid():
        try:
            actions.keep_template(event=event, by=request.user, at=at, **form.cleaned_data)
        except EventRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("It is a template now. Colleagues find it where they make a new event."))
            return redirect("templates")
    status = 422 if form.is_bound else 200
    context = {"workspace": workspace(event, here="workspace-settings", at=at), "form": form}
    return render(request, "portal/template_new.html", context, status=status)


@access.rule(access.Rule.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def template_use(request: SignedInRequest, pk: int) -> HttpResponse:
    """Start from a template: a clone of its event as it stands."""
    template = get_object_or_404(templates_for(request.user), pk=pk)
    return clone_page(request, template.event, template=template)


@access.rule(access.Rule.OWNER)
@require_http_methods(["GET", "HEAD", "POST"])
def template_rename(request: SignedInRequest, pk: int) -> HttpResponse:
    """Call a template something else."""
    template = get_object_or_404(templates_kept_by(request.user), pk=pk)
    form = TemplateNameForm(request.POST if request.method == "POST" else None, initial={"name": template.name})
    if form.is_valid():
        try:
            actions.rename_template(
                template=template, name=form.cleaned_data["name"], by=request.user, at=timezone.now()
            )
        except EventRefused as refused:
            form.add_error("name", str(refused))
        else:
            messages.success(request, _("Saved."))
            return redirect("templates")
    status = 422 if form.is_bound else 200
    return render(request, "portal/template_rename.html", {"template": template, "form": form}, status=status)


@access.rule(access.Rule.OWNER)
@require_POST
def template_remove(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take a template away; its event stays."""
    template = get_object_or_404(templates_kept_by(request.user), pk=pk)
    actions.remove_template(template=template, by=request.user, at=timezone.now())
    messages.success(request, _("The template is gone. Its event stays."))
    return redirect("templates")
