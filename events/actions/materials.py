"""What is handed out about an event: added, changed, replaced by a newer version, removed.

A file is written before its row; what belongs to no row is removed by the clock after a day.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from django.db import transaction

from accounts.models import Guest, User
from audit.actions import Change, record, record_all
from common import files
from events import policies
from events.actions.search import renew_things
from events.drafts import Content, MaterialDraft
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Event, Material, MaterialVersion, materials_folder
from events.queries import programmes_of
from jobs.work import write_whole

Again = tuple[Event, Event, Sequence[tuple[Material, Content]]]  # an event, the one made like it, what comes along
STRAY_AFTER = timedelta(days=1)
SAID = ("title", "language", "session", "visible", "shown_from")


@transaction.atomic
def add_material(
    *, event: Event, kind: str, draft: MaterialDraft, content: Content, by: User | Guest, at: datetime
) -> Material:
    """Hand out something more about ``event``."""
    event = Event.objects.lock(event)
    if reason := policies.add_material_refusal(event):
        raise EventRefused(reason)
    material = Material(event=event, kind=kind, added_at=at)
    _say(material, draft)
    material.save()
    _keep(material, content, number=1, by=by, at=at)
    if not event.has_materials:
        Event.objects.filter(pk=event.pk).update(has_materials=True)
    _note("material.added", material, by=by, at=at)
    return material


@transaction.atomic
def change_material(
    *, material: Material, draft: MaterialDraft, content: Content | None, by: User, at: datetime
) -> Material:
    """Say something else of it; with a ``content`` there is a newer version too."""
    event, material = _locked(material)
    before = {name: str(getattr(material, name) or "") for name in SAID}
    _say(material, draft)
    after = {name: str(getattr(material, name) or "") for name in SAID}
    if before != after:
        material.save()
        renew_things(materials=[material.pk])
        record("material.changed", material, by=by, at=at, scope=event.scope, before=before, after=after)
    if content is not None:
        _renew(material, content, by=by, at=at)
    return material


@transaction.atomic
def renew_material(*, material: Material, content: Content, by: User | Guest, at: datetime) -> Material:
    """Bring a newer version of it; the earlier ones stay for the team."""
    _event, material = _locked(material)
    _renew(material, content, by=by, at=at)
    return material


@transaction.atomic
def remove_material(*, material: Material, by: User, at: datetime) -> None:
    """Hand it out no more; its files go with it."""
    event, material = _locked(material)
    for version in material.versions.exclude(file=""):
        transaction.on_commit(partial(version.location.unlink, missing_ok=True))
    _note("material.removed", material, by=by, at=at)
    material.delete()
    has_more = Material.objects.filter(event=event).exists()
    Event.objects.filter(pk=event.pk).update(has_materials=has_more)


@transaction.atomic
def hand_out_again(*, handed_out: Sequence[Again], by: User, at: datetime) -> None:
    """Give each event that was made like another what was handed out there; call it for new events alone."""
    programmes = programmes_of(event for source, made, _kept in handed_out for event in (source, made))
    materials, versions = [], []
    for source, made, kept in handed_out:
        before, after = programmes[source.pk], programmes[made.pk]
        place = {one.pk: number for number, one in enumerate(before)} if len(before) == len(after) else {}
        for material, content in kept:
            session = after[place[material.session_id]] if material.session_id in place else None
            again = Material(event=made, kind=material.kind, added_at=at)
            _say(again, replace(draft_of_material(material), session=session))
            materials.append(again)
            versions.append(_version(again, content, number=1, by=by, at=at))
    Material.objects.bulk_create(materials)
    MaterialVersion.objects.bulk_create(versions)
    Event.objects.filter(pk__in=[one.event_id for one in materials]).update(has_materials=True)
    renew_things(materials=[one.pk for one in materials])
    record_all("material.added", [_change(one) for one in materials], by=by, at=at)


def draft_of_material(material: Material) -> MaterialDraft:
    """What is said of it, as it stands."""
    return MaterialDraft(**{name: getattr(material, name) for name in SAID})


@transaction.atomic
def note_materials_told(*, event: Event, at: datetime) -> None:
    """Remember that those with a seat were told what is there; call it with the event locked."""
    Event.objects.filter(pk=event.pk).update(materials_told_at=at)


def remove_stray_materials(*, at: datetime) -> int:
    """Remove files that no material has, and say how many."""
    known = set(MaterialVersion.objects.exclude(file="").values_list("file", flat=True))
    return files.remove_strays(materials_folder(), known=known, before=at - STRAY_AFTER)


def _locked(material: Material) -> tuple[Event, Material]:
    """The event's row is the lock: versions are numbered one after the other."""
    event = Event.objects.lock(material.event)
    found = Material.objects.select_related("event", "session").filter(pk=material.pk).first()
    if found is None:
        raise EventRefused(Refusal.MATERIAL_GONE)
    if event.is_cancelled:
        raise EventRefused(Refusal.CANCELLED)
    return event, found


def _say(material: Material, draft: MaterialDraft) -> None:
    for name in SAID:
        setattr(material, name, getattr(draft, name))


def _renew(material: Material, content: Content, *, by: User | Guest, at: datetime) -> None:
    newest = material.versions.order_by("-number")[0]
    if _is_same(newest, content):
        return  # a second click, or nothing was changed
    if newest.number >= policies.MOST_VERSIONS:
        raise EventRefused(Refusal.MATERIALS_FULL)
    _keep(material, content, number=newest.number + 1, by=by, at=at)
    _note("material.renewed", material, by=by, at=at)


def _is_same(version: MaterialVersion, content: Content) -> bool:
    digest = content.file.sha256 if content.file else ""
    return (version.sha256, version.url, version.text) == (digest, content.url, content.text)


def _keep(material: Material, content: Content, *, number: int, by: User | Guest, at: datetime) -> None:
    if reason := policies.content_refusal(material.event, material.kind, content):
        raise EventRefused(reason)
    _version(material, content, number=number, by=by, at=at).save()
    renew_things(materials=[material.pk])


def _version(material: Material, content: Content, *, number: int, by: User | Guest, at: datetime) -> MaterialVersion:
    """A version as a row; its file is kept."""
    version = MaterialVersion(material=material, number=number, url=content.url, text=content.text, at=at)
    if isinstance(by, User):
        version.by_user = by
    else:
        version.by_guest = by
    if content.file is not None:
        version.file = content.kept or files.new_name()
        version.name, version.size = content.file.name, content.file.size
        version.content_type, version.sha256 = content.file.content_type, content.file.sha256
        if not content.kept:
            write_whole(version.location, content.data)
    return version


def _note(verb: str, material: Material, *, by: User | Guest, at: datetime) -> None:
    """Write the audit line; who has no account is named in it."""
    user = by if isinstance(by, User) else None
    change = _change(material, **({} if user else {"by": by.name}))
    record(verb, material, by=user, at=at, scope=change.scope, after=change.after)


def _change(material: Material, **said: str) -> Change:
    after = {"title": material.title, "kind": material.kind, **said}
    return Change(material, None, after, scope=material.event.scope)
