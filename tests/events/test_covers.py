"""The files behind covers: there with their event, gone with it."""

import os
from datetime import timedelta

import pytest
from django.conf import settings
from django.db import transaction

from audit.models import Line
from common.pictures import SIZES
from events import actions, clock
from events.covers import file_of, folder
from events.drafts import CoverDraft
from events.models import Event
from tests.factories.covers import cover_draft
from tests.factories.events import NOW, event_draft, make_draft

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(tmp_path, settings):
    settings.MEDIA_ROOT = tmp_path
    return tmp_path


def edit(event: Event, cover: CoverDraft | None) -> Event:
    return actions.edit(event=event, draft=event_draft(cover=cover), by=event.roles.get().user, at=NOW)


def kept() -> list[str]:
    return sorted(path.name for path in folder().iterdir()) if folder().is_dir() else []


def files_of(*events: Event) -> list[str]:
    return sorted(file_of(event.cover, size).name for event in events for size in SIZES)


def test_a_draft_keeps_its_picture_in_each_size():
    event = make_draft(cover=cover_draft("A river"))

    assert (event.cover_text, kept()) == ("A river", files_of(event))


def test_the_same_picture_twice_has_two_names():
    one, other = make_draft(cover=cover_draft()), make_draft(cover=cover_draft())

    assert one.cover != other.cover
    assert kept() == files_of(one, other)


def test_another_picture_replaces_the_files(django_capture_on_commit_callbacks):
    event = make_draft(cover=cover_draft(colour="teal"))

    with django_capture_on_commit_callbacks(execute=True):
        changed = edit(event, cover_draft(colour="red"))

    assert changed.cover != event.cover
    assert kept() == files_of(changed)


def test_other_words_leave_the_picture_where_it_is(django_capture_on_commit_callbacks):
    event = make_draft(cover=cover_draft("A river"))

    with django_capture_on_commit_callbacks(execute=True):
        changed = edit(event, CoverDraft(text="The Elbe"))

    assert (changed.cover, changed.cover_text, kept()) == (event.cover, "The Elbe", files_of(event))


def test_without_a_picture_the_cover_is_drawn_again(django_capture_on_commit_callbacks):
    event = make_draft(cover=cover_draft())

    with django_capture_on_commit_callbacks(execute=True):
        changed = edit(event, None)

    assert (changed.cover, changed.cover_text, changed.cover_address, kept()) == ("", "", "", [])


def test_words_about_a_picture_that_somebody_else_took_away_are_let_go():
    event = edit(make_draft(), CoverDraft(text="A river"))

    assert (event.cover, event.cover_text) == ("", "")


def test_a_change_that_comes_to_nothing_leaves_the_picture_that_stands(django_capture_on_commit_callbacks):
    event = make_draft(cover=cover_draft())

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        edit(event, None)
        transaction.set_rollback(True)

    assert Event.objects.get().cover == event.cover
    assert kept() == files_of(event)


def test_the_clock_removes_old_files_that_no_event_has():
    event = make_draft(cover=cover_draft())
    stray, young, unfinished = (folder() / name for name in (f"{'a' * 32}-large.jpg", f"{'b' * 32}-large.jpg", ".c.1"))
    for path in (stray, young, unfinished):
        path.write_bytes(b"picture")
    long_ago = (NOW - timedelta(days=2)).timestamp()
    for path in (stray, unfinished, *(file_of(event.cover, size) for size in SIZES)):
        os.utime(path, (long_ago, long_ago))
    os.utime(young, (NOW.timestamp(), NOW.timestamp()))

    clock.remove_stray_covers(at=NOW)

    assert kept() == sorted([*files_of(event), young.name])


def test_the_clock_finds_nothing_where_nothing_was_uploaded():
    assert (actions.remove_stray_covers(at=NOW), settings.MEDIA_ROOT.exists()) == (0, True)


def test_the_audit_says_which_picture_came_and_went():
    event = make_draft(cover=cover_draft("A river"))

    edit(event, None)

    line = Line.objects.get(verb="event.edited")
    assert [(part["cover"], part["cover_text"]) for part in (line.before, line.after)] == [
        (event.cover, "A river"),
        ("", ""),
    ]
