"""What is handed out: one thing in versions, kept under names of ours, gone when removed."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from audit.models import Line
from common.files import sent
from events import actions, policies
from events.drafts import Content, MaterialDraft
from events.enums import Refusal
from events.exceptions import EventRefused
from events.models import Material, MaterialVersion, materials_folder
from tests.factories.accounts import make_guest, make_user
from tests.factories.events import NOW, make_event
from tests.factories.materials import file_content, make_material

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return make_event(owner=make_user("Olga Owner"))


def refused_by(constraint: str, call) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        call()
    assert constraint in str(caught.value)


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        ("material_version_is_one_thing", {}),
        ("material_version_is_one_thing", {"url": "https://a.example", "text": "and a text"}),
        ("material_file_is_whole", {"file": "a" * 32}),
        ("material_file_is_whole", {"text": "x", "name": "a.pdf"}),
        ("material_link_is_http", {"url": "javascript:alert(1)"}),
    ],
)
def test_a_version_is_one_whole_thing(event, constraint, values):
    material = make_material(event)

    refused_by(constraint, lambda: MaterialVersion.objects.create(material=material, number=2, at=NOW, **values))


def test_a_material_has_a_kind_and_a_title(event):
    material = Material.objects.filter(pk=make_material(event).pk)

    refused_by("material_kind_is_known", lambda: material.update(kind="song"))
    refused_by("material_has_a_title", lambda: material.update(title=""))


def test_a_newer_version_is_shown_and_the_earlier_one_kept(event):
    material, jo = make_material(event), make_guest("Jo")
    second = file_content(b"second")

    for _click in range(2):
        actions.renew_material(material=material, content=second, by=jo, at=NOW)

    (found,) = Material.objects.for_event(event)
    assert [(one.number, one.by) for one in found.versions.all()] == [(2, "Jo"), (1, "Olga Owner")]
    assert found.newest.location.read_bytes() == second.data
    assert len({one.location for one in found.versions.all()}) == 2
    lines = Line.objects.filter(scope=event.scope, about_type="events.material").order_by("pk")
    assert [(one.verb, one.after.get("by")) for one in lines] == [("material.added", None), ("material.renewed", "Jo")]


def test_what_is_removed_takes_its_bytes_along(event, django_capture_on_commit_callbacks):
    material, other = make_material(event), make_material(event, title="Other")
    path = material.newest.location

    with django_capture_on_commit_callbacks(execute=True):
        actions.remove_material(material=material, by=make_user(), at=NOW)
    assert (path.exists(), other.newest.location.exists()) == (False, True)
    event.refresh_from_db()
    assert event.has_materials
    actions.remove_material(material=other, by=make_user(), at=NOW)

    event.refresh_from_db()
    assert (event.has_materials, Material.objects.count()) == (False, 0)
    with pytest.raises(EventRefused) as refused:
        actions.renew_material(material=other, content=file_content(), by=make_user(), at=NOW)
    assert refused.value.reason == Refusal.MATERIAL_GONE


def test_files_of_what_came_to_nothing_go_after_a_day(event):
    kept = make_material(event).newest.location
    stray = materials_folder() / ("0" * 32)
    stray.write_bytes(b"x")
    later = NOW.fromtimestamp(stray.stat().st_mtime, tz=NOW.tzinfo) + timedelta(days=2)

    assert actions.remove_stray_materials(at=later) >= 1
    assert (stray.exists(), kept.exists()) == (False, True)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        ("file", Content(url="https://a.example")),
        ("link", Content(text="x")),
        ("note", Content()),
        ("recording", file_content()),
        ("file", Content(file=sent("a.pdf", b"%PDF-"), data=b"%PDF-", url="https://a.example")),
    ],
)
def test_what_is_handed_out_fits_its_kind(event, kind, content):
    with pytest.raises(EventRefused) as refused:
        make_material(event, kind=kind, content=content)
    assert (refused.value.reason, Material.objects.count()) == (Refusal.MATERIAL_KIND, 0)


def test_nothing_is_handed_out_for_what_is_cancelled(event):
    actions.cancel(event=event, message="", by=event.roles.get().user, at=NOW)

    with pytest.raises(EventRefused) as refused:
        make_material(event)
    assert refused.value.reason == Refusal.CANCELLED


def test_a_change_of_what_is_said_stands_in_the_history(event):
    material = make_material(event)
    draft = MaterialDraft(title="Slides", language="en", visible="all", shown_from="end")

    actions.change_material(material=material, draft=draft, content=None, by=make_user(), at=NOW)

    line = Line.objects.get(verb="material.changed")
    changed = {name for name, value in line.after.items() if line.before[name] != value}
    assert (changed, Material.objects.get().opens_at()) == ({"visible", "shown_from"}, event.ends_at)


def test_a_clone_hands_out_the_newest_again_but_no_recording(event):
    slides = make_material(event, session=event.sessions.get(), visible="all")
    actions.renew_material(material=slides, content=file_content(b"newest"), by=make_user(), at=NOW)
    make_material(event, kind="recording", title="Film")
    actions.set_briefing(event=event, days=5, by=make_user(), at=NOW)
    event.refresh_from_db()

    made = actions.clone(event=event, title="Again", step=timedelta(days=7), by=make_user(), at=NOW)

    (again,) = Material.objects.for_event(made)
    assert (again.title, again.visible, again.session, again.newest.number) == ("Slides", "all", made.sessions.get(), 1)
    assert again.newest.location.read_bytes() == file_content(b"newest").data
    assert again.newest.file != Material.objects.get(pk=slides.pk).newest.file
    made.refresh_from_db()
    assert (made.briefing_days, made.has_materials, made.engagements.count()) == (5, True, 0)


def test_files_of_one_event_have_a_limit_together(event):
    material = make_material(event, kind="file")
    MaterialVersion.objects.filter(material=material).update(size=policies.MOST_BYTES)

    with pytest.raises(EventRefused) as refused:
        make_material(event, kind="file", title="One more")

    assert (refused.value.reason, make_material(event, kind="note").kind) == (Refusal.MATERIALS_FULL, "note")
