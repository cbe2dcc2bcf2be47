"""What is due by the clock, pulled from the data: late or twice, it comes to the same."""

from collections.abc import Callable, Iterable
from datetime import datetime
from typing import TypeVar

from feedback import actions, queries
from feedback.models import Form

T = TypeVar("T")


def open_due(at: datetime) -> None:
    """Ask about events that ended a day ago and whose attendance list nobody has closed."""
    _each(queries.events_to_ask_about(at=at), lambda event: actions.open_form(event=event, at=at))


def remind_due(at: datetime) -> None:
    """Remind those who have not answered a form that soon closes."""
    _each(Form.objects.due_to_remind(at=at), lambda form: actions.remind(form=form, at=at))


def close_due(at: datetime) -> None:
    """Close the forms whose time is over."""
    _each(Form.objects.due_to_close(at=at), lambda form: actions.close_form(form=form, at=at))


def _each(items: Iterable[T], act: Callable[[T], object]) -> None:
    """Act on each by itself, so that one that fails stops no other; then say what failed."""
    failed: list[Exception] = []
    for item in items:
        try:
            act(item)
        except Exception as error:  # noqa: BLE001  # raised below, together
            failed.append(error)
    if failed:
        raise ExceptionGroup("Some feedback forms could not be moved on.", failed)
