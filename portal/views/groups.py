"""Mixed groups of a session: making them, late changes, wishes, and showing them."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.requests import SignedInRequest
from common import access
from events.models import Event, Session
from portal.panels import groups as panels
from portal.panels.workspace import workspace
from registrations import actions
from registrations.exceptions import GroupsRefused
from registrations.forms import MixForm, NamesForm, PlaceForm, WishForm
from registrations.models import GroupPlace, GroupPlan, GroupWish, Registration
from reports.forms import SignsForm


@access.rule(access.Rule.TEAM)
@require_safe
def groups(request: SignedInRequest, slug: str) -> HttpResponse:
    """Who sits with whom at a session; helpers read it."""
    events, at = Event.objects.run_by(request.user).with_reader(request.user), timezone.now()
    event = get_object_or_404(events, slug=slug)
    try:
        session = panels.session_shown(event, chosen=request.GET.get("session", ""), at=at)
    except Session.DoesNotExist:
        raise Http404 from None
    return _page(request, event, session, reader=event.reader)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def mix(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Make the groups, or mix them again."""
    event, found = _session(request, slug, session)
    form = MixForm(request.POST if request.method == "POST" else None)
    if not form.is_valid():
        return _page(request, event, found, form=form if form.is_bound else None)
    is_new = not GroupPlan.objects.filter(session=found).exists()
    try:
        mixed = actions.mix_groups(session=found, size=form.cleaned_data["size"], by=request.user, at=timezone.now())
    except GroupsRefused as refused:
        form.add_error("size", str(refused))
        return _page(request, event, found, form=form)
    messages.success(request, _("The groups are made.") if is_new else _mixed_again(mixed.moved))
    return _back(event, found)


@access.rule(access.Rule.ORGANISER)
@require_POST
def newcomers(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Find a place for whoever has registered since the groups were made."""
    event, found = _session(request, slug, session)
    try:
        placed = actions.place_newcomers(session=found, by=request.user, at=timezone.now())
    except GroupsRefused as refused:
        messages.error(request, str(refused))
    else:
        text = ngettext("%(number)d person has a group now.", "%(number)d people have a group now.", len(placed))
        messages.success(request, text % {"number": len(placed)})
    return _back(event, found)


@access.rule(access.Rule.ORGANISER)
@require_POST
def publish(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Let participants see their group."""
    event, found = _session(request, slug, session)
    try:
        actions.publish_groups(session=found, by=request.user, at=timezone.now())
    except GroupsRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Participants now see their group on the event's page."))
    return _back(event, found)


@access.rule(access.Rule.ORGANISER)
@require_POST
def hide(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Let only the team see the groups."""
    event, found = _session(request, slug, session)
    try:
        actions.hide_groups(session=found, by=request.user, at=timezone.now())
    except GroupsRefused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Only the team sees the groups now."))
    return _back(event, found)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def names(request: SignedInRequest, slug: str, session: int) -> HttpResponse:
    """Call tables by names of their own."""
    event, found = _session(request, slug, session)
    plan = get_object_or_404(GroupPlan, session=found)
    form = NamesForm(request.POST if request.method == "POST" else None, groups=list(plan.groups.in_order()))
    if form.is_valid():
        try:
            actions.name_groups(session=found, names=form.names, by=request.user, at=timezone.now())
        except GroupsRefused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, _("Saved."))
            return _back(event, found)
    return _form_page(request, "portal/group_names.html", event, {"form": form, "session": found})


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def place(request: SignedInRequest, slug: str, session: int, pk: int) -> HttpResponse:
    """Put one person into another group, or let them stay where they are."""
    event, found = _session(request, slug, session)
    plan = get_object_or_404(GroupPlan.objects.select_related("session__event"), session=found)
    person = get_object_or_404(Registration.objects.for_event(event).coming_to(found).with_people(), pk=pk)
    here = GroupPlace.objects.of_plan(plan).taken().filter(registration=person).select_related("group__pool").first()
    groups, texts = panels.choices(plan, pool=person.pool_id)
    initial = {"group": str(here.group_id), "is_locked": here.is_locked} if here else None
    form = PlaceForm(request.POST if request.method == "POST" else None, groups=groups, texts=texts, initial=initial)
    if form.is_valid():
        values = {"group": form.chosen_group, "is_locked": form.cleaned_data["is_locked"]}
        try:
            actions.put_in_group(registration=person, by=request.user, at=timezone.now(), **values)
        except GroupsRefused as refused:
            form.add_error("group", str(refused))
        else:
            said = {"name": person.participant.name, "group": form.chosen_group.label}
            messages.success(request, _("%(name)s: %(group)s.") % said)
            return _back(event, found)
    context = {"form": form, "session": found, "person": person, "here": here}
    return _form_page(request, "portal/group_place.html", event, context)


@access.rule(access.Rule.ORGANISER)
@require_http_methods(["GET", "HEAD", "POST"])
def wishes(request: SignedInRequest, slug: str) -> HttpResponse:
    """Keep two people together, or apart."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    people = list(Registration.objects.for_event(event).confirmed().with_people().by_name())
    form = WishForm(request.POST if request.method == "POST" else None, people=people)
    if form.is_valid():
        try:
            actions.make_wish(event=event, by=request.user, at=timezone.now(), **form.values)
        except GroupsRefused as refused:
            form.add_error("second", str(refused))
        else:
            messages.success(request, _("Noted. It holds from when the groups are mixed the next time."))
            return redirect("group-wishes", slug=slug)
    context = {"form": form, "wishes": panels.wishes(event), "people": people}
    return _form_page(request, "portal/group_wishes.html", event, context)


@access.rule(access.Rule.ORGANISER)
@require_POST
def drop_wish(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    """Wish nothing of two people any more."""
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    wish = get_object_or_404(GroupWish.objects.select_related("first__event"), pk=pk, first__event=event)
    actions.drop_wish(wish=wish, by=request.user, at=timezone.now())
    messages.success(request, _("The wish is taken away."))
    return redirect("group-wishes", slug=slug)


def _session(request: SignedInRequest, slug: str, pk: int) -> tuple[Event, Session]:
    event = get_object_or_404(Event.objects.editable_by(request.user), slug=slug)
    return event, get_object_or_404(event.sessions.select_related("event"), pk=pk)


def _back(event: Event, session: Session) -> HttpResponse:
    return redirect(reverse("workspace-groups", args=[event.slug], query={"session": session.pk}))


def _mixed_again(moved: int) -> str:
    if not moved:
        return _("Mixed again. Nobody had to move.")
    text = ngettext("Mixed again. %(number)d person has moved.", "Mixed again. %(number)d people have moved.", moved)
    return text % {"number": moved}


def _page(
    request: SignedInRequest,
    event: Event,
    session: Session | None,
    *,
    form: MixForm | None = None,
    reader: str = access.Rule.ORGANISER,
) -> HttpResponse:
    at, is_editor = timezone.now(), reader == access.Rule.ORGANISER
    context = {
        "workspace": workspace(event, here="workspace-groups", at=at, reader=reader),
        "page": panels.groups_page(event, session, form=form, at=at, is_editor=is_editor),
        "is_editor": is_editor,
        "signs": SignsForm(reader=request.user, event=event, auto_id="signs_%s"),
    }
    return render(request, "portal/workspace_groups.html", context)


def _form_page(request: HttpRequest, template: str, event: Event, context: dict[str, object]) -> HttpResponse:
    frame = {"workspace": workspace(event, here="workspace-groups", at=timezone.now())}
    return render(request, template, frame | context)
