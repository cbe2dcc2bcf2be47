"""Registrations through their own actions."""

from datetime import datetime

from accounts.models import User
from events.models import Event, Pool
from registrations import actions
from registrations.enums import Mark
from registrations.models import Registration
from tests.factories.accounts import make_user
from tests.factories.events import NOW, main_pool


def register(
    event: Event, participant: User | None = None, *, pool: Pool | None = None, at: datetime = NOW
) -> Registration:
    return actions.register(event=event, participant=participant or make_user(), pool=pool or main_pool(event), at=at)


def attend(event: Event, participant: User, *marks: Mark) -> None:
    """``participant`` had a seat at ``event``, of one session, and this is what was noted, corrections last."""
    place = register(event, participant, at=event.published_at)
    session = event.sessions.get()
    for number, mark in enumerate(marks):
        reason = "A mistake" if number else ""
        actions.mark(
            event=event, session=session, marks={place.pk: mark}, by=participant, at=session.ends_at, reason=reason
        )
