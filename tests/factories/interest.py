"""Events without a date, and people who would come, through their own actions."""

from datetime import datetime

from accounts.models import User
from events import actions
from events.models import Event
from tests.factories.accounts import make_department, make_user
from tests.factories.events import NOW, event_draft, make_draft, session_draft


def make_gathering(*people: User, owner: User | None = None, at: datetime = NOW, **values: object) -> Event:
    """An event that was announced without a date, to which ``people`` would come."""
    event = make_draft(owner=owner, at=at, sessions=(), **values)
    event = actions.gather_interest(event=event, by=event.roles.get().user, at=at)
    for person in people:
        actions.say_interest(event=event, by=person, at=at)
    return event


def make_people(number: int, department: str = "") -> list[User]:
    """So many colleagues of one department."""
    where = make_department(department)
    return [make_user(department=where) for _ in range(number)]


def give_date(event: Event, *, at: datetime = NOW, **values: object) -> Event:
    """``event`` with a date and ten seats, published."""
    values.setdefault("sessions", (session_draft(),))
    by = event.roles.get().user
    event = actions.edit(event=event, draft=event_draft(title=event.title, **values), by=by, at=at)
    return actions.publish(event=event, by=by, at=at)
