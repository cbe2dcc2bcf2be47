"""What a process remembers of the organisation, and when it asks again."""

import multiprocessing
from collections.abc import Iterator

import pytest
from django.db import DatabaseError

from common import site
from common.organisation import Organisation


@pytest.fixture
def asked() -> Iterator[list[str]]:
    """What is answered, the last first; it is asked once for each that is taken."""
    answers = ["Third", "Second", "First"]
    usual = site._Memory.read  # the one that the app has registered
    site.register(lambda: Organisation(name=answers.pop()))
    site.tell_everybody()
    yield answers
    assert usual is not None
    site.register(usual)


def test_it_is_asked_once(asked):
    assert [site.name(), site.name(), len(asked)] == ["First", "First", 2]


def test_after_a_change_it_is_asked_again(asked):
    site.name()
    site.tell_everybody()

    assert [site.name(), site.name()] == ["Second", "Second"]


def test_after_a_while_it_is_asked_again_whoever_was_told(asked, monkeypatch):
    site.name()
    at = site.monotonic() + site.KEPT_FOR + 1
    monkeypatch.setattr(site, "monotonic", lambda: at)

    assert site.name() == "Second"


def test_where_the_database_is_broken_a_page_says_what_is_remembered(asked, settings):
    def broken() -> Organisation:
        raise DatabaseError("gone")

    site.name()
    site.register(broken)
    (settings.DATA_DIR / "organisation-changed").unlink()

    assert site.name() == "First"


def test_every_other_process_asks_again_after_a_change(asked):
    fork = multiprocessing.get_context("fork")
    ours, theirs = fork.Pipe()

    def other() -> None:
        for _look in range(3):
            theirs.recv()
            theirs.send(site.name())

    process = fork.Process(target=other, daemon=True)
    process.start()
    heard = []
    for is_changed in (False, False, True):
        if is_changed:
            site.tell_everybody()
        ours.send("look")
        heard.append(ours.recv())
    process.join(5)

    assert heard == ["First", "First", "Second"]
