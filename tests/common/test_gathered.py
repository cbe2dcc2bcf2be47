"""Requests ask for the same thing at the same moment, and wait for none of it."""

from collections.abc import Callable
from queue import SimpleQueue
from threading import Event

import pytest

from common.gathered import Gathered

pytestmark = pytest.mark.once
SOON = 20


def call(something: Callable[[], None]) -> None:
    something()


def test_what_many_ask_for_meanwhile_is_done_once():
    has_begun, may_end, done = Event(), Event(), SimpleQueue()
    gathered = Gathered(call, seconds=0)

    def first() -> None:
        has_begun.set()
        may_end.wait(SOON)

    def same() -> None:
        done.put("same")

    gathered.add(first)
    assert has_begun.wait(SOON)
    for _ in range(5):
        gathered.add(same)
    gathered.add(lambda: done.put("last"))
    may_end.set()

    assert [done.get(timeout=SOON), done.get(timeout=SOON)] == ["same", "last"]


def test_what_is_asked_for_while_it_is_done_is_done_again():
    has_begun, done = Event(), SimpleQueue()
    gathered = Gathered(call, seconds=0)

    def again() -> None:
        if not has_begun.is_set():
            has_begun.set()
            gathered.add(again)
        done.put("done")

    gathered.add(again)

    assert [done.get(timeout=SOON), done.get(timeout=SOON)] == ["done", "done"]


@pytest.mark.django_db
def test_what_nobody_came_to_is_done_at_the_end_of_the_process():
    done = SimpleQueue()
    gathered = Gathered(call, seconds=3600)
    gathered.add(lambda: done.put("done"))

    gathered.flush()
    gathered.flush()

    assert (done.get_nowait(), done.empty()) == ("done", True)
