"""Materials of an event: for whoever may open them, for those who teach, for organisers."""

from datetime import datetime
from functools import partial
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import Guest, User
from accounts.requests import SignedInRequest
from common import access
from common.downloads import kept_file
from common.forms import sent
from events import actions, policies
from events.enums import MaterialKind
from events.exceptions import EventRefused
from events.forms import BringForm, MaterialForm, ReachForm, chosen_reach
from events.links import engagement_from
from events.models import Engagement, Event, Material, MaterialVersion
from events.queries import engagement_of
from portal.panels.materials import is_news, material_rows
from portal.panels.series_desk import for_dates
from portal.panels.workspace import workspace
from portal.views.teaching import by_link
from registrations import actions as registrations
from registrations import links, queries

KINDS = [(kind.value, kind.label) for kind in MaterialKind]


@access.rule(access.Rule.AUDIENCE)
@require_safe
@never_cache
def material(request: SignedInRequest, slug: str, pk: int) -> HttpResponseBase:
    """The newest file of a material, for whoever may open it now."""
    found = queries.materials_open_to(request.user, at=timezone.now()).filter(event__slug=slug)
    return download(get_object_or_404(found.with_versions(), pk=pk).newest)


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def guest_material(_request: HttpRequest, signed: str, pk: int) -> HttpResponseBase:
    """The same for a guest, by the link to their own place."""
    at = timezone.now()
    registration = links.registration_from(signed, at=at)
    if registration is None:
        raise Http404
    return _by_key(get_object_or_404(queries.materials_for_guest(registration, at=at), pk=pk).newest)


@access.rule(access.Rule.LINK)
@require_safe
@never_cache
def speaker_material(_request: HttpRequest, signed: str, pk: int) -> HttpResponseBase:
    """The same for somebody who teaches, by the link in their mail."""
    engagement = engagement_from(signed, at=timezone.now())
    if engagement is None:
        raise Http404
    return _by_key(get_object_or_404(Material.objects.for_event(engagement.event), pk=pk).newest)


@access.rule(access.Rule.LINK)
@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
@by_link
def speaker_bring(request: HttpRequest, engagement: Engagement, signed: str, _at: datetime) -> HttpResponse:
    """Bring something along, by the link; a colleague does it signed in."""
    if engagement.guest is None:
        raise Http404
    return _bring(request, engagement, by=engagement.guest, back=reverse("speaker-page", args=[signed]))


@access.rule(access.Rule.SPEAKER)
@require_http_methods(["GET", "HEAD", "POST"])
def teaching_bring(request: SignedInRequest, slug: str) -> HttpResponse:
    """The same for a colleague."""
    event = Event.objects.filter(slug=slug).first()
    engagement = engagement_of(request.user, event) if event else None
    if engagement is None:
        raise Http404
    return _bring(request, engagement, by=request.user, back=reverse("teaching", args=[slug]))


