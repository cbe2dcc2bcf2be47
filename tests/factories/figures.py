"""Quarters that are over, with people who were there."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta

from accounts.models import Department, User
from events.models import Event
from registrations import actions
from registrations.enums import Mark
from reports import actions as reports
from reports.models import QuarterFigures
from reports.periods import Quarter
from tests.factories.accounts import make_user
from tests.factories.events import make_event, session_draft
from tests.factories.registrations import register

QUARTER = Quarter(2025, 3)
DAY = date(2025, 8, 12)
DRAWN_UP_AT = datetime(2025, 10, 22, tzinfo=UTC)


def people_of(department: Department, number: int) -> list[User]:
    return [make_user(department=department) for _each in range(number)]


def make_held(host: Department, crowd: Mapping[User, Mark | None], *, day: date = DAY, **values: object) -> Event:
    """An event of ``host`` that is over, with everybody in ``crowd`` and what is noted of them."""
    at = datetime(day.year, day.month, day.day, tzinfo=UTC) - timedelta(days=30)
    sessions = (session_draft(day, "10:00", "12:00"),)
    event = make_event(at=at, capacity=values.pop("capacity", None), sessions=sessions, host_department=host, **values)
    session, owner = event.sessions.get(), event.roles.get().user
    places = {person: register(event, person, at=at) for person in crowd}
    marks = {places[person].pk: mark for person, mark in crowd.items() if mark}
    actions.mark(event=event, session=session, marks=marks, by=owner, at=session.ends_at)
    return event


def draw_up(quarter: Quarter = QUARTER, *, at: datetime = DRAWN_UP_AT) -> QuarterFigures:
    return reports.draw_up(quarter, at=at)
