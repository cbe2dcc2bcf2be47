"""Documents that organisers have asked for: the worker makes them, one replaces another, and one is about a department."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import datetime

from django.db.models import Model

from accounts.models import User
from events.models import Event
from reports import actions, documents
from reports.exceptions import ReportRefused
from reports.registry import Kind, Order


def ask_for_documents(events: Mapping[str, Event], coordinator: User, *, at: datetime) -> None:
    """Of an event that is over a summary, twice; of one to come what is printed for the day; of a department its year."""
    over, coming = events["over"], events["open"]
    _ask(documents.ATTENDANCE, over, {"with_signatures": False}, at=at)
    _ask(documents.ATTENDANCE, over, {"with_signatures": False}, at=at)
    _ask(documents.SIGN_IN, coming, {"session": "every", "blank_lines": 6}, at=at)
    _ask(documents.BADGES, coming, {}, at=at)
    _ask(documents.DOOR_SIGNS, coming, {}, at=at)
    _ask(documents.POSTER, coming, {"paper": "a4"}, at=at)
    department = coordinator.coordinated_departments.order_by("pk").first()
    options = {"year": at.year, "quarter": 0}
    order = Order(kind=documents.DEPARTMENT, options=options, language=coordinator.language)
    _request(order, department, by=coordinator, at=at)


def _ask(kind: Kind, event: Event, options: Mapping[str, object], *, at: datetime) -> None:
    order = Order(kind=kind, options=options, language=event.language)
    _request(order, event, by=event.roles.get(kind="owner").user, at=at)


def _request(order: Order, subject: Model | None, *, by: User, at: datetime) -> None:
    # Where documents can't be drawn, there are none to show.
    with suppress(ReportRefused):
        actions.request(order=order, subject=subject, by=by, at=at)