@access.rule(access.Rule.ORGANISER)
@require_safe
def materials(request: SignedInRequest, slug: str) -> HttpResponse:
    """Everything that is handed out, with its earlier versions."""
    event, at = get_object_or_404(Event.objects.editable_by(request.user), slug=slug), timezone.now()
    rows = material_rows(Material.objects.for_event(event), at=at)
    context = {
        "workspace": workspace(event, here="workspace-materials", at=at),
        "rows": rows,
        "kinds": KINDS,
        "refusal": policies.add_material_refusal(event),
        "can_tell": event.is_published and is_news(event, rows),
    }
    return render(request, "portal/workspace_materials.html", context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def material_new(request: SignedInRequest, slug: str) -> HttpResponse:
    """Hand out something more."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    form, reach = (
        MaterialForm(*sent(request), event=event, kind=_kind(request)),
        ReachForm(sent(request)[0], event=event),
    )
    content = form.content if all([form.is_valid(), reach.is_valid()]) else None
    if content is not None:
        add = partial(actions.add_material_to_dates, event=event, by=request.user, at=timezone.now())
        try:
            number = add(kind=form.kind, draft=form.draft, content=content, reach=reach.chosen)
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, for_dates(number) or _("Added. Nobody is told until you say so."))
            return redirect("workspace-materials", slug)
    return render(request, "portal/workspace_material.html", _form_page(event, form, reach))


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def material_change(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Say something else of it, or bring a newer version."""
    event, found = _material(request, slug, pk)
    form = MaterialForm(*sent(request), event=event, kind=found.kind, material=found)
    reach = ReachForm(sent(request)[0], event=event)
    if all([form.is_valid(), reach.is_valid()]):
        change = partial(actions.change_material_of_dates, material=found, by=request.user, at=timezone.now())
        try:
            number = change(draft=form.draft, content=form.content, reach=reach.chosen)
        except EventRefused as refused:
            form.refuse(refused)
        else:
            messages.success(request, for_dates(number) or _("Saved. Earlier versions are kept for the team."))
            return redirect("workspace-materials", slug)
    drop = ReachForm(event=event, auto_id="drop_%s")
    context = _form_page(event, form, reach) | {"material": found, "drop": drop}
    return render(request, "portal/workspace_material.html", context)


@access.rule(access.Rule.ORGANISER)
@require_safe
@never_cache
def material_version(request: SignedInRequest, slug: str, pk: int, number: int) -> HttpResponseBase:
    """The file of one version."""
    _event, found = _material(request, slug, pk)
    return download(get_object_or_404(found.versions.exclude(file=""), number=number))


@access.rule(access.Rule.ORGANISER)
@require_POST
def material_remove(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Hand it out no more."""
    event, found = _material(request, slug, pk)
    remove = partial(actions.remove_material_of_dates, material=found, by=request.user, at=timezone.now())
    try:
        number = remove(reach=chosen_reach(request.POST, event))
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, for_dates(number) or _("Removed, with all its versions."))
    return redirect("workspace-materials", slug)


@access.rule(access.Rule.ORGANISER)
@require_POST
def materials_tell(request: SignedInRequest, slug: str) -> HttpResponse:
    """Tell those with a seat what is ready for them."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    try:
        registrations.tell_of_materials(event=event, by=request.user, at=timezone.now())
    except EventRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Whoever has a seat gets a mail in a few minutes."))
    return redirect("workspace-materials", slug)


def download(version: MaterialVersion) -> HttpResponseBase:
    """The file of ``version``, to be kept by whoever asked for it; a link or a note has none."""
    if not version.file:
        raise Http404
    return kept_file(version.location, name=version.name, content_type=version.content_type)


def _by_key(version: MaterialVersion) -> HttpResponseBase:
    """The address is the key: it goes to no other site and into no index."""
    response = download(version)
    response["Referrer-Policy"], response["X-Robots-Tag"] = "no-referrer", "noindex"
    return response


def _bring(request: HttpRequest, engagement: Engagement, *, by: User | Guest, back: str) -> HttpResponse:
    event = engagement.event
    form = BringForm(*sent(request), event=event, kind=_kind(request))
    if form.is_valid() and _brought(form, event, by=by):
        messages.success(request, _("Thank you. The organisers see it, and everybody with a seat can open it."))
        return redirect(back)
    context = {"event": event, "form": form, "kinds": KINDS, "back": back}
    return render(request, "portal/bring.html", context)


def _brought(form: BringForm, event: Event, *, by: User | Guest) -> bool:
    """Under the title of something that they brought before, a newer version of it; else something more."""
    same = Material.objects.for_event(event).filter(kind=form.kind, title__iexact=form.draft.title)
    before = next((one for one in same if by in (one.newest.by_user, one.newest.by_guest)), None)
    content = form.content
    if before is None or content is None:
        return _add(form, event, by=by)
    try:
        actions.renew_material(material=before, content=content, by=by, at=timezone.now())
    except EventRefused as refused:
        form.refuse(refused)
        return False
    return True


def _add(form: BringForm, event: Event, *, by: User | Guest) -> bool:
    content = form.content
    try:
        if content is not None:
            draft = form.draft
            actions.add_material(event=event, kind=form.kind, draft=draft, content=content, by=by, at=timezone.now())
    except EventRefused as refused:
        form.refuse(refused)
        return False
    return content is not None


def _kind(request: HttpRequest) -> str:
    """Which kind is asked for; a file where nothing is said."""
    asked = request.GET.get("kind", "")
    return asked if asked in MaterialKind.values else MaterialKind.FILE.value


def _form_page(event: Event, form: MaterialForm, reach: ReachForm) -> dict[str, Any]:
    frame = workspace(event, here="workspace-materials", at=timezone.now())
    return {"workspace": frame, "form": form, "reach": reach, "kinds": KINDS}


def _material(request: SignedInRequest, slug: str, pk: int) -> tuple[Event, Material]:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return event, get_object_or_404(Material.objects.for_event(event), pk=pk)
