"""Doing something to each of several things, so that one that fails stops no other."""

from collections.abc import Callable, Iterable
from typing import TypeVar

T = TypeVar("T")
MOST_NAMED = 10


def one_by_one(items: Iterable[T], act: Callable[[T], object]) -> None:
    """Act on each by itself; then say which failed, in one error that says how often and of what kind.

    Rows are named by their ids: what it says is shown to administrators, and tells nothing about people.
    """
    failed: list[tuple[T, Exception]] = []
    for item in items:
        try:
            act(item)
        except Exception as error:  # noqa: BLE001  # raised below, together
            failed.append((item, error))
    if failed:
        named = ", ".join(f"{_name(item)} ({type(error).__name__})" for item, error in failed[:MOST_NAMED])
        raise ExceptionGroup(f"{len(failed)} failed: {named}", [error for _item, error in failed])


def _name(item: object) -> str:
    return f"{type(item).__name__.lower()} {getattr(item, 'pk', '')}".strip()
